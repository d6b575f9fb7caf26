import { expect, it } from 'vitest';
import { nearest } from './near.js';

it.each([
  ['JOIN-26', 'JOIN-2.6'],
  ['join-2.6', 'JOIN-2.6'],
  ['USNG-4', 'USING-4'],
  ['quite something else', undefined],
  ['', undefined],
])('%s is nearest to %s', (text, expected) => {
  expect(nearest(text, ['JOIN-2.6', 'USING-4', 'CLOSE-1'])).toBe(expected);
});
