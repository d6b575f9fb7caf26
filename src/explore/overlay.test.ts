import { expect, it } from 'vitest';
import { overlaid } from './overlay.js';
import type { Facts, Seat } from './scene.js';

const seat: Seat = { name: 'leaf-1', way: 'asking', open: true, status: 'idle', refused: false };
const before: Facts = {
  ...{ seen: 10, root: 'open', inviting: undefined, texts: 4 },
  doors: { root: { state: 'listening', knocks: 2, rung: true } },
  seats: [seat, { ...seat, name: 'leaf-2' }],
};

it('keeps what others have changed, and counts what several have', () => {
  const after: Facts = {
    ...before,
    texts: 5,
    doors: { root: { state: 'listening', knocks: 1, rung: false } },
    seats: [
      { ...seat, link: { socket: 7, registered: false } },
      { ...seat, name: 'leaf-2' },
    ],
  };
  const now: Facts = {
    ...{ ...before, seen: 20, texts: 6 },
    doors: { root: { state: 'listening', knocks: 3, rung: true } },
    seats: [
      { ...seat, status: 'in' },
      { ...seat, name: 'leaf-2', status: 'asked' },
    ],
  };
  expect(overlaid(before, after, now)).toEqual({
    ...{ ...before, seen: 20, texts: 7 },
    doors: { root: { state: 'listening', knocks: 2, rung: false } },
    seats: [
      { ...seat, status: 'in', link: { socket: 7, registered: false } },
      { ...seat, name: 'leaf-2', status: 'asked' },
    ],
  });
});

it('changes nothing where nothing was changed', () => {
  expect(overlaid(before, before, before)).toEqual(before);
});
