import type { Descriptor, NodeName } from '../trace/index.js';
import type { Model, SocketFacts } from './model/facts.js';
import { joinOf } from './model/queries.js';
import type { OracleState } from './oracle.js';

/** An open socket as the trace so far has told of it, in words. */
export interface SocketView {
  readonly node: NodeName;
  readonly descriptor: Descriptor;
  /** `c_root/d_leaf`, or `plain`. */
  readonly roles: string;
  /** What state it is in: "listening, 1 request waits", "join pending", "member", … */
  readonly state: string;
}

/** The sockets that are open at this point of a trace, for a reader: no verdict rests on these words. */
export function socketsOf({ model }: Pick<OracleState, 'model'>): readonly SocketView[] {
  return [...model.sockets.values()].map((socket) => ({
    node: socket.node,
    descriptor: socket.descriptor,
    roles: socket.roles.control === 'plain' ? 'plain' : `${socket.roles.control}/${socket.roles.data}`,
    state: stateOf(model, socket),
  }));
}

function stateOf(model: Model, socket: SocketFacts): string {
  if (socket.closing !== undefined) return 'closing';
  const words = [
    ...listening(model, socket),
    ...(socket.from === undefined ? initiated(model, socket) : cameOfIt(model, socket)),
    ...(socket.membership === undefined ? [] : ['member of the group']),
    ...(socket.shutAt === undefined ? [] : ['shut down']),
    ...(socket.closeTold === undefined ? [] : ['told FD_CLOSE']),
  ];
  if (words.length > 0) return words.join(', ');
  return socket.bound ? 'bound' : 'made';
}

function listening(model: Model, socket: SocketFacts): readonly string[] {
  if (socket.listening === undefined) return [];
  const waiting = [...model.joins.values()].filter(
    ({ listener, phase, accepted }) => listener === socket.id && phase === 'pending' && accepted === undefined,
  ).length;
  if (waiting === 0) return ['listening'];
  return ['listening', waiting === 1 ? '1 request waits' : `${waiting} requests wait`];
}

const PHASES = {
  issued: 'in WSPJoinLeaf',
  pending: 'join pending',
  done: 'joined',
  failed: 'join failed',
  cancelled: 'join cancelled',
} as const;

function initiated(model: Model, socket: SocketFacts): readonly string[] {
  const join = joinOf(model, socket.join);
  if (join === undefined) return [];
  // What a root has done with one leaf leaves it free for the next.
  if (socket.roles.control === 'c_root') return join.phase === 'pending' ? ['invitation pending'] : [];
  return [join.phase === 'pending' && join.accepted !== undefined ? 'accepted' : PHASES[join.phase]];
}

/** The state of a socket that a join gave rise to. */
function cameOfIt(model: Model, socket: SocketFacts): readonly string[] {
  const join = joinOf(model, socket.from);
  const settled = join?.phase === 'done' || join === undefined;
  switch (socket.origin) {
    case 'invited':
      // Of a join that has been forgotten nobody can say any more how it ended.
      if (join === undefined) return ['link of the root'];
      return [settled ? 'link to a leaf' : join.phase === 'pending' ? 'stands for an invited leaf' : 'of no use'];
    case 'admitted':
      return ['link to a leaf'];
    case 'accepted':
      return [settled ? 'joined' : 'accepted'];
    case 'made':
      return [];
  }
}
