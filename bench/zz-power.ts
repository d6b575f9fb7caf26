import { PROPERTIES } from '../src/explore/index.js';
import { DEFAULT_LIMITS } from '../src/port/index.js';
import { createProvider, RULES, type Rules } from '../reference/memory/index.js';
const V: Record<string, Partial<Rules>> = {
  completesOnArrival: { completesOn: () => 'arrival' },
  secondJoinEnds: { secondJoinEnds: () => 'WSAECONNABORTED' },
  endedByAnswerOther: { endedByAnswer: (j: any) => j.initiator.outstanding ?? j },
  sharersAll: { sharersOfFailure: (_f: any, a: any) => a() },
  lifo: { takesNext: (q: any) => q.length - 1 },
  noRoomCheck: { hasRoom: () => true },
  lessRoom: { hasRoom: (q: any, b: any) => q.length < b - 1 },
  membersOnArrival: { membersOnArrival: (j: any) => [j.initiator] },
  rejectSilent: { rejection: () => ({ acceptor: 'WSAECONNREFUSED', initiator: undefined }) },
  deferLast: { deferral: () => ({ acceptor: 'WSATRY_AGAIN', stays: 'last', told: undefined }) },
  deferGone: { deferral: () => ({ acceptor: 'WSATRY_AGAIN', stays: 'gone', told: undefined }) },
  placeEmptiedWrong: { placeEmptied: (q: any) => q.length - 1 },
  withdrawnAccepted: { withdrawalEmptiesPlace: () => false, acceptOfWithdrawn: () => undefined },
  twiceConnect: { timesIndicated: (_s: any, e: any) => (e === 'FD_CONNECT' ? 2 : 1) },
  noAcceptRest: { announcesRest: () => false },
  acceptEveryArrival: { announcesArrival: () => true },
  noEnableAfterFail: { acceptEnablesAgain: (o: any) => o === 'accepted' },
  deferEnables: { acceptEnablesAgain: () => true },
  withdrawalNoEnable: { withdrawalEnablesAgain: () => false },
  othersDropped: { alsoEnds: (_j: any, s: any) => [...s.ties] },
  notTelling: { tellsOtherEnd: () => false },
  closeNoCancel: { closingCancels: () => false },
  endOnlyFirst: { endWithRoot: (s: any) => [...s.ties].slice(0, 1) },
  standInsDeaf: { standInsHearOfEnd: () => false },
  shutdownNothing: { shutdownEndsSession: () => false },
  pendingAfterShutdown: { pendingAfterShutdown: () => undefined },
  stranded: { strandedAfterClose: () => undefined },
  sessionLasts: { sessionEndsWithRoot: () => false },
  stillListening: { stopsListening: () => false },
  leafToLeaf: { planeCarries: () => true },
  dataToLeafOnlyRoot: { planeCarries: (s: any) => s.roles.data === 'd_root' },
  sendersHear: { receives: () => true },
  mayAskAnybody: { mayAsk: () => true },
  unheardOk: { answerUnheard: () => 'NO_ERROR' },
  lostWithdrawals: { passage: (k: any) => (k === 'withdraw' ? 'lost' : 'in-order') },
  toldOther: { toldOfOutcome: (j: any) => [...(j.peer ? [j.peer] : [])][0] ?? j.initiator },
};
for (const [name, rules] of Object.entries(V)) {
  const provider = createProvider({ name, rules: rules as Partial<Rules> });
  const got: string[] = [];
  for (const p of PROPERTIES) {
    const r = await p.check({ provider, seed: 5, runs: 100, limits: DEFAULT_LIMITS });
    if (r.outcome !== 'passed') got.push(`${p.id.slice(10)}:${r.violations[0]?.clause ?? r.reason}(${r.executions},${r.trace.filter((e) => e.kind === 'note').length}n)`);
  }
  console.log(name.padEnd(20), got.length ? got.join(' ') : 'SURVIVES');
}
