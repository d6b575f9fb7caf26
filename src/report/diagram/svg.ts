import { brokenUp } from './mermaid.js';
import type { Mark, Row, Story } from './story.js';
import { STYLE } from './svg-style.js';
import { element, written, type Element } from './xml.js';

// All lengths are in pixels. A character of the monospaced font is taken to be this wide, which is rather too much.
const CHARACTER = 7.4;
const GUTTER = 56;
const COLUMN = 150;
const ROW = 30;
const HEAD = 76;
const LINE = 17;
/** No text of a row is longer; the whole of it is in the row's tooltip. */
const LONGEST = 110;

/** A story as an SVG document: a lifeline a node, a row an event, time downwards. */
export function svgOf(story: Story): string {
  const { title, description, lifelines, rows } = story;
  const width = Math.ceil(Math.max(GUTTER + COLUMN * lifelines.length, 640, ...rows.map(extentOf)) + 16);
  const most = Math.floor((width - GUTTER - 48) / CHARACTER);
  const drawn: Element[] = [];
  let top = HEAD;
  for (const row of rows) {
    const height = row.is === 'verdict' ? verdictLines(row, most).length * LINE + 20 : ROW;
    drawn.push(drawRow(row, top, height, width, most));
    top += height;
  }
  const height = top + 48;
  const names = (y: number): readonly Element[] => lifelines.map((name, place) => drawName(name, place, y));
  const document = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      ...{ width, height, role: 'img', 'aria-labelledby': 'joinleaf-title joinleaf-desc' },
    },
    element('title', { id: 'joinleaf-title' }, title),
    element('desc', { id: 'joinleaf-desc' }, description),
    element('style', {}, STYLE),
    element('rect', { class: 'ground', width, height }),
    text(GUTTER, 24, title, 'title'),
    ...lifelines.map((_name, place) =>
      element('line', { class: 'life', x1: xOf(place), y1: HEAD - 14, x2: xOf(place), y2: height - 34 }),
    ),
    ...names(HEAD - 38),
    ...drawn,
    ...names(height - 36),
  );
  return `${written(document)}\n`;
}

function xOf(place: number): number {
  return GUTTER + COLUMN * place + COLUMN / 2;
}

/** Where the text of a row begins. */
function startOf(row: Row): number {
  if (row.is === 'message') return Math.min(xOf(row.from), xOf(row.to)) + 10;
  if (row.is === 'remark' || row.is === 'verdict') return GUTTER + 16;
  return xOf(row.on) + 12;
}

function extentOf(row: Row): number {
  return row.is === 'verdict' ? 0 : startOf(row) + shownText(row).length * CHARACTER;
}

function shownText({ text: whole, mark }: Exclude<Row, { readonly is: 'verdict' }>): string {
  const signed = `${mark === 'here' ? '✗ ' : mark === 'against' ? '⚑ ' : ''}${whole}`;
  return signed.length > LONGEST ? `${signed.slice(0, LONGEST - 1)}…` : signed;
}

function drawRow(row: Row, top: number, height: number, width: number, most: number): Element {
  const middle = top + height / 2;
  if (row.is === 'verdict') {
    const lines = verdictLines(row, most);
    return element(
      'g',
      { class: 'verdict' },
      element('rect', { x: GUTTER, y: top + 4, width: width - GUTTER - 16, height: height - 8, rx: 4 }),
      ...lines.map((line, at) => text(GUTTER + 16, top + 22 + at * LINE, line, at === 0 ? 'clause' : 'say')),
    );
  }
  return element(
    'g',
    { class: `${row.is}${classOf(row.mark)}` },
    element('title', {}, `event ${row.index}: ${row.text}`),
    ...(row.mark === undefined ? [] : [element('rect', { class: 'band', x: 0, y: top, width, height })]),
    text(GUTTER - 12, middle + 4, `#${row.index}`, 'index'),
    ...shapesOf(row, middle),
    text(startOf(row), row.is === 'message' ? middle - 3 : middle + 4, shownText(row), 'say'),
  );
}

function shapesOf(row: Exclude<Row, { readonly is: 'verdict' }>, y: number): readonly Element[] {
  switch (row.is) {
    case 'message':
      return arrow(xOf(row.from), xOf(row.to), y + 6);
    case 'indication':
      return arrow(xOf(row.on) - 44, xOf(row.on), y);
    case 'return':
      return arrow(xOf(row.on), xOf(row.on) - 44, y);
    case 'call':
      return [element('circle', { class: 'point', cx: xOf(row.on), cy: y, r: 4 })];
    case 'remark':
      return [];
  }
}

function arrow(from: number, to: number, y: number): readonly Element[] {
  const back = Math.sign(from - to) * 9;
  return [
    element('line', { class: 'shaft', x1: from, y1: y, x2: to + back * 0.7, y2: y }),
    element('path', { class: 'head', d: `M${to} ${y}l${back} -4.5v9z` }),
  ];
}

function drawName(name: string, place: number, y: number): Element {
  const shown = name.length > 18 ? `${name.slice(0, 17)}…` : name;
  const wide = Math.max(64, shown.length * CHARACTER + 16);
  return element(
    'g',
    { class: 'name' },
    element('title', {}, name),
    element('rect', { x: xOf(place) - wide / 2, y, width: wide, height: 24, rx: 4 }),
    text(xOf(place), y + 16, shown, 'who'),
  );
}

function verdictLines({ lines }: Extract<Row, { readonly is: 'verdict' }>, most: number): readonly string[] {
  return lines.flatMap((line, at) => brokenUp(at === 0 ? `✗ ${line}` : line, most));
}

function classOf(mark: Mark): string {
  return mark === undefined ? '' : ` ${mark}`;
}

function text(x: number, y: number, content: string, kind: string): Element {
  return element('text', { class: kind, x, y }, content);
}
