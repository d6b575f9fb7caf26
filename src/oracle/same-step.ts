import type { Header, TraceEvent } from '../trace/index.js';

/** Whether two events mean the same to a state of the oracle, whatever the ids of their calls. */
export function sameStep(a: TraceEvent, b: TraceEvent): boolean {
  switch (a.kind) {
    case 'indication':
      return (
        b.kind === 'indication' &&
        a.socket === b.socket &&
        a.event === b.event &&
        a.node === b.node &&
        a.error === b.error
      );
    case 'call':
      return b.kind === 'call' && a.verb === b.verb && a.node === b.node && sameData(a.args, b.args);
    case 'return':
      return b.kind === 'return' && a.verb === b.verb && sameData(a.result, b.result);
    case 'settled':
    case 'note':
      return b.kind === a.kind;
    case 'header':
    case 'expect':
    case 'fault':
      return false;
  }
}

/** Whether two headers promise the same: who is driven, for which case and by which seed makes no difference. */
export function sameHeader(a: TraceEvent, b: Header): boolean {
  return (
    a.kind === 'header' &&
    a.spec === b.spec &&
    sameData(a.capabilities, b.capabilities) &&
    sameData(a.nodes, b.nodes) &&
    sameData(a.session, b.session) &&
    sameData(a.noSession, b.noSession) &&
    sameData(a.unreachable, b.unreachable)
  );
}

/** Whether two pieces of plain data are equal. */
function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isRecord(a) || !isRecord(b)) return false;
  let fields = 0;
  for (const key in a) {
    fields += 1;
    const [one, other] = [a[key], b[key]];
    if (one === other ? one === undefined && !Object.hasOwn(b, key) : !sameData(one, other)) return false;
  }
  return Object.keys(b).length === fields;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
