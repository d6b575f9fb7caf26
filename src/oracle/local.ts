import type { NodeName } from '../trace/index.js';
import { canonicalText } from './canonical.js';
import type { Join, Model, SocketFacts, SocketId } from './model/facts.js';
import { isOpen } from './model/queries.js';
import type { OracleState } from './oracle.js';

/** So many requests ahead of one's own are many. */
const MANY = 2;

/**
 * The situation of one leaf with its root, as a text: what the oracle knows of their sockets and joins, under the names
 * of roles, so that leaves in the same situation have the same text. It leaves out what others do, but for how many
 * requests are ahead in the root's queue, and session data. It measures what was reached, and judges nothing.
 */
export function localText(state: OracleState, root: NodeName | undefined, leaf: NodeName): string {
  const { model } = state;
  const joins = new Map([...model.joins].filter(([, join]) => concerns(model, join, leaf)));
  const sockets = new Map<SocketId, SocketFacts>();
  const byName = new Map<string, SocketId>();
  for (const socket of model.sockets.values()) {
    const isTheirs =
      socket.node === leaf || (socket.node === root && (socket.from === undefined || joins.has(socket.from)));
    if (!isTheirs) continue;
    const renamed = {
      ...socket,
      ...(socket.address === undefined ? {} : { address: NOWHERE }),
      ...{ node: socket.node === leaf ? 'leaf' : 'root', descriptor: sockets.size },
    };
    sockets.set(socket.id, renamed);
    byName.set(`${renamed.descriptor}@${renamed.node}`, socket.id);
  }
  const local: Model = {
    ...model,
    ...{ sockets, byName },
    joins: new Map([...joins].map(([id, join]) => [id, { ...join, target: NOWHERE, callerData: '' }])),
    flying: new Map([...model.flying].filter(([, { on }]) => on !== undefined && sockets.has(on))),
    ...{ messages: [], strays: [], tombstones: [], early: [], returned: [] },
  };
  return `${ahead(model, joins)} ${canonicalText({ ...state, model: local })}`;
}

const NOWHERE = { family: 0, host: '', port: 0 };

function concerns(model: Model, { initiator, listener, accepted }: Join, leaf: NodeName): boolean {
  return [initiator, listener, accepted?.socket].some((id) => id !== undefined && nodeOf(model, id) === leaf);
}

function nodeOf(model: Model, id: SocketId): NodeName | undefined {
  return model.sockets.get(id)?.node ?? model.tombstones.find((it) => it.id === id)?.node;
}

/** How many requests were made before theirs where theirs waits. */
function ahead(model: Model, theirs: ReadonlyMap<number, Join>): number {
  const waits = [...theirs.values()].find((join) => isOpen(join) && join.accepted === undefined);
  if (waits?.listener === undefined) return 0;
  let before = 0;
  for (const join of model.joins.values()) {
    if (join.id === waits.id || before === MANY) break;
    if (join.listener === waits.listener && isOpen(join) && join.accepted === undefined) before += 1;
  }
  return before;
}
