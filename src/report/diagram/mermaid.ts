import { signOf, type Row, type Story } from './story.js';

/** A note is broken into lines of about that many characters. */
const LINE = 60;

/** A story as a sequence diagram in Mermaid's language. */
export function mermaidOf({ title, description, lifelines, rows }: Story): string {
  const everybody = lifelines.length < 2 ? 'n0' : `n0,n${lifelines.length - 1}`;
  return [
    'sequenceDiagram',
    `  accTitle: ${escaped(title)}`,
    `  accDescr: ${escaped(description)}`,
    ...lifelines.map((name, place) => `  participant n${place} as ${escaped(name)}`),
    ...rows.flatMap((row) => marked(row, statementOf(row, everybody))),
    '',
  ].join('\n');
}

function statementOf(row: Row, everybody: string): string {
  if (row.is === 'verdict') {
    const lines = row.lines.flatMap((line) => brokenUp(line, LINE)).map(escaped);
    return `Note over ${row.on === undefined ? everybody : `n${row.on}`}: ${lines.join('<br/>')}`;
  }
  const text = escaped(`${signOf(row.mark)}${row.text}`);
  switch (row.is) {
    case 'message':
      return `n${row.from}->>n${row.to}: ${text}`;
    case 'call':
      return `Note right of n${row.on}: ${text}`;
    case 'return':
    case 'indication':
      return `n${row.on}-->>n${row.on}: ${text}`;
    case 'remark':
    case 'quiet':
      return `Note over ${everybody}: ${text}`;
  }
}

function marked(row: Row, statement: string): readonly string[] {
  const mark = row.is === 'verdict' ? 'here' : row.mark;
  if (mark === undefined) return [`  ${statement}`];
  const colour = mark === 'against' ? 'rgba(217, 119, 6, 0.2)' : 'rgba(220, 38, 38, 0.2)';
  return [`  rect ${colour}`, `    ${statement}`, '  end'];
}

/** A text in which nothing means anything to Mermaid or to HTML: what might is written by its number. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} _./,()'="→✗⚑≠…◀-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}

/** A text in lines of no more than so many characters, unless a single word has more. */
export function brokenUp(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
