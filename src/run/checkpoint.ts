import { after, faultEvent, type Awaitable } from '../port/index.js';
import { asked } from './asked.js';
import type { Surroundings } from './quiet.js';

/** What of a case it takes to have the provider remember how it stands. */
type Around = Pick<Surroundings, 'recorder' | 'limits' | 'emit' | 'overIfFaulty'>;

/** Has the provider remember how it stands, and gives what brings that back; undefined where it cannot do that. */
export function checkpointAt(around: Around): Awaitable<(() => Awaitable<void>) | undefined> {
  const { emit, overIfFaulty } = around;
  const { testbed } = around.recorder;
  overIfFaulty();
  if (testbed.checkpoint === undefined) return undefined;
  const given = answered(around, 'checkpoint()', () => testbed.checkpoint?.());
  return after(given, (back: unknown) => {
    if (!isFunction(back)) emit(faultEvent('rubbish', 'checkpoint() gave nothing that could be called'));
    overIfFaulty();
    return isFunction(back) ? () => answered(around, 'what checkpoint() gave', back) : undefined;
  });
}

function answered<T>(around: Around, what: string, ask: () => Awaitable<T>): Awaitable<T | undefined> {
  return after(asked(around, what, ask), (answer) => {
    around.overIfFaulty();
    return answer;
  });
}

function isFunction(value: unknown): value is () => Awaitable<void> {
  return typeof value === 'function';
}
