import { expect, it } from 'vitest';
import { RULING_IDS, ruling } from '../src/clauses/index.js';

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
