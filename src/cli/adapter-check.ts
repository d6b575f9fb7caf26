import pc from 'picocolors';
import { DEFAULT_LIMITS, PortFault } from '../port/index.js';
import { plain } from '../report/index.js';
import { inOneLine, wrongMark } from '../transport/index.js';
import { CHECKS, type Check } from './adapter-checks.js';
import { AdapterWrong, NotApplicable } from './adapter-answers.js';
import { subjectOf, type Subject } from './adapter-subject.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { jsonText } from './output.js';

/** The options of `joinleaf adapter check`. */
export interface AdapterCheckOptions {
  readonly json?: boolean;
  readonly callMs?: number;
}

/** What one check has found. */
interface Finding {
  readonly name: string;
  readonly outcome: 'right' | 'wrong' | 'not applicable';
  /** What is wrong with the adapter, or why the check does not apply. */
  readonly why?: string;
  /** What kept the check from going all the way, and is the provider's affair. */
  readonly provider?: readonly string[];
}

/** `joinleaf adapter check`: speaks the protocol with an adapter, method by method, and says what is wrong with it. */
export async function adapterCheck(io: Io, specifier: string, options: AdapterCheckOptions): Promise<ExitCode> {
  const { commandLine, perNode } = commandIn(specifier);
  let subject: Subject;
  try {
    subject = await subjectOf(commandLine, perNode, options.callMs ?? DEFAULT_LIMITS.callMs);
  } catch (reason) {
    return notStarted(io, reason);
  }
  const findings: Finding[] = [];
  try {
    for (const check of CHECKS) findings.push(await finding(check, subject));
  } catch (reason) {
    return notStarted(io, reason);
  } finally {
    await subject.end();
  }
  const ok = findings.every(({ outcome }) => outcome !== 'wrong');
  io.out(options.json === true ? jsonText({ specifier, ok, checks: findings }) : text(findings, io.colour));
  return ok ? EXIT.conformant : EXIT.nonconformant;
}

function commandIn(specifier: string): { readonly commandLine: string; readonly perNode: boolean } {
  const [, scheme, commandLine] = /^(exec|exec-per-node):(.*)$/su.exec(specifier) ?? [];
  if (commandLine === undefined || commandLine.trim() === '') {
    throw new WrongInput(`'${plain(specifier)}' names no adapter; write exec:<command line>`);
  }
  const perNode = scheme === 'exec-per-node';
  const wrong = wrongMark(commandLine, perNode);
  if (wrong !== undefined) throw new WrongInput(wrong);
  return { commandLine, perNode };
}

async function finding(check: Check, subject: Subject): Promise<Finding> {
  const { name } = check;
  try {
    const provider = (await check.run(subject)) ?? [];
    return { name, outcome: 'right', ...(provider.length === 0 ? {} : { provider }) };
  } catch (reason) {
    if (reason instanceof AdapterWrong) return { name, outcome: 'wrong', why: reason.message };
    if (reason instanceof NotApplicable) return { name, outcome: 'not applicable', why: reason.message };
    throw reason;
  }
}

function notStarted(io: Io, reason: unknown): ExitCode {
  if (!(reason instanceof PortFault)) throw reason;
  io.err(`joinleaf: ${plain(inOneLine(reason.detail), 1000)}\n`);
  return EXIT.inconclusive;
}

function text(findings: readonly Finding[], coloured: boolean): string {
  const colours = pc.createColors(coloured);
  const marks = { right: colours.green('✓'), wrong: colours.red('✗'), 'not applicable': '–' };
  const lines = findings.map(({ name, outcome, why }) => {
    const more = why === undefined ? '' : outcome === 'wrong' ? `\n    ${plain(why, 1000)}` : ` (${plain(why)})`;
    return `${marks[outcome]} ${name}${more}\n`;
  });
  const remarks = findings.flatMap(({ name, provider = [] }) =>
    provider.map((remark) => `  ${name}: ${plain(remark)}\n`),
  );
  const provider =
    remarks.length === 0 ? '' : `\nof the provider behind it, which certify judges:\n${remarks.join('')}`;
  const wrong = findings.filter(({ outcome }) => outcome === 'wrong').length;
  const last =
    wrong === 0
      ? colours.green('nothing is wrong with the adapter')
      : colours.red(`${wrong} of ${findings.length} checks show that something is wrong with the adapter`);
  return `${lines.join('')}${provider}\n${last}\n`;
}
