import { brokenUp } from './mermaid.js';
import { signOf, type Row, type Story } from './story.js';

/** A story as text for a terminal: a column a node, a line an event, and beside it what happened. */
export function textOf({ title, description, lifelines, rows }: Story): string {
  const width = Math.min(14, Math.max(6, ...lifelines.map((name) => name.length + 2)));
  const digits = Math.max(2, ...rows.map(({ index }) => String(index).length + 1));
  const grid: Grid = { lanes: lifelines.length, width };
  const margin = ' '.repeat(digits + 1);
  const names = `${margin}${lifelines.map((name) => centred(short(name, width - 2), width)).join('')}`.trimEnd();
  const lines = rows.flatMap((row) => {
    const number = row.is === 'verdict' ? '' : `#${row.index}`;
    return linesOf(row, grid).map((line, at) => `${(at === 0 ? number : '').padStart(digits)} ${line}`.trimEnd());
  });
  return [title, ...brokenUp(description, 100), '', names, ...lines, names, ''].join('\n');
}

interface Grid {
  readonly lanes: number;
  readonly width: number;
}

function linesOf(row: Row, grid: Grid): readonly string[] {
  if (row.is === 'verdict') {
    const lines = row.lines.flatMap((line, at) => brokenUp(at === 0 ? `✗ ${line}` : line, 90));
    return lines.map((line) => `${lanes(grid)}${line}`);
  }
  const said = `${signOf(row.mark)}${row.text}`;
  switch (row.is) {
    case 'message':
      return [`${arrow(grid, row.from, row.to)}${said}`];
    case 'call':
      return [`${lanes(grid, { [row.on]: '●' })}${said}`];
    case 'return':
      return [`${lanes(grid, { [row.on]: '○' })}${said}`];
    case 'indication':
      return [`${lanes(grid, { [row.on]: '◀' })}${said}`];
    case 'quiet':
      return [`${lanes(grid).replaceAll(' ', '·')} ${said}`];
    case 'remark':
      return [`${lanes(grid)}(${said})`];
  }
}

/** The lifelines in one line, some of them with a sign in place of the line. */
function lanes({ lanes: count, width }: Grid, signs: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, place) => centred(signs[place] ?? '│', width)).join('');
}

function arrow(grid: Grid, from: number, to: number): string {
  const at = (place: number): number => place * grid.width + Math.floor((grid.width - 1) / 2);
  const [left, right] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))];
  const cells = [...lanes(grid, { [from]: '●', [to]: to > from ? '▶' : '◀' })];
  return cells.map((cell, x) => (x > left && x < right ? '─' : cell)).join('');
}

function centred(text: string, width: number): string {
  const before = Math.floor((width - text.length) / 2);
  return `${' '.repeat(Math.max(0, before))}${text}`.padEnd(width);
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
