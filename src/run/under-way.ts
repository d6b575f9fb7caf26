import { after, faultEvent, type Awaitable, type Line } from '../port/index.js';
import { answered, type Asker } from './asked.js';
import type { Surroundings } from './quiet.js';

/** Between which nodes something is under way; undefined where nobody can tell. */
export function underWayIn(around: Asker & Pick<Surroundings, 'recorder'>): Awaitable<readonly Line[] | undefined> {
  const { emit, overIfFaulty } = around;
  const { testbed } = around.recorder;
  if (testbed.underWay === undefined || testbed.deliver === undefined) return undefined;
  const checked = (told: unknown): readonly Line[] | undefined => {
    if (isLines(told)) return told;
    emit(faultEvent('rubbish', 'underWay() did not give a list of { from, to }'));
    overIfFaulty();
    return undefined;
  };
  return after(
    answered(around, 'underWay()', () => testbed.underWay?.()),
    checked,
  );
}

function isLines(told: unknown): told is readonly Line[] {
  return Array.isArray(told) && told.every(isLine);
}

function isLine(told: unknown): told is Line {
  if (typeof told !== 'object' || told === null) return false;
  return 'from' in told && typeof told.from === 'string' && 'to' in told && typeof told.to === 'string';
}
