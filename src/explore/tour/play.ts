import { wait, type Awaitable, type Flow } from '../../port/index.js';
import { arrivalNote, type NodeName } from '../../trace/index.js';
import { leafName, type Call, type Scope } from '../graph/index.js';
import { ROOT } from '../plan.js';
import type { Act, Script } from './script.js';
import { issue, watch, type Came, type Stage } from './stage.js';
import { hear, say } from './talk.js';

/** What an act came to: for a call what it returned, otherwise whether anything happened. */
export type Done = { readonly came: Came } | { readonly moved: boolean };

const NOTHING: Done = { moved: false };

/**
 * Does one thing. What makes no sense, as there is no such socket or no such ability, is left out. Where it is asked for,
 * the trace notes what is let through, so that it can be told in words.
 */
export function* act(stage: Stage, it: Act, noted = false): Flow<Done> {
  const { live, scope } = stage;
  if (noted) note(stage, it);
  switch (it.do) {
    case 'quiet':
      yield* live.quiet();
      return { moved: true };
    case 'step':
      return moved(yield* soon(live.takeStep()));
    case 'to-root':
      return moved(yield* soon(live.deliver(of(scope, it.leaf), ROOT)));
    case 'from-root':
      return moved(yield* soon(live.deliver(ROOT, of(scope, it.leaf))));
    case 'at-home':
      return moved(yield* soon(live.deliver(at(scope, it.leaf), at(scope, it.leaf))));
    case 'watch-link':
    case 'watch-member':
      return moved(yield* soon(watch(stage, it.do, it.leaf)));
    case 'say':
      return moved(yield* soon(say(stage, it.leaf)));
    case 'hear':
      return moved(yield* soon(hear(stage, it.leaf)));
    default: {
      if (!canIssue(stage, it)) return NOTHING;
      return { came: yield* soon(issue(stage, { call: it.do, ...(it.leaf === undefined ? {} : { leaf: it.leaf }) })) };
    }
  }
}

/** Does one thing after the other, and lets everything come to rest. */
export function* play(stage: Stage, script: Script, noted = false): Flow<void> {
  for (const it of script) {
    yield* act(stage, it, noted);
    if (isBroken(stage)) return;
  }
  yield* stage.live.quiet();
}

/** Whether a clause has been broken since the header, by which nobody is stopped. */
export function isBroken({ live }: Stage): boolean {
  const { violations } = live.judgement();
  return violations.length > 0 && violations.some(({ at }) => at > 0);
}

function note({ live, scope }: Stage, it: Act): void {
  if (it.do === 'step') live.note(arrivalNote({ messages: 1 }));
  if (it.do !== 'to-root' && it.do !== 'from-root' && it.do !== 'at-home') return;
  const node = at(scope, it.leaf);
  const [from, to] = it.do === 'to-root' ? [node, ROOT] : [it.do === 'from-root' ? ROOT : node, node];
  live.note(arrivalNote({ from, to, messages: 1 }));
}

/** Whether there are the sockets that an act needs: else nothing comes of it. */
export function canDo(stage: Stage, it: Act): boolean {
  switch (it.do) {
    case 'quiet':
    case 'step':
    case 'to-root':
    case 'from-root':
    case 'at-home':
    case 'watch-link':
    case 'watch-member':
    case 'say':
    case 'hear':
      return true;
    default:
      return canIssue(stage, it);
  }
}

function canIssue({ scope, link, member }: Stage, it: Extract<Act, { readonly do: Call }>): boolean {
  if (!('leaf' in it) || it.leaf === undefined) return scope.scheme !== 'nonrooted';
  const way = scope.ways[it.leaf];
  switch (it.do) {
    case 'invite':
      return way === 'invited';
    case 'ask':
      return way === 'asking';
    case 'join':
      return way === 'joining';
    case 'drop':
      return (link[it.leaf] ?? -1) >= 0;
    case 'cancel':
      return way !== 'invited' || (link[it.leaf] ?? -1) >= 0;
    case 'leave':
      return way !== 'invited' || (member[it.leaf] ?? -1) >= 0;
    default:
      return way !== undefined;
  }
}

function of(scope: Scope, leaf: number): NodeName {
  return leafName(scope, leaf);
}

/** The node of a leaf, or the root's. */
function at(scope: Scope, leaf: number | undefined): NodeName {
  return leaf === undefined ? ROOT : of(scope, leaf);
}

function moved(is: boolean): Done {
  return { moved: is };
}

function soon<T>(value: Awaitable<T>): Flow<T> {
  return wait(value);
}
