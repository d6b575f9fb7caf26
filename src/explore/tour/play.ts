import { wait, type Awaitable, type Flow } from '../../port/index.js';
import type { NodeName } from '../../trace/index.js';
import { leafName, type Scope } from '../graph/index.js';
import { ROOT } from '../plan.js';
import type { Act, Script } from './script.js';
import { issue, type Came, type Stage } from './stage.js';

/** What an act came to: for a call what it returned, otherwise whether anything happened. */
export type Done = { readonly came: Came } | { readonly moved: boolean };

const NOTHING: Done = { moved: false };

/** Does one thing. What makes no sense, as there is no such socket or no such ability, is left out. */
export function* act(stage: Stage, it: Act): Flow<Done> {
  const { live, scope } = stage;
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
      return moved(yield* soon(live.deliver(of(scope, it.leaf), of(scope, it.leaf))));
    default: {
      if (!canIssue(stage, it)) return NOTHING;
      return { came: yield* soon(issue(stage, { call: it.do, ...(it.leaf === undefined ? {} : { leaf: it.leaf }) })) };
    }
  }
}

/** Does one thing after the other, and lets everything come to rest. */
export function* play(stage: Stage, script: Script): Flow<void> {
  for (const it of script) {
    yield* act(stage, it);
    if (stage.live.judgement().violations.some(({ at }) => at > 0)) return;
  }
  yield* stage.live.quiet();
}

function canIssue({ scope, link, member }: Stage, it: Extract<Act, { readonly do: Act['do'] }>): boolean {
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

function moved(is: boolean): Done {
  return { moved: is };
}

function soon<T>(value: Awaitable<T>): Flow<T> {
  return wait(value);
}
