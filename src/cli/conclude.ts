import type { Certification, RunFacts } from '../certify/index.js';
import type { SettingKey, Settings } from '../config/index.js';
import { annotationsOf, heldAgainst, reportOf, type Report } from '../report/index.js';
import { certificateFrom } from './certificate.js';
import { EXIT, exitFor, type ExitCode } from './exit.js';
import { checkExpected, expectedFrom } from './expected.js';
import type { Io } from './io.js';
import { prepare, writeOut } from './output.js';
import { prepareTargets, targetsOf, writeReports } from './report-targets.js';

/** What is to become of a run's outcome. */
export type EndOptions = Pick<
  Settings<SettingKey>,
  'out' | 'json' | 'report' | 'knownFailures' | 'failOn' | 'baseline' | 'shard' | 'certificate' | 'sign' | 'subject'
>;

const GATE = { passed: EXIT.conformant, failed: EXIT.nonconformant, inconclusive: EXIT.inconclusive } as const;

/** How a run ends, made ready before it begins, so that a mistake in the options costs no time. */
export interface Ending {
  /** Ends everything with one line if what is expected of the run is about something else than this. */
  check(about: Pick<Report, 'provider' | 'filter' | 'level'>): void;
  /** Writes and prints everything that is asked for, and gives the exit code. */
  conclude(certification: Certification): ExitCode;
  /** Only writes the files: for a process that is about to end. */
  save(certification: Certification): void;
}

/** What a run is about, as far as what is expected of it has to be about the same. */
export function aboutOf({
  provider,
  selection: { level, clauses },
}: RunFacts): Pick<Report, 'provider' | 'filter' | 'level'> {
  return { provider, level, ...(clauses === undefined ? {} : { filter: [...clauses] }) };
}

/**
 * Whether a shard has done its part: run to its end, with nothing left open, and nothing failed where that is not
 * expected. The verdict is for the merger to give, and no sound shard should stop a pipeline before that.
 */
function isDone({ stopped, cases }: Report, expects: boolean): boolean {
  if (stopped !== undefined || cases.inconclusive + cases.unstable > 0) return false;
  return cases.violated === 0 || expects;
}

/** Makes the end of a run ready. `replay` is the command that replays a case; the token follows. */
export function endingOf(io: Io, options: EndOptions, replay: string): Ending {
  const { out, json, report: asked } = options;
  const targets = targetsOf(asked, json);
  const certificate = certificateFrom(options);
  if (out !== undefined) prepare(out);
  // Only all shards together can be held against what is expected of a run.
  const expected = options.shard === undefined ? expectedFrom(options) : {};
  const expects = options.knownFailures !== undefined || options.failOn === 'new';
  prepareTargets(targets);
  const told = (certification: Certification): Report =>
    out === undefined
      ? heldAgainst(reportOf(certification), expected)
      : writeOut(out, certification, (report) => heldAgainst(report, expected));
  return {
    check: (about) => {
      checkExpected(expected, about);
    },
    conclude(certification) {
      const report = told(certification);
      writeReports(io, targets, report, replay);
      certificate?.(io, report);
      if (process.env.GITHUB_ACTIONS === 'true') {
        for (const line of annotationsOf(report)) io.err(`${line}\n`);
      }
      if (report.part?.shard !== undefined && isDone(report, expects)) return EXIT.conformant;
      return report.gate === undefined ? exitFor(report.verdict) : GATE[report.gate.verdict];
    },
    save(certification) {
      writeReports(io, targets, told(certification), replay, true);
    },
  };
}
