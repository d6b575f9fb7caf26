import { wait, type Flow } from '../../port/index.js';
import type { Log } from './log.js';
import type { Mind } from './mind.js';
import { act } from './play.js';
import type { Act } from './script.js';
import type { Stage } from './stage.js';
import { voicesOf } from './talk.js';

/** What is done in an execution beside the map, as it leads to no other state: or off the map, as nobody can tell to which. */
export interface Asides {
  /** Whether events are to be registered on the sockets that joins bring forth; otherwise they keep those they inherit. */
  readonly watches: boolean;
  /** Whether everybody is to talk in this state of rest. Said once of each. */
  talks(state: number): boolean;
  /** Whether the root is to invite somebody at once, where it has just called an invitation off. Said once of each state. */
  strays(state: number): boolean;
}

/** The asides of a tour: by execution, as some are to be with events registered and some without. */
export function asidesOn({ talked, strayed }: Pick<Mind, 'talked' | 'strayed'>): (execution: number) => Asides {
  const once = (done: Uint8Array, state: number): boolean => {
    const first = done[state] === 0;
    done[state] = 1;
    return first;
  };
  return (execution) => ({
    watches: execution % 2 === 0,
    talks: (state) => state < 0 || once(talked, state),
    strays: (state) => once(strayed, state),
  });
}

/** Registers for events on the sockets that a join has brought forth since. A pending descriptor is left alone (R21). */
export function* attend(stage: Stage, log: Log, watched: Map<string, number>, script: Act[]): Flow<void> {
  for (const [leaf, way] of stage.scope.ways.entries()) {
    const isLinked = way === 'asking' || log.isIn(leaf);
    const born = [
      { do: 'watch-member', leaf, socket: stage.member[leaf] ?? -1 },
      { do: 'watch-link', leaf, socket: isLinked ? (stage.link[leaf] ?? -1) : -1 },
    ] as const;
    for (const { socket, ...it } of born) {
      if (socket < 0 || watched.get(`${it.do} ${leaf}`) === socket) continue;
      watched.set(`${it.do} ${leaf}`, socket);
      script.push(it);
      yield* wait(act(stage, it));
    }
  }
  log.take();
}

/** Whoever takes part sends, and everybody takes what has come. */
export function* talk(stage: Stage, log: Log, script: Act[]): Flow<void> {
  const { speakers, listeners } = voicesOf(stage);
  if (speakers.length === 0) return;
  const of = (leaf: number | undefined): { readonly leaf?: number } => (leaf === undefined ? {} : { leaf });
  const acts: readonly Act[] = [
    ...speakers.map((leaf): Act => ({ do: 'say', ...of(leaf) })),
    { do: 'quiet' },
    ...listeners.map((leaf): Act => ({ do: 'hear', ...of(leaf) })),
  ];
  for (const it of acts) {
    script.push(it);
    yield* wait(act(stage, it));
  }
  log.takeQuiet();
}

/** After its invitation has been called off, the root invites somebody else, or the same leaf, before all is quiet. */
export function* stray(stage: Stage, log: Log, cancelled: number, script: Act[]): Flow<void> {
  const free = stage.scope.ways.findIndex((way, leaf) => way === 'invited' && (stage.link[leaf] ?? -1) < 0);
  const call = { do: 'invite', leaf: free < 0 ? cancelled : free } as const;
  script.push(call);
  const done = yield* wait(act(stage, call));
  if ('came' in done) log.take({ label: { call: 'invite', leaf: call.leaf }, came: done.came });
}
