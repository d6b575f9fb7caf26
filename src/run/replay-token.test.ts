import { describe, expect, it } from 'vitest';
import { SPEC_REVISION } from '../clauses/index.js';
import { featureFiles } from '../certify/feature-files.js';
import { parseReplay, shortCase, stringifyReplay, tokensIn } from './replay-token.js';

const provider = { name: 'mine', version: '1.2.3' };
const scenario = 'features/joining-multipoint-leaves/3-leaf-requests-admittance.feature#A c_leaf asks (row 2)';

describe('a replay token', () => {
  it('says which case, which provider in which version, the seed, the revision and the path', () => {
    const replay = { case: 'orderings/admit', provider, seed: 42, path: '3:0:1', spec: '1999-01-01' };
    expect(parseReplay(stringifyReplay(replay))).toEqual({ replay });
    expect(parseReplay(stringifyReplay({ case: 'first meeting', provider, seed: 0 }))).toEqual({
      replay: { case: 'first meeting', provider, seed: 0, spec: SPEC_REVISION },
    });
  });

  it('is short, also for a scenario, which it knows by a digest', () => {
    const token = stringifyReplay({ case: scenario, provider, seed: 2_147_483_647 });
    expect(token.length).toBeLessThan(80);
    expect(parseReplay(token)).toMatchObject({ replay: { case: shortCase(scenario) } });
    expect(shortCase(scenario)).toMatch(/^#[\w-]{8}$/u);
    expect(shortCase(shortCase(scenario))).toBe(shortCase(scenario));
  });

  it('is of one version, and others are told apart', () => {
    const [, text = ''] = stringifyReplay({ case: 'x', provider, seed: 1 }).split('.');
    expect(parseReplay(`jl1.${text}`)).toEqual({
      wrong: 'the token is of format 1, from an earlier joinleaf; this one reads format 2',
    });
    expect(parseReplay(`jl3.${text}`)).toEqual({
      wrong: 'the token is of format 3, from a later joinleaf; this one reads format 2',
    });
  });

  it.each(['', 'jl2', 'jl2.', 'jl2.x y', 'jl2.WyJ4Il0', 'jl2.nonsense', 'jlx.WyJ4Il0', ' jl2.WyJ4Il0'])(
    '%j is none',
    (text) => {
      expect(parseReplay(text)).toMatchObject({ wrong: expect.stringContaining('is no replay token') as string });
    },
  );

  it('is found in a text', () => {
    const token = stringifyReplay({ case: 'x', provider, seed: 1 });
    expect(tokensIn(`replay  ${token}\nand "${token}", not x.${token} or mjl2.x`)).toEqual([token]);
    expect(tokensIn('none')).toEqual([]);
  });

  it('has another digest for each line of every feature', () => {
    const ids = featureFiles().flatMap(({ uri, text }) => text.split('\n').map((line, at) => `${uri}#${line} ${at}`));
    expect(new Set(ids.map(shortCase)).size).toBe(ids.length);
  });
});
