import { expect, it } from 'vitest';
import { logOf } from './log.js';

it('keeps the end of a log, and counts all of it', () => {
  const log = logOf(8);
  expect([log.text(), log.lastWords()]).toEqual(['', '']);
  for (const text of ['abc', 'def\n', 'ghijk', '\r\n', ' \n']) log.push(Buffer.from(text));
  expect(log.text()).toBe('hijk\r\n \n');
  expect(log.lastWords()).toBe('; the last line of its log: "hijk"');
  expect(log.size()).toBe(16);
  log.restart();
  log.push(Buffer.from('0123456789\u001B'));
  expect(log.text()).toBe('3456789\u001B');
  expect(log.lastWords()).toBe('; the last line of its log: "3456789\\u001b"');
  expect(log.size()).toBe(11);
});
