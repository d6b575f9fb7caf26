import type { Colours } from './console.js';
import type { Report } from './schema.js';
import { many, plain } from './text.js';

/** More lines than that are not read. */
const MOST = 30;

const SAYS = {
  passed: 'the run went as expected',
  failed: 'the run went otherwise than expected',
  inconclusive: 'it cannot be told whether the run went as expected: not everything could be seen',
} as const;

/** How a run compares with what was expected of it, where anything was. */
export function gateLines({ gate }: Report, colours: Colours): readonly string[] {
  if (gate === undefined) return [];
  const { verdict, knownFailures, baseline, known, unexpected, stale } = gate;
  const sources = [knownFailures, baseline].filter((file) => file !== undefined).map((file) => plain(file));
  const line = (word: string, one: (typeof stale)[number]): string => {
    const where = one.case === undefined ? '' : `  ${plain(one.case)}`;
    return `  ${colours.red('✗')} ${word}  ${colours.bold(plain(one.clause))}  ${plain(one.kind)}${where}: ${plain(one.why)}`;
  };
  const paint = verdict === 'passed' ? colours.green : verdict === 'failed' ? colours.red : colours.yellow;
  return [
    `held against ${sources.join(' and ')}: ${many(known, 'known failure')}, ${unexpected.length} new, ${stale.length} stale`,
    ...shortened([...unexpected.map((one) => line('new  ', one)), ...stale.map((one) => line('stale', one))]),
    paint(SAYS[verdict]),
  ];
}

function shortened(lines: readonly string[]): readonly string[] {
  const left = lines.length - MOST;
  return left <= 0 ? lines : [...lines.slice(0, MOST), `  … and ${left} more; the report has them all`];
}
