import { format } from 'prettier';
import { z } from 'zod';
import { expect, it } from 'vitest';
import { MUTANTS } from '../reference/mutants/all.js';
import { ARTICLES, CLAUSES, RULING_IDS, ruling } from '../src/clauses/index.js';
import { certify } from '../src/index.js';
import { reportShape, storyOf, svgOf } from '../src/report/index.js';
import { coverageOf, readFeatures } from '../src/site/index.js';
import { joinleafHere } from './here.js';

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

/** What the command line says of itself. */
async function help(...command: readonly string[]): Promise<string> {
  const { out, err } = await joinleafHere(...command, '--help');
  return (out + err).trim();
}

/** The commands that a help text lists. */
function commandsIn(text: string): readonly string[] {
  const list = /^Commands:\n(?<list>(?: {2}.*\n?)+)/mu.exec(text)?.groups?.['list'] ?? '';
  return [...list.matchAll(/^ {2}(?<name>[a-z-]+)/gmu)]
    .map(({ groups }) => groups?.['name'] ?? '')
    .filter((it) => it !== 'help');
}

it('docs/command-line.md says what --help says', async () => {
  const top = await help();
  expect(commandsIn(top)).toEqual(expect.arrayContaining(['certify', 'check', 'show', 'docs', 'adapter']));
  const sections: string[] = [
    `# The command line\n\nWhat \`--help\` says, command by command.\n\n\`\`\`text\n${top}\n\`\`\`\n`,
  ];
  for (const name of commandsIn(top)) {
    const text = await help(name);
    sections.push(`## joinleaf ${name}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
    for (const sub of commandsIn(text)) {
      sections.push(`### joinleaf ${name} ${sub}\n\n\`\`\`text\n${await help(name, sub)}\n\`\`\`\n`);
    }
  }
  await expect(sections.join('\n')).toMatchFileSnapshot('../docs/command-line.md');
});

interface Field {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly additionalProperties?: Field | boolean;
  readonly required?: readonly string[];
}

/** The fields of an object and of what is in it, a row each. */
function rowsOf(field: Field, prefix = ''): readonly string[] {
  return Object.entries(field.properties ?? {}).flatMap(([name, it]) => {
    const optional = field.required?.includes(name) === true ? '' : ', optional';
    const each = typeof it.additionalProperties === 'object' ? it.additionalProperties : it.items;
    const values = (each ?? it).enum?.map((value) => `\`${String(value)}\``).join(', ') ?? '';
    const kind = it.const === undefined ? (it.type ?? 'any') : `\`${JSON.stringify(it.const)}\``;
    const place = `${prefix}${name}${it.type === 'array' ? '[]' : typeof it.additionalProperties === 'object' ? '.*' : ''}`;
    const says = [it.description ?? each?.description ?? '', values].filter(Boolean).join(': ');
    return [`| \`${place}\` | ${kind}${optional} | ${says} |`, ...rowsOf(each ?? it, `${place}.`)];
  });
}

it('docs/report-schema.md says what the shape of a report says', async () => {
  const schema = z.toJSONSchema(reportShape, { reused: 'inline', io: 'input' }) as Field;
  const rows = rowsOf(schema);
  expect(rows.length).toBeGreaterThan(40);
  const text = `# The report, field by field

What \`report.json\` holds, after [its schema](../schemas/report.schema.json). \`[]\` stands for each item of a list, \`*\`
for each name.

| field | is | says |
| --- | --- | --- |
${rows.join('\n')}
`;
  await expect(await format(text, { parser: 'markdown', printWidth: 120 })).toMatchFileSnapshot(
    '../docs/report-schema.md',
  );
});

it('docs/pictures/counterexample.svg is drawn from a run of a mutant', async () => {
  const mutant = MUTANTS.find(({ name }) => name === 'invitation-completes-as-tcp');
  if (mutant === undefined) throw new Error('the mutant of the picture is gone');
  const { failures } = await certify({ provider: mutant.provider, clauses: ['JOIN-2.6'], runs: 1 });
  const failure = failures.find(({ case: { id } }) =>
    id.endsWith('#One leaf has accepted, which says nothing of the next'),
  );
  if (failure === undefined) throw new Error('the scenario of the picture is gone, or does not fail any more');
  await expect(svgOf(storyOf(failure.story.trace, failure.story.violation))).toMatchFileSnapshot(
    '../docs/pictures/counterexample.svg',
  );
});
