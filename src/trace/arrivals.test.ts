import { describe, expect, it } from 'vitest';
import { arrivalIn, arrivalNote, type Arrival } from './arrivals.js';

describe('a note on what arrives', () => {
  it.each<Arrival>([{ messages: 1 }, { messages: 12 }, { from: 'leaf-1', to: 'root', messages: 1 }])(
    'says it so that it can be read again: %j',
    (arrival) => {
      expect(arrivalIn(arrivalNote(arrival))).toEqual(arrival);
    },
  );

  it('is not any other note', () => {
    expect(arrivalIn('all is quiet')).toBeUndefined();
  });
});
