import type { Flow } from '../../port/index.js';
import { flightsIn, type Flights, type Issued, type LiveCase } from '../../run/index.js';
import type { Args, CallEvent, Verb } from '../../trace/index.js';
import { eyeOn } from './eye.js';
import { mapping, type Mapping } from './mapping.js';
import type { Leg, Plan, Response } from './plan.js';
import { arrive, bring, unseen, type Decide } from './steer.js';

/** How following a record went. */
export interface Followed {
  /** The place of the first event of the record that did not come, or came otherwise, if there is one. */
  readonly astray?: number;
  /** How many calls could not be made, as nothing had given their sockets. */
  readonly skipped: number;
}

/**
 * Does again what the suite did in a record, and lets that come which came then: by what the record says of it alone, or
 * by choosing. Where something comes otherwise, it goes on all the same, or stops.
 */
export function* follow(
  live: LiveCase,
  { header, nodes, legs, held }: Plan,
  choose: Decide | undefined,
  astrayToo: boolean,
): Flow<Followed> {
  const names = mapping(header, live);
  const underWay = new Map<number, Issued<Verb>>();
  const flights = flightsIn<number>(live);
  const eye = eyeOn(live, names, underWay);
  const places: (number | undefined)[] = [];
  let astray: number | undefined;
  let skipped = 0;
  let owed: readonly Response[] = [];
  const lose = (index: number): void => {
    astray ??= index;
  };
  // Once it goes otherwise, there is nothing to be reached any more.
  const decide: Decide = (options) => (astray === undefined ? (choose?.(options) ?? 0) : 0);
  const isOver = (): boolean => astray !== undefined && !astrayToo;

  for (const [at, leg] of legs.entries()) {
    if (isOver()) break;
    if (choose !== undefined && leg.deed.kind === 'call') yield* unseen(live, nodes, decide);
    if (eye.surplus()) lose(leg.index);
    const from = live.trace().length;
    if (leg.deed.kind === 'settled') yield* flights.landAll();
    const keeps = leg.deed.kind === 'call' && held.has(leg.deed.id) ? flights : undefined;
    const done = yield* perform(live, names, leg, { underWay, keeps, places });
    places[leg.index] = leg.deed.kind === 'call' ? from : live.trace().length - 1;
    if (done === 'impossible') skipped += 1;
    if (done !== 'done') lose(leg.index);
    if (isOver()) break;
    const missing: Response[] = [];
    const inTime = isLeftAlone(live) ? 0 : returnOf(leg);
    for (const response of [...owed, ...leg.came]) {
      if (response.kind === 'return') yield* flights.land(response.id);
      const mayCome = choose !== undefined && response.index > inTime;
      const here = eye.saw(response) || (mayCome && (yield* bring(live, nodes, response, eye, decide)));
      if (here) places[response.index] = live.trace().length - 1;
      // What was to come while the call was under way is late now.
      else if (response.index < inTime) lose(response.index);
      else missing.push(response);
    }
    // What came before all was quiet may still come then.
    owed = legs[at + 1]?.deed.kind === 'settled' ? missing : [];
    if (owed.length > 0 || missing.length === 0) continue;
    if (isLeftAlone(live)) yield* live.quiet();
    for (const response of missing) if (!eye.saw(response)) lose(response.index);
  }
  yield* flights.landAll();
  if (eye.surplus()) lose(legs.at(-1)?.index ?? 0);
  return { ...(astray === undefined ? {} : { astray }), skipped };
}

/** What a leg is performed with. */
interface Standing {
  readonly underWay: Map<number, Issued<Verb>>;
  /** Where the call is to be kept in flight. */
  readonly keeps: Flights<number> | undefined;
  /** Where the events of the record stand here. */
  readonly places: readonly (number | undefined)[];
}

function* perform(
  live: LiveCase,
  names: Mapping,
  { deed, came }: Leg,
  { underWay, keeps, places }: Standing,
): Flow<'done' | 'otherwise' | 'impossible'> {
  switch (deed.kind) {
    case 'open':
      return 'done';
    case 'settled':
      yield* live.quiet();
      return 'done';
    case 'note':
      live.note(deed.text);
      yield* arrive(live, deed.text);
      return 'done';
    case 'expect': {
      const expectation = names.expectation(deed.expectation, (index) => placeOf(places, index));
      if (expectation === undefined) return 'otherwise';
      live.expect(deed.says, expectation, deed.clauses);
      return 'done';
    }
    case 'call': {
      const { id, node, verb } = deed;
      const args = names.args(node, verb, deed.args);
      if (args === undefined) return 'impossible';
      const returned = came.find((it) => it.kind === 'return' && it.id === id);
      if (returned?.kind !== 'return' || keeps !== undefined) {
        const issued = keeps === undefined ? live.begin(node, verb, args) : yield* kept(live, deed, args, keeps);
        underWay.set(id, issued);
        names.call(id, issued.id);
        return 'done';
      }
      const issuedAt = live.trace().length;
      const result = yield* live.call(node, verb, args);
      const issued = live.trace()[issuedAt];
      if (issued?.kind === 'call') names.call(id, issued.id);
      return names.returned(node, returned.result, result) ? 'done' : 'otherwise';
    }
  }
}

/** Issues a call and keeps it in flight, where the provider does not answer at once. */
function* kept(
  live: LiveCase,
  { id, node, verb }: CallEvent,
  args: Args<Verb>,
  flights: Flights<number>,
): Flow<Issued<Verb>> {
  const from = live.trace().length;
  let result: ReturnType<Issued<Verb>['result']>;
  yield* flights.begin(
    id,
    (function* () {
      result = yield* live.call(node, verb, args);
    })(),
  );
  const issued = live.trace()[from];
  return { id: issued?.kind === 'call' ? issued.id : 0, result: () => result };
}

/** The place of the return of the call of a leg; 0 if it is no call, or comes later. */
function returnOf({ deed, came }: Leg): number {
  return came.find((it) => deed.kind === 'call' && it.kind === 'return' && it.id === deed.id)?.index ?? 0;
}

/** Whether what is under way cannot be let happen one by one. */
function isLeftAlone({ testbed }: LiveCase): boolean {
  return testbed.deliver === undefined && testbed.step === undefined;
}

/** Where an event of the record stands here, or the one before it that has a place. */
function placeOf(places: readonly (number | undefined)[], index: number): number {
  return places.findLast((place, at) => at <= index && place !== undefined) ?? 0;
}
