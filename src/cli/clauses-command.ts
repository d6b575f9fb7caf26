import { ARTICLES, CLAUSE_IDS, CLAUSES, RULINGS, SPEC_REVISION } from '../clauses/index.js';
import { EXIT, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { jsonText } from './output.js';

/** `joinleaf clauses`: lists the catalogue. */
export function clausesCommand(io: Io, { json = false }: { readonly json?: boolean }): ExitCode {
  io.out(json ? jsonText({ spec: SPEC_REVISION, articles: ARTICLES, clauses: CLAUSES, rulings: RULINGS }) : text());
  return EXIT.conformant;
}

function text(): string {
  const width = Math.max(...CLAUSE_IDS.map((id) => id.length));
  const sections = Object.entries(ARTICLES).map(([article, { title, url }]) => {
    const rows = CLAUSE_IDS.filter((id) => CLAUSES[id].article === article).map((id) => {
      const { level, title: short, verified } = CLAUSES[id];
      const untested = level !== 'definition' && verified.by === 'nothing' ? ` (untested: ${verified.why})` : '';
      return `  ${id.padEnd(width)}  ${level.padEnd('definition'.length)}  ${short}${untested}`;
    });
    return [`${title}`, `  ${url}`, ...rows, ''].join('\n');
  });
  return `${sections.join('\n')}\n`;
}
