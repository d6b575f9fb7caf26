import type { CallEvent, NodeName } from '../../trace/index.js';
import type { Simplification } from '../minimal.js';
import { ROOT } from '../plan.js';
import { nodeOf, withoutNode, type Deed, type Doings } from './deeds.js';

type Call = Extract<Deed, { readonly do: 'call' }>;

/**
 * How what was done is made simpler. How people are set up stays, or goes with them; but nobody need listen, or have a
 * socket beside another one.
 */
export const DOINGS: Simplification<Doings> = {
  length: ({ deeds }) => deeds.length,
  without: (doings, at, size) => ({
    ...doings,
    deeds: returning(doings.deeds.filter((deed, place) => place < at || place >= at + size || stays(deed))),
  }),
  simpler,
};

/**
 * What is simpler by one step: without somebody, or a socket of theirs; without one thing done; with a call for whose
 * return everybody waits; with two things in their usual order that follow each other in the other one; or with a certain
 * message let through instead of any.
 */
function* simpler(doings: Doings): Iterable<Doings> {
  const { nodes, deeds } = doings;
  for (const node of nodes.toReversed()) if (nodes.length > 1) yield withoutNode(doings, node);
  for (const making of spare(deeds)) yield { ...doings, deeds: withoutSocket(deeds, making) };
  for (let at = deeds.length - 1; at >= 0; at -= 1) {
    const deed = deeds[at];
    if (deed === undefined) continue;
    if (!stays(deed)) yield DOINGS.without(doings, at, 1);
    else if (deed.do === 'return' || isOf(deed, 'listen')) yield { ...doings, deeds: deeds.toSpliced(at, 1) };
  }
  for (const [at, deed] of deeds.entries()) {
    if (deed.do === 'call' && deed.held) yield { ...doings, deeds: waiting(deeds, deed, at) };
  }
  for (const [at, first] of deeds.entries()) {
    const second = deeds[at + 1];
    if (second === undefined || setsUp(first) || setsUp(second)) continue;
    if (rankOf(first, nodes) <= rankOf(second, nodes)) continue;
    yield { ...doings, deeds: deeds.with(at, second).with(at + 1, first) };
  }
  for (const [at, deed] of deeds.entries()) {
    if (deed.do !== 'step') continue;
    for (const [from, to] of linesAmong(nodes)) yield { ...doings, deeds: deeds.with(at, { do: 'reach', from, to }) };
  }
}

/** The same if nobody acted before that call returned. */
function waiting(deeds: readonly Deed[], call: Call, at: number): readonly Deed[] {
  return deeds.with(at, { ...call, held: false }).filter((it) => it.do !== 'return' || it.call !== call.event.id);
}

/** The ids of the calls that made the sockets of those who have several: the latest first. */
function spare(deeds: readonly Deed[]): readonly number[] {
  const makings = deeds.flatMap((deed) => (isOf(deed, 'socket') ? deed.event : []));
  return makings
    .filter(({ node, id }) => makings.some((it) => it.node === node && it.id !== id))
    .map(({ id }) => id)
    .reverse();
}

/** Without what made a socket, and all that was done with it, or with what came of it. */
function withoutSocket(deeds: readonly Deed[], making: number): readonly Deed[] {
  const gone = new Set([making]);
  return deeds.filter((deed) => {
    if (deed.do !== 'call') return true;
    const { event, from } = deed;
    if (from !== undefined && gone.has(from)) gone.add(event.id);
    return !gone.has(event.id);
  });
}

function isOf(deed: Deed, verb: CallEvent['verb']): deed is Call {
  return deed.do === 'call' && deed.event.verb === verb;
}

// While a call returns as it did, nothing need be done just to let time pass: that it returns is left out by itself.
function stays(deed: Deed): boolean {
  return setsUp(deed) || deed.do === 'return';
}

/** Without the returns of calls that are not made. */
function returning(deeds: readonly Deed[]): readonly Deed[] {
  const made = new Set(deeds.flatMap((deed) => (deed.do === 'call' ? deed.event.id : [])));
  return deeds.filter((deed) => deed.do !== 'return' || made.has(deed.call));
}

function setsUp(deed: Deed): boolean {
  return deed.do === 'call' && deed.setsUp;
}

// The usual order is that of the people. Letting anything happen, or everything, is everybody's matter, and comes first; but
// a call returns as soon as it can.
function rankOf(deed: Deed, nodes: readonly NodeName[]): number {
  if (deed.do === 'return') return -2 - nodes.length + nodes.indexOf(deed.node);
  const node = nodeOf(deed, ROOT);
  return node === undefined ? -1 : nodes.indexOf(node);
}

function linesAmong(nodes: readonly NodeName[]): readonly (readonly [NodeName, NodeName])[] {
  const leaves = nodes.filter((node) => node !== ROOT);
  if (leaves.length === nodes.length) return leaves.map((leaf) => [leaf, leaf]);
  return leaves.flatMap((leaf) => [[leaf, ROOT] as const, [ROOT, leaf] as const]);
}
