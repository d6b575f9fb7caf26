import type { Colours, ConsoleOptions } from './console.js';
import type { Report } from './schema.js';
import { many, plain, replayLines, storyHeading } from './text.js';

type Failure = Report['failures'][number];

/** The failures of a report that were not known, one a clause: the shortest trace, and how many more there are. */
export function failureLines(report: Report, options: ConsoleOptions, colours: Colours): readonly string[] {
  const news = report.failures.filter(({ known }) => known === undefined);
  const clauses = [...new Set(news.map(({ clause }) => clause))];
  return clauses.flatMap((clause) => {
    const all = news.filter((failure) => failure.clause === clause);
    const [shortest] = [...all].sort((a, b) => a.at - b.at);
    return shortest === undefined ? [] : ['', ...oneFailure(shortest, all.length - 1, options, colours)];
  });
}

function oneFailure(failure: Failure, more: number, options: ConsoleOptions, colours: Colours): readonly string[] {
  const { clause, title, ruling, expected, saw, name, step } = failure;
  const command = options.replay ?? 'joinleaf replay --provider <specifier>';
  return [
    `${colours.red('✗')} ${colours.bold(clause)}  ${title}`,
    `  expected  ${plain(expected)}`,
    `  saw       ${plain(saw)}`,
    ...(ruling === undefined ? [] : [`  ruling    ${ruling}`]),
    `  case      ${plain(name)}${more === 0 ? '' : colours.dim(`, and in ${many(more, 'more case')}`)}`,
    ...(step === undefined ? [] : [`  failed at ${plain(step)}`]),
    colours.dim(`  ${storyHeading(failure)}`),
    ...excerptLines(failure, colours),
    ...replayLines(failure, command).map((line) => `  ${line}`),
  ];
}

/** The events, in columns. */
export function excerptLines({ excerpt }: Pick<Failure, 'excerpt'>, colours: Colours): readonly string[] {
  const digits = Math.max(0, ...excerpt.map(({ index }) => String(index).length));
  const place = Math.max(0, ...excerpt.map(({ node }) => plain(node).length));
  return excerpt.map(({ index, node, text, here }) => {
    const number = `#${index}`.padStart(digits + 1);
    const line = `      ${colours.dim(number)} ${plain(node).padEnd(place)}  ${plain(text, 120)}`;
    return here ? `${line}  ${colours.red('✗ here')}` : line;
  });
}
