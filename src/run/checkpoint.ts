import { after, faultEvent, type Awaitable } from '../port/index.js';
import { answered, type Asker } from './asked.js';
import type { Surroundings } from './quiet.js';

/** Has the provider remember how it stands, and gives what brings that back; undefined where it cannot do that. */
export function checkpointAt(
  around: Asker & Pick<Surroundings, 'recorder'>,
): Awaitable<(() => Awaitable<void>) | undefined> {
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

function isFunction(value: unknown): value is () => Awaitable<void> {
  return typeof value === 'function';
}
