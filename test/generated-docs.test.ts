import { format } from 'prettier';
import { expect, it } from 'vitest';
import { MUTANTS } from '../reference/mutants/all.js';
import { ARTICLES, CLAUSES, RULING_IDS, ruling } from '../src/clauses/index.js';
import { coverageOf, readFeatures } from '../src/site/index.js';

// What the catalogue says stands in one place; the pages made of it are held equal to it. `npx vitest run test -u`
// writes them anew.

it('docs/rulings.md says what the rulings say', async () => {
  const sections = RULING_IDS.map((id) => {
    const { title, text, clauses } = ruling(id);
    return `## ${id}: ${title}\n\n${text}\n\nBears on ${clauses.join(', ')}.\n`;
  });
  const intro = `# Rulings

Where the articles leave room, we had to decide how to read them. Each decision has a number; a verdict that rests on one
names it.
`;
  await expect([intro, ...sections].join('\n')).toMatchFileSnapshot('../docs/rulings.md');
});

it('docs/coverage.md says what is covered: a change of it is not to go unnoticed', async () => {
  const { sentences, clauses } = coverageOf(readFeatures(), MUTANTS);
  expect(clauses.filter(({ cover }) => cover === 'missing')).toEqual([]);
  const articles = Object.entries(ARTICLES).map(([article, { title }]) => {
    const rows = clauses
      .filter(({ id }) => CLAUSES[id].article === article)
      .map(({ id, cover, reason, scenarios, mutants }) => {
        const behind = cover === 'covered' ? `${scenarios} | ${mutants.length}` : ' | ';
        return `| ${id} | ${cover}${reason === undefined ? '' : `: ${reason}`} | ${behind} |`;
      });
    return `## ${title}\n\n| clause | is | scenarios | mutants |\n| --- | --- | --: | --: |\n${rows.join('\n')}\n`;
  });
  const intro = `# Coverage

A clause is covered if a scenario shows it and a mutant that breaks it is caught for it; a sentence, if all of its clauses
are. This page is made of the catalogue, the features and the mutants.

## The article, sentence by sentence

| sentence | about | clauses | is |
| --- | --- | --- | --- |
${sentences.map(({ number, about, clauses: ids, cover }) => `| ${number} | ${about} | ${ids.join(', ')} | ${cover} |`).join('\n')}
`;
  const page = await format([intro, ...articles].join('\n'), { parser: 'markdown', printWidth: 120 });
  await expect(page).toMatchFileSnapshot('../docs/coverage.md');
});
