import { describe, expect, it } from 'vitest';
import { readMessage } from './message.js';

const read = (line: string, depth = 8) => readMessage(line, depth);

describe('reading a message', () => {
  it('knows results, errors and notifications', () => {
    expect(read('{"jsonrpc":"2.0","id":1,"result":null}')).toEqual({ kind: 'result', id: 1, result: null });
    expect(read('{"jsonrpc":"2.0","id":2,"error":{"code":-1,"message":"no","data":1},"more":1}')).toEqual({
      kind: 'error',
      id: 2,
      error: { code: -1, message: 'no' },
    });
    expect(read('{"jsonrpc":"2.0","method":"m","params":[1]}')).toEqual({
      kind: 'notification',
      method: 'm',
      params: [1],
    });
  });

  it.each([
    'nonsense',
    '',
    'null',
    '1',
    '"text"',
    '[]',
    '{}',
    '{"jsonrpc":"1.0","id":1,"result":1}',
    '{"jsonrpc":"2.0","id":1}',
    '{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}}',
    '{"jsonrpc":"2.0","result":1}',
    '{"jsonrpc":"2.0","id":null,"result":1}',
    '{"jsonrpc":"2.0","id":1.5,"result":1}',
    '{"jsonrpc":"2.0","id":1e999,"result":1}',
    '{"jsonrpc":"2.0","id":1,"error":null}',
    '{"jsonrpc":"2.0","id":1,"error":"no"}',
    '{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":""}}',
    '{"jsonrpc":"2.0","id":1,"error":{"code":1}}',
    '{"jsonrpc":"2.0","id":1,"method":"m"}',
    '{"jsonrpc":"2.0","method":1}',
  ])('refuses %s', (line) => {
    expect(read(line)).toMatchObject({ kind: 'wrong', what: 'rubbish' });
  });

  it('counts how deep things stand in one another, but not in texts', () => {
    const nested = (depth: number): string =>
      `{"jsonrpc":"2.0","id":1,"result":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(read(nested(7))).toHaveProperty('kind', 'result');
    expect(read(nested(8))).toMatchObject({ kind: 'wrong', what: 'limit' });
    expect(read('{"jsonrpc":"2.0","id":1,"result":"\\"[[[[[[[[[[[[{{{{{{{{\\\\"}')).toHaveProperty('kind', 'result');
    expect(read(`{"jsonrpc":"2.0","id":1,"result":[${'[],{},'.repeat(99)}1]}`)).toHaveProperty('kind', 'result');
  });
});
