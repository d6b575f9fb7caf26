import { describe, expect, it } from 'vitest';
import { ARTICLES, CLAUSES, CLAUSE_IDS, clause, isClauseId, isTestable } from './index.js';

const DIGEST = [
  ['JOIN', ['1.1', '1.2', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '3.1', '3.2', '3.3', '3.4', '3.5', '3.6']],
  ['JOIN', ['4.1', '4.2', '4.3', '4.4', '4.5', '5.1', '5.2', '5.3', '5.4']],
  ['USING', ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']],
  ['USING', ['12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22']],
  ['FLAGS', ['1', '2', '3', '4']],
  ['INFO', ['1', '2']],
  ['TAXONOMY', ['1', '2', '3', '4']],
  ['DIFF', ['1', '2', '3']],
  ['ACCEPT', ['1', '2', '3', '4', '5', '6', '7', '8']],
  ['LISTEN', ['1', '2']],
  ['EVENTS', ['1', '2', '3', '4']],
  ['CLOSE', ['1', '2']],
  ['LOOPBACK', ['1']],
  ['SCOPE', ['1']],
  ['IPMC', ['1', '2', '3', '4']],
] as const;

describe('the catalogue', () => {
  it('has exactly the clauses of the specification, in its order', () => {
    expect(CLAUSE_IDS).toEqual(DIGEST.flatMap(([article, items]) => items.map((item) => `${article}-${item}`)));
  });

  it('knows its ids from other texts', () => {
    expect(isClauseId('JOIN-2.6')).toBe(true);
    expect(['JOIN-2.7', 'join-2.6', 'toString', ''].filter(isClauseId)).toEqual([]);
  });

  it('has no two clauses with one title or one summary', () => {
    expect(new Set(CLAUSE_IDS.map((id) => clause(id).title)).size).toBe(CLAUSE_IDS.length);
    expect(new Set(CLAUSE_IDS.map((id) => clause(id).summary)).size).toBe(CLAUSE_IDS.length);
  });

  it('counts as core the source article without its definitions, and nothing else', () => {
    const core = CLAUSE_IDS.filter((id) => clause(id).level === 'core');
    const definitions = CLAUSE_IDS.filter((id) => clause(id).level === 'definition');
    expect(definitions).toEqual(['JOIN-1.1', 'JOIN-3.1']);
    expect([...core, ...definitions].sort()).toEqual(CLAUSE_IDS.filter((id) => id.startsWith('JOIN-')).sort());
  });

  it('leaves untested the definitions and what the port cannot see', () => {
    expect(CLAUSE_IDS.filter((id) => !isTestable(id))).toEqual(['JOIN-1.1', 'JOIN-3.1', 'USING-22']);
  });

  it('has an article behind every clause, and a clause of every article', () => {
    expect([...new Set(CLAUSE_IDS.map((id) => clause(id).article))]).toEqual(Object.keys(ARTICLES));
  });
});

describe.each(Object.entries(CLAUSES))('%s', (id, entry) => {
  it('is named after its article and paragraph', () => {
    const name = `${entry.article}-${entry.paragraph}`;
    expect(entry.article === 'JOIN' ? id.replace(/\.\d$/, '') : id).toBe(name);
  });

  it('speaks for itself', () => {
    expect(entry.title).toMatch(/^(?:[a-z]|[A-Z_\d]{2})/);
    expect(entry.title).not.toMatch(/\.$/);
    expect(entry.title.length).toBeLessThan(80);
    expect(entry.summary).toMatch(/^[A-Z].{30,}\.$/);
    expect('how' in entry.verified ? entry.verified.how : entry.verified.why).toMatch(/^.{15,}[^.]$/);
  });

  it('can be shown to fail exactly if it can be tested', () => {
    expect(isClauseId(id) && isTestable(id)).toBe(entry.evidence.length > 0);
    expect(new Set(entry.evidence).size).toBe(entry.evidence.length);
  });
});
