import { after, run, wait, type Awaitable, type Flow } from '../../port/index.js';
import { arrivalNote, type NodeName } from '../../trace/index.js';
import type { Call } from '../graph/index.js';
import { isBroken } from '../in-case.js';
import { ROOT } from '../plan.js';
import type { Act, Script } from './script.js';
import { issue, watch, type Came, type Stage } from './stage.js';
import { hear, say } from './talk.js';

/** What an act came to: for a call what it returned, otherwise whether anything happened. */
export type Done = { readonly came: Came } | { readonly moved: boolean };

const MOVED: Done = { moved: true };
const STILL: Done = { moved: false };

/**
 * Does one thing. What makes no sense, as there is no such socket or no such ability, is left out. Where it is asked for,
 * the trace notes what is let through, so that it can be told in words.
 */
export function act(stage: Stage, it: Act, noted = false): Awaitable<Done> {
  const { live, nodes } = stage;
  if (noted) note(stage, it);
  switch (it.do) {
    case 'quiet':
      return after(run(live.quiet()), () => MOVED);
    case 'step':
      return moved(live.takeStep());
    case 'to-root':
      return moved(live.deliver(at(nodes, it.leaf), ROOT));
    case 'from-root':
      return moved(live.deliver(ROOT, at(nodes, it.leaf)));
    case 'at-home':
      return moved(live.deliver(at(nodes, it.leaf), at(nodes, it.leaf)));
    case 'watch-link':
    case 'watch-member':
      return moved(watch(stage, it.do, it.leaf));
    case 'say':
      return moved(say(stage, it.leaf));
    case 'hear':
      return moved(hear(stage, it.leaf));
    default:
      return canIssue(stage, it) ? after(issue(stage, it.do, it.leaf), (came) => ({ came })) : STILL;
  }
}

/** Does one thing after the other, and lets everything come to rest. */
export function* play(stage: Stage, script: Script, noted = false): Flow<void> {
  for (const it of script) {
    yield* wait(act(stage, it, noted));
    if (isBroken(stage)) return;
  }
  yield* stage.live.quiet();
}

function note({ live, nodes }: Stage, it: Act): void {
  if (it.do === 'step') live.note(arrivalNote({ messages: 1 }));
  if (it.do !== 'to-root' && it.do !== 'from-root' && it.do !== 'at-home') return;
  const node = at(nodes, it.leaf);
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

/** The node of a leaf, or the root's. */
function at(nodes: Stage['nodes'], leaf: number | undefined): NodeName {
  return leaf === undefined ? ROOT : (nodes[leaf] ?? '');
}

function moved(is: Awaitable<boolean>): Awaitable<Done> {
  return after(is, (it) => (it ? MOVED : STILL));
}
