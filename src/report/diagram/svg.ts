import { brokenUp } from './mermaid.js';
import { signOf, type Mark, type Row, type Story } from './story.js';
import { STYLE } from './svg-style.js';
import { compact, element, written, type Element } from './xml.js';

// All lengths are in pixels. A character of the monospaced font is taken to be this wide, which is rather too much.
const CHARACTER = 7.4;
const GUTTER = 52;
const ROW = 28;
const HEAD = 76;
const LINE = 17;
/** After so many rows the names are written again: in a long diagram those at the top are out of sight. */
const NAMES_AGAIN = 20;
/** No text of a row is longer, in a page and by itself; the whole of it is in the row's tooltip. */
const LONGEST_INSIDE = 80;
const LONGEST = 110;

/** How a diagram is to be written. */
export interface SvgOptions {
  /**
   * For a diagram inside of a page: a name that no other diagram there has. The page brings the style and shows the
   * title itself.
   */
  readonly inside?: string;
}

interface Plane {
  readonly lifelines: number;
  readonly column: number;
  /** So many characters a row's text may have. */
  readonly longest: number;
}

/** A story as an SVG document: a lifeline a node, a row an event, time downwards. */
export function svgOf(story: Story, { inside }: SvgOptions = {}): string {
  const { title, description, lifelines, rows } = story;
  const plane: Plane = {
    lifelines: lifelines.length,
    column: lifelines.length > 4 ? 116 : 150,
    longest: inside === undefined ? LONGEST : LONGEST_INSIDE,
  };
  const head = inside === undefined ? HEAD : HEAD - 28;
  const least = inside === undefined ? 640 : 420;
  const natural = Math.max(GUTTER + plane.column * lifelines.length, least, ...rows.map((row) => extentOf(row, plane)));
  const width = Math.ceil(natural + 16);
  const most = Math.floor((width - GUTTER - 48) / CHARACTER);
  const names = (y: number): readonly Element[] => lifelines.map((name, place) => drawName(name, place, y, plane));
  const drawn: Element[] = [];
  let top = head;
  for (const [at, row] of rows.entries()) {
    if (at > 0 && at % NAMES_AGAIN === 0 && rows.length - at > NAMES_AGAIN / 2) {
      drawn.push(...names(top + 4));
      top += 34;
    }
    const height = row.is === 'verdict' ? verdictLines(row, most).length * LINE + 20 : ROW;
    drawn.push(drawRow(row, { top, height, width, most, plane }));
    top += height;
  }
  const height = top + 44;
  const id = inside ?? 'joinleaf';
  const document = element(
    'svg',
    {
      ...(inside === undefined ? { xmlns: 'http://www.w3.org/2000/svg' } : { class: 'diagram' }),
      viewBox: `0 0 ${width} ${height}`,
      ...{ width, height, role: 'img', 'aria-labelledby': `${id}-title ${id}-desc` },
    },
    element('title', { id: `${id}-title` }, title),
    element('desc', { id: `${id}-desc` }, description),
    ...(inside === undefined
      ? [
          element('style', {}, STYLE),
          element('rect', { class: 'ground', width, height }),
          text(GUTTER, 24, title, 'title'),
        ]
      : []),
    ...lifelines.map((_name, place) =>
      element('line', { class: 'life', x1: xOf(place, plane), y1: head - 14, x2: xOf(place, plane), y2: height - 34 }),
    ),
    ...names(head - 38),
    ...drawn,
    ...names(height - 36),
  );
  return inside === undefined ? `${written(document)}\n` : compact(document);
}

function xOf(place: number, { column }: Plane): number {
  return GUTTER + column * place + column / 2;
}

/** Whether a row's text stands to the left of its lifeline: to the right there would be no room for it. */
function turned(row: Row, { lifelines }: Plane): boolean {
  switch (row.is) {
    case 'call':
    case 'return':
    case 'indication':
      return lifelines > 2 && row.on > lifelines / 2;
    default:
      return false;
  }
}

/** Where the text of a row begins, or ends if it is turned. */
function startOf(row: Row, plane: Plane): number {
  if (row.is === 'message') return Math.min(xOf(row.from, plane), xOf(row.to, plane)) + 10;
  if (row.is === 'remark' || row.is === 'quiet' || row.is === 'verdict') return GUTTER + 16;
  return xOf(row.on, plane) + (turned(row, plane) ? -12 : 12);
}

function extentOf(row: Row, plane: Plane): number {
  if (row.is === 'verdict') return 0;
  return turned(row, plane) ? 0 : startOf(row, plane) + shownText(row, plane).length * CHARACTER;
}

function shownText(row: Exclude<Row, { readonly is: 'verdict' }>, plane: Plane): string {
  const signed = `${signOf(row.mark)}${row.text}`;
  const room = turned(row, plane) ? Math.floor((startOf(row, plane) - GUTTER) / CHARACTER) : plane.longest;
  return signed.length > room ? `${signed.slice(0, room - 1)}…` : signed;
}

interface Place {
  readonly top: number;
  readonly height: number;
  readonly width: number;
  /** So many characters a line of the verdict may have. */
  readonly most: number;
  readonly plane: Plane;
}

function drawRow(row: Row, { top, height, width, most, plane }: Place): Element {
  const middle = top + height / 2;
  if (row.is === 'verdict') {
    const lines = verdictLines(row, most);
    return element(
      'g',
      { class: 'verdict' },
      element('rect', { x: GUTTER, y: top + 4, width: width - GUTTER - 16, height: height - 8, rx: 4 }),
      ...lines.map(({ line, kind }, at) => text(GUTTER + 16, top + 22 + at * LINE, line, kind)),
    );
  }
  const side = turned(row, plane) ? 'say turned' : 'say';
  return element(
    'g',
    { class: `${row.is}${classOf(row.mark)}`, 'data-event': row.index },
    element('title', {}, `event ${row.index}: ${row.text}`),
    ...(row.mark === undefined ? [] : [element('rect', { class: 'band', x: 0, y: top, width, height })]),
    text(GUTTER - 12, middle + 4, `#${row.index}`, 'index'),
    ...shapesOf(row, middle, width, plane),
    text(startOf(row, plane), row.is === 'message' ? middle - 3 : middle + 4, shownText(row, plane), side),
  );
}

function shapesOf(
  row: Exclude<Row, { readonly is: 'verdict' }>,
  y: number,
  width: number,
  plane: Plane,
): readonly Element[] {
  const far = turned(row, plane) ? -40 : 40;
  switch (row.is) {
    case 'message':
      return arrow(xOf(row.from, plane), xOf(row.to, plane), y + 6);
    case 'indication':
      return arrow(xOf(row.on, plane) - far, xOf(row.on, plane), y);
    case 'return':
      return arrow(xOf(row.on, plane), xOf(row.on, plane) - far, y);
    case 'call':
      return [element('circle', { class: 'point', cx: xOf(row.on, plane), cy: y, r: 4 })];
    case 'quiet':
      return [element('line', { class: 'still', x1: GUTTER, y1: y, x2: width - 16, y2: y })];
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

function drawName(name: string, place: number, y: number, plane: Plane): Element {
  const most = plane.column > 120 ? 18 : 13;
  const shown = name.length > most ? `${name.slice(0, most - 1)}…` : name;
  const wide = Math.max(64, shown.length * CHARACTER + 16);
  return element(
    'g',
    { class: 'name' },
    element('title', {}, name),
    element('rect', { x: xOf(place, plane) - wide / 2, y, width: wide, height: 24, rx: 4 }),
    text(xOf(place, plane), y + 16, shown, 'who'),
  );
}

function verdictLines(
  { lines }: Extract<Row, { readonly is: 'verdict' }>,
  most: number,
): readonly { readonly line: string; readonly kind: string }[] {
  return lines.flatMap((whole, at) =>
    brokenUp(at === 0 ? `✗ ${whole}` : whole, most).map((line) => ({ line, kind: at === 0 ? 'clause' : 'say' })),
  );
}

function classOf(mark: Mark): string {
  return mark === undefined ? '' : ` ${mark}`;
}

function text(x: number, y: number, content: string, kind: string): Element {
  return element('text', { class: kind, x, y }, content);
}
