import { expect, it } from 'vitest';
import { FD } from '../../src/provider.js';
import { networkEvents } from './events.js';
import { inbox } from './inbox.js';

function opened(mask: number) {
  const told: string[] = [];
  const events = networkEvents((event) => void told.push(event));
  events.select(mask);
  return { told, events, box: inbox(events) };
}

it('tells FD_READ once, and again when WSPRecv leaves something behind', () => {
  const { told, box } = opened(FD.FD_READ);
  box.put('a');
  box.put('b');
  expect(told).toEqual(['FD_READ']);
  expect(box.take()).toBe('a');
  expect(told).toEqual(['FD_READ', 'FD_READ']);
  expect(box.take()).toBe('b');
  expect(box.take()).toBeUndefined();
  expect(told).toEqual(['FD_READ', 'FD_READ']);
  box.put('c');
  expect(told).toHaveLength(3);
});

it('tells a new registration of what waits already, and records it until it is enumerated', () => {
  const { told, events, box } = opened(FD.FD_CONNECT);
  box.put('a');
  expect(told).toEqual([]);
  events.select(FD.FD_READ);
  box.retell();
  expect(told).toEqual(['FD_READ']);
  expect(events.enumerate()).toEqual({ events: FD.FD_READ, errors: { FD_READ: 'NO_ERROR' } });
  expect(events.enumerate()).toEqual({ events: 0, errors: {} });
});

it('loses what comes when it is full', () => {
  const { box } = opened(0);
  for (let each = 0; each < 1025; each += 1) box.put(String(each));
  for (let each = 0; each < 1024; each += 1) expect(box.take()).toBe(String(each));
  expect(box.take()).toBeUndefined();
});
