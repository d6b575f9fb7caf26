import { CLAUSES } from '../../clauses/index.js';
import {
  lateCalls,
  type CallEvent,
  type Header,
  type NodeName,
  type ReturnEvent,
  type Trace,
  type TraceEvent,
  type Verb,
} from '../../trace/index.js';
import type { Finding } from '../gherkin/index.js';
import { plain } from '../text.js';
import { answerText, callText, claimsText, indicationText, settledText, spiName, whoIs } from '../wording.js';

/**
 * Whether an event is the one at which a fault showed, one that it contradicts, or the first that is not as in the
 * trace beside it.
 */
export type Mark = 'here' | 'against' | 'differs' | undefined;

/** The signs by which marks are told, as well as by colour. */
export function signOf(mark: Mark): string {
  return mark === undefined ? '' : { here: '✗ ', against: '⚑ ', differs: '≠ ' }[mark];
}

/** A row of a diagram, with the index of its event in the trace. Lifelines are given by number. */
export type Row =
  /** A call that names another node. */
  | ({ readonly is: 'message'; readonly index: number; readonly from: number; readonly to: number } & Shown)
  /** Any other call, or a return that stands alone. */
  | ({ readonly is: 'call' | 'return'; readonly index: number; readonly on: number } & Shown)
  | ({ readonly is: 'indication'; readonly index: number; readonly on: number } & Shown)
  /** Something that concerns everybody. */
  | ({ readonly is: 'remark'; readonly index: number } & Shown)
  /** The evidence that nothing is under way. */
  | ({ readonly is: 'quiet'; readonly index: number } & Shown)
  /** What is wrong, after the event that it is wrong with. */
  | {
      readonly is: 'verdict';
      readonly index: number;
      readonly on: number | undefined;
      readonly lines: readonly string[];
    };

interface Shown {
  readonly text: string;
  readonly mark: Mark;
}

/** What a diagram shows. All texts are fit to be printed, and not escaped for any format. */
export interface Story {
  readonly title: string;
  readonly description: string;
  readonly lifelines: readonly NodeName[];
  readonly rows: readonly Row[];
}

/** Beyond that many rows, the earlier ones are left out. */
const MOST_ROWS = 400;

/** Calls that only prepare for the first act. */
const PREPARE: readonly Verb[] = ['socket', 'bind', 'getSockName', 'eventSelect'];

/** What else a story is to tell. */
export interface StoryOptions {
  /** The first event that is not as in the trace beside it. */
  readonly differs?: number | undefined;
  /** The last event that is told. */
  readonly until?: number | undefined;
  /** Whether the scenario's `Then` is told, also where it holds. */
  readonly thens?: boolean;
}

/** The story of a trace up to a finding, or of the whole trace. */
export function storyOf(trace: Trace, finding?: Finding, options: StoryOptions = {}): Story {
  const [header] = trace;
  if (header?.kind !== 'header') return { title: 'a trace without a header', description: '', lifelines: [], rows: [] };
  const until = options.until ?? finding?.at ?? trace.length - 1;
  const lifelines = Object.keys(header.nodes);
  const acts = trace.findIndex((event) => event.kind === 'call' && !PREPARE.includes(event.verb));
  const marks = new Map<number, Mark>((finding?.against ?? []).map((index) => [index, 'against']));
  if (options.differs !== undefined) marks.set(options.differs, 'differs');
  if (finding !== undefined) marks.set(finding.at, 'here');
  const teller = {
    trace,
    lifelines,
    marks,
    acts: acts < 0 ? 0 : acts,
    thens: options.thens === true,
    late: lateCalls(trace),
  };
  const all = trace.slice(0, until + 1).flatMap((event, index) => rowOf(event, index, teller) ?? []);
  const rows = all.filter((row, place) => !isOldNews(row, all.slice(0, place)));
  return {
    title: titleOf(header, finding),
    description: descriptionOf(header, finding),
    lifelines: lifelines.map((name) => plain(name, 40)),
    rows: finding === undefined ? clipped(rows) : [...clipped(rows), verdictOf(finding, rows)],
  };
}

/** That all is quiet is worth telling once, until something has happened again. */
function isOldNews(row: Row, before: readonly Row[]): boolean {
  if (row.is !== 'quiet' || row.mark !== undefined) return false;
  return before.findLast(({ is }) => is !== 'remark')?.is === 'quiet';
}

interface Teller {
  readonly trace: Trace;
  readonly lifelines: readonly NodeName[];
  readonly marks: ReadonlyMap<number, Mark>;
  /** Where the preparations end. */
  readonly acts: number;
  readonly thens: boolean;
  /** The calls that returned only after something else was done. */
  readonly late: ReadonlyMap<number, unknown>;
}

function rowOf(event: TraceEvent, index: number, teller: Teller): Row | undefined {
  const { trace, lifelines, marks, acts, thens } = teller;
  const mark = marks.get(index);
  const shown = (text: string): Shown & { readonly index: number } => ({ index, text: plain(text, 300), mark });
  switch (event.kind) {
    case 'header':
      // Where nothing is called, what is claimed is all that there is to tell.
      if (mark === undefined && trace.some(({ kind }) => kind === 'call')) return undefined;
      return { is: 'remark', ...shown(claimsText(event.capabilities)) };
    case 'call':
      return callRow(event, index, teller);
    case 'return': {
      const call = trace.find((it) => it.kind === 'call' && it.id === event.id);
      if (call?.kind !== 'call' || !standsAlone(event, index, teller)) return undefined;
      const text = `${spiName(event.verb)}${answerText(event) || ' returns'}`;
      return { is: 'return', on: lifelines.indexOf(call.node), ...shown(text) };
    }
    case 'indication':
      return { is: 'indication', on: lifelines.indexOf(event.node), ...shown(indicationText(event)) };
    case 'settled':
      return index < acts && mark === undefined ? undefined : { is: 'quiet', ...shown(settledText(event)) };
    case 'expect':
      // Judging ends at the first fault: an expectation that is not marked has been met.
      if (mark !== undefined) return { is: 'remark', ...shown(`then ${event.says}`) };
      return thens ? { is: 'remark', ...shown(`✓ ${event.says}`) } : undefined;
    case 'fault':
      return { is: 'remark', ...shown(`fault: ${event.detail}`) };
    case 'note': {
      // What a note says before a call, the call says too.
      const next = trace[index + 1]?.kind;
      const said = next === undefined || next === 'call' || next === 'return' || event.text === 'all is quiet';
      return said && mark === undefined ? undefined : { is: 'remark', ...shown(event.text) };
    }
  }
}

function callRow(event: CallEvent, index: number, teller: Teller): Row | undefined {
  const { trace, lifelines, marks, acts } = teller;
  const mark = marks.get(index);
  const back = trace.findIndex((it) => it.kind === 'return' && it.id === event.id);
  const returned = trace[back];
  const alone = returned?.kind !== 'return' || standsAlone(returned, back, teller);
  const told = mark !== undefined || (alone && returned !== undefined);
  if (!told && index < acts && PREPARE.includes(event.verb)) return undefined;
  if (!told && event.verb === 'getSockName') return undefined;
  // That nothing is left to receive is of no interest.
  if (!told && event.verb === 'recv' && returned?.kind === 'return' && 'error' in returned.result) return undefined;
  const text = plain(`${callText(event, index, trace)}${alone ? '' : answerText(returned)}`, 300);
  const on = lifelines.indexOf(event.node);
  if ((event.verb === 'joinLeaf' || event.verb === 'connect') && event.args.name !== null) {
    const to = lifelines.indexOf(whoIs(event.args.name, index, trace));
    if (to >= 0 && to !== on) return { is: 'message', index, from: on, to, text, mark };
  }
  return { is: 'call', index, on, text, mark };
}

/** A return has a row of its own where it matters by itself, or something else was done before it. */
function standsAlone({ id }: ReturnEvent, index: number, { marks, late }: Teller): boolean {
  return marks.has(index) || late.has(id);
}

function clipped(rows: readonly Row[]): readonly Row[] {
  const spare = rows.length - MOST_ROWS;
  if (spare <= 0) return rows;
  const kept = rows.filter((row, place) => place >= spare || ('mark' in row && row.mark !== undefined));
  return [{ is: 'remark', index: 0, text: `${rows.length - kept.length} earlier events`, mark: undefined }, ...kept];
}

function verdictOf(finding: Finding, rows: readonly Row[]): Row {
  const { clause, expected, saw, at } = finding;
  const row = rows.find(({ index }) => index === at);
  const on = row !== undefined && 'on' in row ? row.on : row?.is === 'message' ? row.from : undefined;
  const lines = [`${clause}: ${CLAUSES[clause].title}`, `expected ${expected}`, `saw ${saw}`];
  return { is: 'verdict', index: at, on, lines: lines.map((line) => plain(line)) };
}

function titleOf(header: Header, finding: Finding | undefined): string {
  const name = plain(header.provider.name);
  return finding === undefined ? `${plain(header.case.name)}: ${name}` : `${finding.clause} does not hold for ${name}`;
}

function descriptionOf(header: Header, finding: Finding | undefined): string {
  const who = Object.keys(header.nodes).join(', ');
  const what = `What happened between ${who} in ${header.case.id}, seed ${header.seed}.`;
  if (finding === undefined) return plain(what, 1000);
  return plain(`${what} At event ${finding.at}, expected was ${finding.expected}; seen was ${finding.saw}.`, 1000);
}
