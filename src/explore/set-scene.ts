import type { Flow } from '../port/index.js';
import { castOf, entryFor, type LiveCase, type Making } from '../run/index.js';
import type { DataRole } from '../spi/index.js';
import { succeeded } from '../trace/index.js';
import { doorsOf, guestName, people, ROOT, rooted, wayOf, type Plan } from './plan.js';
import type { Door, Scene, Seat } from './scene.js';

/** Why a plan cannot be played on this provider at all. */
export class CannotPlay extends Error {
  override readonly name = 'CannotPlay';
}

/** Makes everybody's socket, and lets those listen who are to listen. Throws CannotPlay if there are no such sockets. */
export function* setScene(live: LiveCase, plan: Plan): Flow<Scene> {
  const cast = castOf(live);
  const data = plan.data === 'rooted-data' ? 'rooted' : 'nonrooted';
  const control = rooted(plan) ? 'rooted' : 'nonrooted';
  const entry = entryFor(live.header.capabilities.entries, control, data);
  if (entry === undefined) throw new CannotPlay(`no entry has a ${control} control plane and a ${data} data plane`);
  if (!rooted(plan) && live.testbed.session === undefined) throw new CannotPlay('the testbed names no session to join');

  const everybody = people(plan);
  const source = data === 'rooted' ? everybody[plan.source % everybody.length] : undefined;
  const roleOf = (name: string): DataRole => (name === source ? 'd_root' : 'd_leaf');
  const make = function* (name: string, making: Omit<Making, 'entry'>): Flow<void> {
    const made = yield* cast.make(name, { ...making, entry });
    if (!succeeded(made)) throw new CannotPlay(`${name} could make no socket: ${made.error}`);
  };
  if (rooted(plan)) yield* make(ROOT, { roles: { control: 'c_root', data: roleOf(ROOT) } });
  const seats: Seat[] = [];
  for (const [place, guest] of plan.guests.entries()) {
    const name = guestName(plan, place);
    const way = wayOf(plan, place);
    yield* make(name, {
      roles: { control: 'c_leaf', data: roleOf(name) },
      unbound: guest.unbound && way !== 'invited',
    });
    seats.push({ name, way, open: true, status: 'idle', refused: false });
  }

  const doors: Record<string, Door> = {};
  for (const name of doorsOf(plan)) {
    const seat = seats.findIndex((it) => it.name === name);
    const deaf = name === ROOT ? plan.deafRoot : (plan.guests[seat]?.deaf ?? false);
    const listening = !deaf && succeeded(yield* cast.listen(name, plan.backlog));
    doors[name] = { state: listening ? 'listening' : 'deaf', knocks: 0, rung: false };
  }
  return { live, cast, plan, facts: { seen: 0, root: rooted(plan) ? 'open' : 'none', doors, seats, texts: 0 } };
}
