import { expect, it } from 'vitest';
import { attempt, failureOf } from './errors.js';

it.each([
  ['EADDRINUSE', 'WSAEADDRINUSE'],
  ['ENOBUFS', 'WSAENOBUFS'],
  ['ENODEV', 'WSAEADDRNOTAVAIL'],
  ['ERR_SOCKET_DGRAM_NOT_RUNNING', 'WSAENOTSOCK'],
])('%s is %s', (code, error) => {
  expect(failureOf(Object.assign(new Error(code), { code }))).toEqual({ error });
});

it('does not guess: what has no counterpart is thrown again', () => {
  const strange = Object.assign(new Error('EXDEV'), { code: 'EXDEV' });
  expect(() => failureOf(strange)).toThrow(strange);
  expect(() => failureOf('not even an error')).toThrow('not even an error');
});

it('gives what the system call gave', () => {
  expect(attempt(() => 1)).toEqual({ ok: 1 });
});
