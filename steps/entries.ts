import { Given, Then, When } from '@cucumber/cucumber';
import { controlPlane, dataPlane, WSA_FLAG, type Flow, type ProtocolEntry } from '../src/index.js';
import type { Scene } from './scene.js';
import type { JoinWorld } from './world.js';

// What can be made on which protocol entry, and what the entries say.

const KINDS: Readonly<Record<string, (entry: ProtocolEntry) => boolean>> = {
  'with multipoint support': (entry) => controlPlane(entry) !== 'none',
  'without multipoint support': (entry) => controlPlane(entry) === 'none',
  'with a nonrooted control plane': (entry) => controlPlane(entry) === 'nonrooted',
  'without a rooted control plane': (entry) => controlPlane(entry) !== 'rooted',
  'without a rooted data plane': (entry) => dataPlane(entry) !== 'rooted',
  'that is nonrooted in both planes': (entry) =>
    controlPlane(entry) === 'nonrooted' && dataPlane(entry) === 'nonrooted',
};

Given(/^the protocol entries (with.*|that are .*)$/u, function (this: JoinWorld, kinds: string) {
  const kind = kinds.replace('that are', 'that is');
  if (entriesOf(this.scene, kind).length > 0) return undefined;
  return this.skip(`the provider has no protocol entry ${kind}`);
});

Given('the protocol entries of the provider', () => undefined);

When(/^(.+) is asked of each entry (with.*|that is .*)$/u, function (this: JoinWorld, socket: string, kind: string) {
  return this.play(ask(this.scene, flagsIn(socket), entriesOf(this.scene, kind)));
});

Then('WSPSocket fails each time', function (this: JoinWorld) {
  const { scene } = this;
  for (const call of scene.attempts) scene.expect({ see: 'return', call, outcome: 'any-error' });
});

Then('they agree with what the provider claims', function (this: JoinWorld) {
  this.scene.check();
});

function entriesOf({ live }: Scene, kind: string): readonly ProtocolEntry[] {
  const fits = KINDS[kind];
  if (fits === undefined) throw new Error(`there is no kind of entry '${kind}'`);
  return live.header.capabilities.entries.filter(fits);
}

/** The flags that `a c_root/d_leaf socket`, or `a c_root and c_leaf socket`, names: right or wrong. */
function flagsIn(words: string): number {
  const flags: Readonly<Record<string, number>> = {
    c_root: WSA_FLAG.MULTIPOINT_C_ROOT,
    c_leaf: WSA_FLAG.MULTIPOINT_C_LEAF,
    d_root: WSA_FLAG.MULTIPOINT_D_ROOT,
    d_leaf: WSA_FLAG.MULTIPOINT_D_LEAF,
  };
  return (words.match(/[cd]_(?:root|leaf)/gu) ?? []).reduce(
    (mask, role) => mask | (flags[role] ?? 0),
    WSA_FLAG.OVERLAPPED as number,
  );
}

function* ask(scene: Scene, flags: number, entries: readonly ProtocolEntry[]): Flow<void> {
  const [node = 'member-1'] = scene.plan.nodes;
  for (const { id } of entries) {
    const at = scene.live.trace().length;
    yield* scene.live.call(node, 'socket', { entry: id, flags, blocking: false });
    const call = scene.live.trace()[at];
    if (call?.kind === 'call') scene.attempts.push(call.id);
  }
}
