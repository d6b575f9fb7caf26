import path from 'node:path';
import pc from 'picocolors';
import {
  evidenceFits,
  filesFit,
  unchecked,
  verified,
  wrong,
  type Conformance,
  type Finding,
} from '../certificate/index.js';
import { plain } from '../report/index.js';
import { KIT_VERSION } from '../run/index.js';
import { digested, evidenceIn, keyIn } from './certificate.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { kitDigest } from './kit-digest.js';
import { jsonText } from './output.js';
import { readText } from './read.js';
import { readRun } from './run-folder.js';

/** The options of `joinleaf verify`. */
export interface VerifyOptions {
  readonly key?: string;
  readonly evidence?: string;
  readonly subject?: string;
  readonly json?: boolean;
}

/**
 * `joinleaf verify`: looks at a certificate and the evidence behind it. Where neither a signature nor the evidence was
 * checked, nothing vouches for what it says, and the outcome is inconclusive.
 */
export function verifyCommand(io: Io, file: string, options: VerifyOptions): ExitCode {
  const { key, evidence, subject, json = false } = options;
  const { findings: own, says } = verified(readText(file), {
    kit: { version: KIT_VERSION, digest: kitDigest() },
    ...(key === undefined ? {} : { key: keyIn(key, 'public') }),
    ...(subject === undefined ? {} : { artefact: digested(path.dirname(subject), path.basename(subject)) }),
  });
  const findings = [...own, ...(says === undefined ? [] : behind(says, evidence))];
  const bad = findings.some(({ outcome }) => outcome === 'wrong');
  const vouched = key !== undefined || evidence !== undefined;
  const code = bad ? EXIT.nonconformant : vouched ? EXIT.conformant : EXIT.inconclusive;
  const outcome = bad ? 'wrong' : vouched ? 'right' : 'not checked';
  io.out(json ? jsonText({ file, outcome, findings }) : text(says, findings, outcome, io.colour));
  return code;
}

function behind(says: Conformance, folder: string | undefined): readonly Finding[] {
  if (folder === undefined) return [unchecked('evidence', 'no --evidence was given, so no trace was judged again')];
  const looks = [() => filesFit(says, evidenceIn(folder)), () => evidenceFits(says, readRun(folder))];
  return looks.flatMap((look) => {
    try {
      return look();
    } catch (reason) {
      if (reason instanceof WrongInput) return [wrong('evidence', reason.message)];
      throw reason;
    }
  });
}

const OUTCOMES = {
  right: 'the certificate is right, as far as it was checked',
  wrong: 'the certificate is not to be trusted',
  'not checked': 'nothing vouches for what the certificate says: give a --key, or the --evidence',
} as const;

function text(
  says: Conformance | undefined,
  findings: readonly Finding[],
  outcome: Finding['outcome'],
  coloured: boolean,
): string {
  const colours = pc.createColors(coloured);
  const marks = { right: colours.green('✓'), wrong: colours.red('✗'), 'not checked': colours.yellow('?') };
  const lines = findings.map(({ what, outcome: its, why }) => {
    const said = why === undefined ? '' : `: ${its === 'not checked' ? 'not checked, ' : ''}${plain(why, 1000)}`;
    return `${marks[its]} ${plain(what)}${said}`;
  });
  const about = says?.predicate;
  const head =
    about === undefined
      ? []
      : [
          `${plain(about.provider.name)} ${plain(about.provider.version)}: conformant (${about.level}), ${about.issued}`,
        ];
  const paint = { right: colours.green, wrong: colours.red, 'not checked': colours.yellow }[outcome];
  return [...head, ...lines, paint(OUTCOMES[outcome]), ''].join('\n');
}
