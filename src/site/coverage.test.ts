import { describe, expect, it } from 'vitest';
import { CLAUSE_IDS, SENTENCES } from '../clauses/index.js';
import { coverageOf } from './coverage.js';
import { featureOf } from './features.js';

const FEATURE = featureOf({
  uri: 'features/x.feature',
  text: `Feature: X
  Rule: Y
    @JOIN-2.2 @JOIN-2.4
    Scenario Outline: A <who>
      Given a <who>
      Examples:
        | who |
        | a   |
        | b   |
`,
});
const MUTANTS = [{ name: 'm', breaks: 'JOIN-2.2' }];

describe('coverage', () => {
  const { clauses, sentences } = coverageOf([FEATURE], MUTANTS);
  const clause = (id: string) => clauses.find((it) => it.id === id);

  it('tells of every clause, and of every sentence of the article', () => {
    expect(clauses.map(({ id }) => id)).toEqual(CLAUSE_IDS);
    expect(sentences.map(({ number }) => number)).toEqual(Object.keys(SENTENCES));
  });

  it('asks for a scenario and for a mutant', () => {
    expect(clause('JOIN-2.2')).toMatchObject({ cover: 'covered', scenarios: 1, mutants: ['m'] });
    expect(clause('JOIN-2.4')).toMatchObject({ cover: 'missing', scenarios: 1, mutants: [] });
    expect(clause('JOIN-2.5')).toMatchObject({ cover: 'missing', scenarios: 0 });
    expect(clause('JOIN-1.1')).toMatchObject({ cover: 'definition' });
  });

  it('takes a sentence for covered only if all of its clauses are', () => {
    const cover = (number: string) => sentences.find((it) => it.number === number)?.cover;
    expect([cover('2/2'), cover('2/4'), cover('1/1')]).toEqual(['covered', 'missing', 'definition']);
  });

  it('leaves no clause of the article out', () => {
    const rendered = new Set(Object.values(SENTENCES).flatMap(({ clauses: ids }) => ids));
    expect(CLAUSE_IDS.filter((id) => id.startsWith('JOIN-') && !rendered.has(id))).toEqual([]);
  });
});

describe('a feature', () => {
  it('knows the cases that come of each scenario', () => {
    expect(FEATURE.rules[0]?.scenarios[0]).toMatchObject({
      name: 'A <who>',
      clauses: ['JOIN-2.2', 'JOIN-2.4'],
      steps: [{ keyword: 'Given', text: 'a <who>' }],
      cases: ['features/x.feature#A a (row 1)', 'features/x.feature#A b (row 2)'],
    });
  });
});
