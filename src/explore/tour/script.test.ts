import { describe, expect, it } from 'vitest';
import { scopeOf } from '../graph/index.js';
import { parseScript, stringifyScript, type Script } from './script.js';
import { shrunk, type Story } from './shrink.js';

describe('a script', () => {
  it('is written in letters, and read again', () => {
    const script: Script = [
      { do: 'ask', leaf: 0 },
      { do: 'to-root', leaf: 0 },
      { do: 'accept' },
      { do: 'accept', leaf: 1 },
      { do: 'step' },
      { do: 'quiet' },
      { do: 'closeRoot' },
    ];
    expect(stringifyScript(script)).toBe('a1u1kk2sqx');
    expect(parseScript('a1u1kk2sqx')).toEqual(script);
    expect(parseScript('')).toEqual([]);
  });

  it.each(['a', 'A1', 'a0', 'z1', 'q1', 'a1 b', '1a', 'x2'])('does not read %s', (text) => {
    expect(parseScript(text)).toBeUndefined();
  });
});

describe('shrinking', () => {
  const story = (leaves: number, text: string): Story => ({
    scope: scopeOf('admit', leaves, 'quick'),
    script: parseScript(text) ?? [],
  });
  const shortest = async (start: Story, shows: (text: string) => boolean): Promise<string> =>
    stringifyScript((await shrunk(start, (it) => Promise.resolve(shows(stringifyScript(it.script))))).script);

  it('leaves out whoever and whatever can be left out', async () => {
    const asksTwice = (text: string): boolean => (text.match(/a/gu) ?? []).length >= 2;
    expect(await shortest(story(3, 'qa1u1ka2u2qka3x'), asksTwice)).toBe('a1a2');
  });

  it('keeps the order that is needed, and puts the rest in the usual one', async () => {
    const acceptsBeforeOneAsks = (text: string): boolean => /k.*a/u.test(text) && text.includes('l1');
    expect(await shortest(story(2, 'a2l1ka1'), acceptsBeforeOneAsks)).toBe('kl1a1');
  });

  it('comes to the same from the same', async () => {
    const shows = (text: string): boolean => text.includes('u') && text.includes('c');
    const once = await shortest(story(3, 'a1u1c1a2u2c2a3u3c3'), shows);
    expect(await shortest(story(3, 'a1u1c1a2u2c2a3u3c3'), shows)).toBe(once);
    expect(once).toHaveLength(4);
  });
});
