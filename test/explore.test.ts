import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeIn } from './command.js';
import { joinleafHere as joinleaf } from './here.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MEMORY = ['--provider', 'reference:memory', '--no-config'];
/** A provider that claims `admit` alone. */
const MINIMAL = ['--provider', `module:${path.join(ROOT, 'docs/examples/minimal-provider.js')}`, '--no-config'];

let folder = '';
let faulty: readonly string[] = [];

beforeAll(() => {
  // Each command goes on listening for errors of its provider until the process ends, and this process runs many.
  process.setMaxListeners(100);
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-explore-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const mutant = pathToFileURL(path.join(ROOT, 'dist/reference/mutants/request-completes-as-tcp.js')).href;
  const file = path.join(folder, 'faulty.js');
  writeFileSync(
    file,
    `import { requestCompletesAsTcp } from '${mutant}'; export const { provider } = requestCompletesAsTcp;`,
  );
  faulty = ['--provider', `module:${file}`, '--no-config'];
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('joinleaf explore', () => {
  it('says what was driven of all there is', async () => {
    const { code, out } = await joinleaf('explore', ...MEMORY, '--scheme', 'nonrooted');
    expect(out).toMatch(/^✓ nonrooted all 16 states and 39 transitions .* 0 violations$/mu);
    expect(code).toBe(0);
  });

  it('is inconclusive where the budget was too small, and goes on where it ended', async () => {
    const part = ['explore', ...MEMORY, '--scheme', 'nonrooted', '--resume', path.join(folder, 'kept')];
    const begun = await joinleaf(...part, '--budget', '4');
    expect([begun.code, begun.out]).toEqual([3, expect.stringContaining('? nonrooted the budget is used up:')]);
    const rest = await joinleaf(...part, '--json');
    expect(rest.code).toBe(0);
    const { schemes } = JSON.parse(rest.out) as { schemes: readonly object[] };
    expect(schemes).toEqual([expect.objectContaining({ outcome: 'passed' })]);
  });

  it('drives one of all transitions that are alike, keeps that apart, and goes on from there', async () => {
    const part = ['explore', ...MEMORY, '--reduced', '--scheme', 'admit', '--resume', path.join(folder, 'reduced')];
    const begun = await joinleaf(...part, '--budget', '100');
    expect([begun.code, begun.out]).toEqual([
      3,
      expect.stringMatching(
        /^\? admit the budget is used up: \d+ transitions of 1,148 \(counting once what is alike\) of /u,
      ),
    ]);
    const rest = await joinleaf(...part);
    expect([rest.code, rest.out]).toEqual([
      0,
      expect.stringMatching(
        /^✓ admit all \d+ transitions that .*; the specification permits 1,148 \(counting once what is alike\); 0 violations$/mu,
      ),
    ]);
    const whole = await joinleaf(...part.filter((it) => it !== '--reduced'), '--budget', '100', '--json');
    expect(JSON.parse(whole.out)).toMatchObject({ reduced: false, schemes: [{ executions: 100 }] });
  });

  it('drives every order of joining and leaving', async () => {
    const part = ['explore', ...MEMORY, '--orders', '--scheme', 'nonrooted'];
    const whole = await joinleaf(...part);
    expect([whole.code, whole.out]).toEqual([
      0,
      '✓ nonrooted all 630 orders in which 2 leaves join and leave, and everything arrives; 0 violations\n',
    ]);
    const kept = path.join(folder, 'orders');
    const begun = await joinleaf(...part, '--resume', kept, '--budget', '200');
    expect([begun.code, begun.out]).toEqual([
      3,
      expect.stringMatching(/^\? nonrooted the budget is used up; 200 orders .* about \d+ % of them; 0 violations$/mu),
    ]);
    const rest = await joinleaf(...part, '--resume', kept, '--json');
    const nothingMore = await joinleaf(...part, '--resume', kept, '--json');
    for (const { code, out } of [rest, nothingMore]) {
      const { schemes } = JSON.parse(out) as { schemes: readonly object[] };
      expect(schemes).toEqual([expect.objectContaining({ outcome: 'passed', ended: 'complete', orders: 630 })]);
      expect(code).toBe(0);
    }
  });

  it('shows the order that breaks a clause, and plays it again', async () => {
    const { code, out } = await joinleaf('explore', ...faulty, '--orders', '--scheme', 'admit');
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ admit 1 violation: JOIN-3\.6$/mu);
    const token = /^replay .* (\S+)$/mu.exec(out)?.[1] ?? '';
    const again = await joinleaf('replay', token, ...faulty);
    expect([again.code, again.out]).toEqual([1, expect.stringContaining('JOIN-3.6')]);
  });

  it('drives either orders or walks', async () => {
    const { code, err } = await joinleaf('explore', ...MEMORY, '--orders', '--walks', '3');
    expect([code, err]).toEqual([2, expect.stringContaining('--orders and --walks are two different things')]);
  });

  it('goes on as it would have done in one piece, and with what older versions have kept', async () => {
    const part = ['explore', ...MEMORY, '--scheme', 'admit', '--leaves', '2'];
    const executions = (out: string): readonly number[] =>
      (JSON.parse(out) as { schemes: readonly { executions: number }[] }).schemes.map((it) => it.executions);
    const whole = await joinleaf(...part, '--json');
    const kept = path.join(folder, 'pieces');
    await joinleaf(...part, '--resume', kept, '--budget', '90');
    const file = path.join(kept, 'explored.json');
    const before = readFileSync(file, 'utf8');
    const rest = await joinleaf(...part, '--resume', kept, '--json');
    expect([rest.code, executions(rest.out)]).toEqual([0, executions(whole.out)]);

    const { entries, ...head } = JSON.parse(before) as { entries: Record<string, { mind?: object }> };
    const of = (change: (entry: { mind?: object }) => object): string =>
      JSON.stringify(Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, change(entry)])));
    const old = of((entry) => ({ ...entry, mind: undefined }));
    writeFileSync(file, JSON.stringify({ ...head, joinleafExploration: 1, entries: JSON.parse(old) as object }));
    const later = await joinleaf(...part, '--resume', kept, '--json');
    expect(later.code).toBe(0);

    const damaged = of((entry) => ({
      ...entry,
      mind: { ...entry.mind, left: { bytes: 4, length: 3, deflated: 'x' } },
    }));
    writeFileSync(file, JSON.stringify({ ...head, entries: JSON.parse(damaged) as object }));
    const wrong = await joinleaf(...part, '--resume', kept);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('explored.json is damaged')]);
  });

  it('goes on from what was kept when it was killed', async () => {
    const killed = path.join(folder, 'killed.js');
    writeFileSync(
      killed,
      `import { createProvider } from '${pathToFileURL(path.join(ROOT, 'dist/reference/memory/index.js')).href}';
      const memory = createProvider();
      let left = Number(process.env.CASES);
      const open = (setup) => ((left -= 1) === 0 ? process.kill(process.pid, 'SIGKILL') : memory.open(setup));
      export const provider = { ...memory, open };`,
    );
    const kept = path.join(folder, 'killed');
    const part = ['explore', '--provider', `module:${killed}`, '--no-config', '--scheme', 'admit', '--resume', kept];
    const ended = await nodeIn(ROOT, { CASES: '100' }, path.join(ROOT, 'dist/src/cli/main.js'), ...part);
    expect(ended.code).not.toBe(0);
    const { entries } = JSON.parse(readFileSync(path.join(kept, 'explored.json'), 'utf8')) as { entries: object };
    expect(entries).toMatchObject({ 'admit-2-quick': { executions: 64, found: [] } });
    const rest = await joinleaf(...part, '--budget', '10', '--json');
    expect(JSON.parse(rest.out)).toMatchObject({ schemes: [{ executions: 74 }] });
  });

  it('remembers what was broken, and does not pass because it has been driven before', async () => {
    const kept = path.join(folder, 'broken');
    const part = ['explore', ...faulty, '--scheme', 'admit', '--leaves', '1', '--resume', kept];
    for (let times = 0; times < 3; times += 1) {
      const { code, out } = await joinleaf(...part);
      expect([code, out]).toEqual([1, expect.stringContaining('✗ JOIN-3.6')]);
    }
    const file = path.join(kept, 'explored.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"request-completes-as-tcp"', '"memory"'));
    const mended = ['explore', ...MEMORY, '--scheme', 'admit', '--leaves', '1', '--resume', kept];
    for (let times = 0; times < 2; times += 1) {
      const { code, out } = await joinleaf(...mended);
      expect([code, out]).toEqual([3, expect.stringContaining('JOIN-3.6 was broken earlier')]);
    }
  });

  it('says at once that it cannot keep anything', async () => {
    const file = path.join(folder, 'package.json');
    const { code, err } = await joinleaf('explore', ...MEMORY, '--resume', path.join(file, 'kept'));
    expect([code, err]).toEqual([2, expect.stringMatching(/^joinleaf: cannot write to .*\n$/u)]);
  });

  it('shows a violation with a token that shows it again', async () => {
    const { code, out } = await joinleaf('explore', ...faulty, '--scheme', 'admit', '--leaves', '1');
    expect([code, out]).toEqual([1, expect.stringContaining('✗ JOIN-3.6')]);
    const token = /replay .* (jl\d\.\S+)$/mu.exec(out)?.[1] ?? 'none';
    const again = await joinleaf('replay', token, ...faulty);
    expect([again.code, again.out]).toEqual([1, expect.stringContaining('✗ JOIN-3.6')]);
  });

  it('goes on random walks, and shows a violation of them in the same way', async () => {
    const fine = await joinleaf('explore', ...MEMORY, '--walks', '3', '--leaves', '8', '--scheme', 'invite');
    expect(fine.out).toMatch(/^✓ invite 3 walks of 8 leaves, [\d,]+ situations .* 0 violations$/mu);
    expect(fine.code).toBe(0);
    const bad = await joinleaf('explore', ...faulty, '--walks', '20', '--scheme', 'admit');
    const token = /replay .* (jl\d\.\S+)$/mu.exec(bad.out)?.[1] ?? 'none';
    const again = await joinleaf('replay', token, ...faulty);
    expect([bad.code, again.code]).toEqual([1, 1]);
  });
});

describe('a scheme that cannot be gone through', () => {
  it('is no pass for whoever has asked for it', async () => {
    const { code, out, err } = await joinleaf('explore', ...MINIMAL, '--scheme', 'admit', 'nonrooted', '--leaves', '1');
    expect(out).toMatch(/^✓ admit /mu);
    expect(err).toContain('joinleaf: nonrooted is left out: minimal claims nothing of it that could be explored');
    expect(code).toBe(3);
  });

  it('is named where it is claimed, too', async () => {
    const walks = ['--walks', '1', '--leaves', '2', '--sessions', '2'];
    const { code, err } = await joinleaf('explore', ...MEMORY, ...walks);
    expect(err).toContain('joinleaf: nonrooted is left out: memory claims nothing of it that could be walked through');
    expect(code).toBe(0);
  });

  it('is not missed in a provider that never claimed it', async () => {
    const { code, err } = await joinleaf('explore', ...MINIMAL, '--leaves', '1');
    expect([code, err]).toEqual([0, '']);
  });

  it('alone is inconclusive', async () => {
    const { code, err } = await joinleaf('explore', ...MINIMAL, '--scheme', 'invite');
    expect([code, err]).toEqual([3, 'joinleaf: minimal claims nothing that could be explored with 2 leaves\n']);
  });
});

describe('what joinleaf explore is asked for', () => {
  it.each([
    [['--leaves', '9'], 'every ordering of more than 5 leaves is too much'],
    [['--leaves', '65'], 'It has to be a whole number from 1 to 64'],
    [['--budget', 'long'], 'It has to be a time (90s, 5m, 1h) or a number of executions'],
    [['--sessions', '2'], '--sessions is for --walks alone'],
    [['--reduced', '--orders'], '--reduced is for transitions'],
    [['--reduced', '--walks', '2'], '--reduced is for transitions'],
    [['--walks', '0'], 'It has to be a whole number from 1'],
    [['--walks', '2', '--depth', 'quick'], '--depth is for every ordering of a few leaves'],
    [['--walks', '2', '--resume', 'kept'], '--resume is for every ordering of a few leaves'],
    [['--scheme', 'all'], 'Allowed choices are invite, admit, invite+admit, nonrooted'],
  ])('%j is told what is wrong', async (args, complaint) => {
    const { code, out, err } = await joinleaf('explore', ...MEMORY, ...args);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(complaint)]);
  });
});
