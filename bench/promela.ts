import type { Machine } from '../src/index.js';

// The same tables and the same moves in Promela: one option for each label, C arrays for the tables, so that SPIN has no
// more to do than we have. What rows depend on besides is kept beside the state (it follows from it), as ours is.

type Row = NonNullable<Machine['leafRows'][number]>;

const NOT = -2;

/** A model of a machine for SPIN. */
export interface Promela {
  /** The model itself. */
  readonly model: string;
  /** The C that it includes, as `tables.h`: SPIN has a limit on what stands in the model. */
  readonly tables: string;
}

/** A Promela model of a machine: its reachable states are those of the graph, one by one. */
export function promelaOf(machine: Machine): Promela {
  const { scope, leafStates, rootStates, kinds, common, initial } = machine;
  const leaves = scope.ways.length;
  const debts = debtErrors(machine);
  const kindCount = Math.max(...kinds.flat()) + 1;
  const contexts = scope.ways.includes('asking') ? 8 : 1;
  const commonContexts = scope.ways.includes('asking') ? 384 : 1;
  const L = leafStates.length;
  const R = rootStates.length;
  const rowOf = (row: Row | undefined, count: number): string => `{${cells(row, count).join(',')}}`;
  const each = (count: number, text: (at: number) => string): string =>
    Array.from({ length: count }, (_none, at) => text(at)).join(',\n');
  const number = (value: number | undefined): string => String(value ?? NOT);
  const options = [
    ...kinds.flatMap((of, leaf) => of.map((kind) => `canLeaf(${leaf},${kind})|goLeaf(${leaf},${kind});`)),
    ...Array.from({ length: common - 1 }, (_none, kind) => `canCommon(${kind})|goCommon(${kind});`),
    'err == 0|quiet();',
  ];
  const tables = `#define LEAVES ${leaves}
#define NOT ${NOT}
#define SAME ${machine.same}
typedef struct { short to, root, effect, error; } Cell;
static const Cell alone[${L}][${kindCount}] = {
${each(L, (leaf) => rowOf(machine.leafRows[leaf], kindCount))}};
static const Cell shared[${L}][${R}][${contexts}][${kindCount}] = {
${each(L, (leaf) => `{${each(R, (root) => `{${each(contexts, (context) => rowOf(machine.rootRows[leaf]?.[root * 8 + context], kindCount))}}`)}}`)}};
static const Cell common[${R}][${commonContexts}][${common}] = {
${each(R, (root) => `{${each(commonContexts, (context) => rowOf(machine.commonRows[root]?.[context], common))}}`)}};
static const short effects[${machine.effects.length}][${L}] = {
${each(machine.effects.length, (effect) => `{${each(L, (leaf) => number(machine.effects[effect]?.[leaf]))}}`)}};
static const short quietLeaf[${L}] = {${each(L, (leaf) => number(machine.quietLeaf[leaf]))}};
static const short quietRoot[${R}] = {${each(R, (root) => number(machine.quietRoot[root]))}};
static const short debts[${L}][${R}] = {
${each(L, (leaf) => `{${each(R, (root) => number(machine.debts[leaf]?.[root]))}}`)}};
static const short place[${machine.errors.length}] = {${each(machine.errors.length, (error) => String(Math.max(0, debts.indexOf(error))))}};
static const short both[${debts.length}][${debts.length}] = {
${debts.map((a) => `{${debts.map((b) => machine.union(a, b)).join(',')}}`).join(',\n')}};
static const short standing[${L}] = {${each(L, (leaf) => number(machine.standing[leaf]))}};
${BODY(machine, contexts > 1)}
`;
  const model = `/* ${scope.scheme}, ${leaves} leaves: ${scope.may.join(', ')} */
short leaf[${leaves}];
short root;
short err;
${contexts === 1 ? '' : `byte queue[${leaves}];\nbyte context[${leaves}];\nshort queued;`}

c_code {
\\#include "tables.h"
};

active proctype everybody() {
  d_step {
${initial.leaves.map((state, leaf) => `    leaf[${leaf}] = ${state};`).join('\n')}
    root = ${initial.root};
  };
end: do
${options
  .map((option) => {
    const [can, go] = option.split('|');
    return `  :: d_step { c_expr { (${can === 'err == 0' ? 'now.err == 0' : (can ?? '')}) }; c_code { ${go ?? ''} } }`;
  })
  .join('\n')}
  od
}
`;
  return { model, tables };
}

function cells(row: Row | undefined, count: number): readonly string[] {
  const all = Array.from({ length: count }, () => `{NOT,0,0,0}`);
  if (row === undefined) return all;
  for (let at = 0; at < row.edges.length; at += 4) {
    const [kind, ...rest] = row.edges.subarray(at, at + 4);
    all[kind ?? 0] = `{${rest.join(',')},0}`;
  }
  for (let at = 0; at < row.errors.length; at += 2) all[row.errors[at] ?? 0] = `{0,0,0,${row.errors[at + 1] ?? 0}}`;
  return all;
}

/** The errors that can be owed at quiet, and whatever they make together. */
function debtErrors(machine: Machine): readonly number[] {
  const found = new Set([0, ...machine.debts.flatMap((row) => (row ?? []).flatMap((error) => error ?? []))]);
  const single = [...found];
  for (const a of found) for (const b of single) found.add(machine.union(a, b));
  return [...found];
}

function BODY({ bits }: Machine, asked: boolean): string {
  const outstanding = bits.waiting | bits.withdrawn;
  const context = asked ? 'now.context[i]' : '0';
  return `
static void fail(int error) {
  int i;
  for (i = 0; i < LEAVES; i++) { now.leaf[i] = 0; ${asked ? 'now.queue[i] = 0; now.context[i] = 0;' : ''} }
  now.root = 0; ${asked ? 'now.queued = 0;' : ''}
  now.err = error;
}
${asked ? QUEUE(bits, outstanding) : ''}
static void change(int i, int after, const short *before) {
  ${asked ? `int was = standing[now.leaf[i]] & ${outstanding}, is = standing[after] & ${outstanding};` : ''}
  now.leaf[i] = after;
  ${asked ? `if (was && !is) leave(i); if (!was && is) join(i, before);` : ''}
}
static void reach(int i, const Cell *cell) {
  int j; short before[LEAVES];
  if (cell->error) { fail(cell->error); return; }
  for (j = 0; j < LEAVES; j++) before[j] = now.leaf[j];
  if (i >= 0) change(i, cell->to, before);
  if (cell->effect) for (j = 0; j < LEAVES; j++) if (j != i && effects[cell->effect][before[j]] != before[j])
    change(j, effects[cell->effect][before[j]], before);
  if (cell->root != SAME) now.root = cell->root;
  ${asked ? 'look();' : ''}
}
static const Cell *cellOf(int i, int kind) {
  const Cell *cell = &alone[now.leaf[i]][kind];
  return cell->to != NOT ? cell : &shared[now.leaf[i]][now.root][${context}][kind];
}
int canLeaf(int i, int kind) { return now.err == 0 && cellOf(i, kind)->to != NOT; }
void goLeaf(int i, int kind) { reach(i, cellOf(i, kind)); }
int canCommon(int kind) { return now.err == 0 && common[now.root][${asked ? 'now.queued' : '0'}][kind].to != NOT; }
void goCommon(int kind) { reach(-1, &common[now.root][${asked ? 'now.queued' : '0'}][kind]); }
void quiet(void) {
  int i, error = 0; short before[LEAVES];
  for (i = 0; i < LEAVES; i++) error = both[place[error]][place[debts[now.leaf[i]][now.root]]];
  if (error) { fail(error); return; }
  for (i = 0; i < LEAVES; i++) before[i] = now.leaf[i];
  for (i = 0; i < LEAVES; i++) if (quietLeaf[before[i]] != before[i]) change(i, quietLeaf[before[i]], before);
  now.root = quietRoot[now.root];
  ${asked ? 'look();' : ''}
}`;
}

// A place of the queue: a leaf's number from 1, doubled, and 1 more where all was quiet before it came.
function QUEUE(bits: Machine['bits'], outstanding: number): string {
  return `
static void leave(int i) {
  int at = 0;
  while (now.queue[at] / 2 != i + 1) at++;
  if (at > 0 && at + 1 < LEAVES && now.queue[at + 1]) now.queue[at + 1] |= now.queue[at] & 1;
  for (; at + 1 < LEAVES; at++) now.queue[at] = now.queue[at + 1];
  now.queue[LEAVES - 1] = 0;
  now.queue[0] &= ~1;
}
static void join(int i, const short *before) {
  int at = 0;
  while (now.queue[at]) at++;
  now.queue[at] = 2 * (i + 1) + (at > 0 && (standing[before[now.queue[at - 1] / 2 - 1]] & ${bits.earlier}) != 0);
}
static void look(void) {
  int at, all = 0, head = 0, ahead = 0, gone = 3;
  for (at = 0; at < LEAVES; at++) now.context[at] = 0;
  for (at = 0; at < LEAVES && now.queue[at]; at++) {
    int i = now.queue[at] / 2 - 1, theirs = standing[now.leaf[i]];
    if ((now.queue[at] & 1) && !ahead) ahead = head;
    now.context[i] = ahead;
    if (theirs & ${bits.withdrawnEarlier}) { now.context[i] = gone; gone = 4; }
    if (!head && (theirs & ${bits.sure})) head = (theirs & ${bits.deferred}) ? 2 : 1;
    all |= theirs;
  }
  now.queued = all * 3 + head;
  (void)${outstanding};
}`;
}
