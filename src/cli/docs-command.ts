import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { certify, exhibits, PACKAGE } from '../certify/index.js';
import { many, reportOf, type Report } from '../report/index.js';
import { readFeatures, readGuides, siteOf, type Assets, type Run } from '../site/index.js';
import type { Trace } from '../trace/index.js';
import { inOneLine, loadProvider } from '../transport/index.js';
import { readReport } from './read-report.js';
import { inside } from './run-folder.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { REPORT_FILE } from './output.js';
import { readTrace } from './read.js';

/** The options of `joinleaf docs`. */
export interface DocsCommandOptions {
  readonly out: string;
  readonly report?: readonly string[];
}

const REFERENCE = 'reference:memory';

/** `joinleaf docs`: writes the site, from fresh runs of what comes with the kit and from reports on other providers. */
export async function docsCommand(io: Io, { out, report = [] }: DocsCommandOptions): Promise<ExitCode> {
  const began = performance.now();
  // What is wrong with the command line is said before the runs, which take their time.
  const others = report.map(runIn);
  try {
    mkdirSync(out, { recursive: true });
  } catch (reason) {
    throw new WrongInput(`cannot write to ${out}: ${inOneLine(reason)}`);
  }
  const features = readFeatures();
  const guides = readGuides(PACKAGE);

  const loaded = await loadProvider(REFERENCE);
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  io.err(`running the features and orderings against ${REFERENCE}, and the mutants\n`);
  // Both at once: the mutants run in threads of their own.
  const running = certify({ provider: loaded.provider });
  const shown = await exhibits({
    known: running.then(({ cases }) => cases),
    jobs: availableParallelism(),
    onExhibit: (done, of) => {
      if (io.interactive) io.err(`\r\u001B[K${done} of ${of} mutants`);
    },
  });
  const certification = await running;
  if (io.interactive) io.err('\r\u001B[K');

  const traces = new Map(certification.cases.map(({ id, trace }) => [id, trace]));
  const reference: Run = { report: reportOf(certification), traceOf: (id) => known(traces.get(id)) };
  const files = siteOf({ reference, others, exhibits: shown, features, guides }, assets());
  let bytes = 0;
  for (const [name, content] of files) {
    writeFileSync(path.join(out, name), content);
    bytes += Buffer.byteLength(content);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  io.out(
    `${path.join(out, 'index.html')}: ${many(files.size, 'file')}, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds} s\n`,
  );
  return EXIT.conformant;
}

function known(trace: Trace | undefined): Trace | undefined {
  return trace === undefined || trace.length === 0 ? undefined : trace;
}

/** A folder that certify --out has written. */
function runIn(folder: string): Run {
  const report: Report = readReport(path.join(folder, REPORT_FILE));
  const files = new Map(report.evidence.map((it) => [it.id, it]));
  return {
    report,
    traceOf: (id, clause) => {
      const its = files.get(id);
      const file = (its?.shortest?.find((story) => story.clause === clause) ?? its)?.trace;
      return file === undefined ? undefined : known(readTrace(inside(folder, file)));
    },
  };
}

function assets(): Assets {
  const text = (file: string): string => readFileSync(path.join(PACKAGE, file), 'utf8');
  return {
    css: text('src/site/style.css'),
    // The map lies beside what was compiled, not beside the page.
    script: text('dist/src/site/client/site.cjs').replace(/^\/\/# sourceMappingURL=.*$/mu, ''),
  };
}
