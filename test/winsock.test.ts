import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS, reportShape, XP1, type Report } from '../src/index.js';
import { shell, type Ended } from './command.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WINSOCK = path.join(ROOT, 'adapters', 'winsock');
const MAIN = path.join(ROOT, 'dist', 'src', 'cli', 'main.js');
const WINE = path.join(WINSOCK, 'wine.sh');

/** What is missing for building the bridge and running it, in words. */
function missing(): string | undefined {
  if (process.platform === 'win32') return 'on Windows nothing has to stand in for it';
  const works = (file: string, ...args: readonly string[]): boolean => spawnSync(file, args).status === 0;
  if (!works('make', '--version')) return 'there is no make';
  if (!works('x86_64-w64-mingw32-gcc', '--version')) return 'there is no mingw-w64';
  return works('sh', WINE, '--version') ? undefined : 'there is no Wine';
}
const lacks = missing();
const reason = lacks === undefined ? '' : ` (skipped: ${lacks})`;
const HAS_TO_RUN = process.env['CI'] === 'true' && process.platform === 'linux';

it('has a name for every error that the kit knows', () => {
  const source = readFileSync(path.join(WINSOCK, 'winsock_errors.c'), 'utf8');
  const named = [...source.matchAll(/NAMED\((?<name>\w+)\),/gu)].map((found) => found.groups?.['name']);
  expect(named).toEqual(Object.keys(ERRORS));
});

it.runIf(HAS_TO_RUN)('is not skipped in CI', () => {
  expect(lacks).toBeUndefined();
});

describe.skipIf(lacks !== undefined)(`the Winsock bridge, under Wine${reason}`, () => {
  let home = '';

  beforeAll(async () => {
    home = realpathSync(mkdtempSync(path.join(tmpdir(), 'joinleaf-winsock-')));
    // Where there can be no namespace, nothing here needs one: the sample provider stays within its process.
    const netns = `sh ${path.join(ROOT, 'reference', 'multicast', 'netns.sh')}`;
    const inside = (await shell(home, `${netns} true`)).code === 0 ? netns : '';
    const started = shell(home, `${environment()} ${inside} sh ${WINE} --start`);
    const built = shell(home, `make -j 2 -C ${WINSOCK} OUT=${home}`);
    succeeded(await built);
    succeeded(await started);
  });
  afterAll(async () => {
    await shell(home, `${environment()} sh ${WINE} --end`);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  const environment = (): string => `JOINLEAF_WINEPREFIX=${home}/prefix`;
  function bridge(words: string): Promise<Ended> {
    return shell(home, `${environment()} sh ${WINE} ${home}/joinleaf-winsock.exe ${words}`);
  }
  function joinleaf(words: string): Promise<Ended> {
    return shell(home, `${environment()} "${process.execPath}" ${MAIN} ${words}`);
  }
  /** The bridge in front of a build of the sample provider, as a provider of the kit. */
  function sample(build: string, ...more: readonly string[]): string {
    const entries = path.join(WINSOCK, 'sample-provider', 'entries.json');
    const where = '--address 10.0.0.1 --session 239.1.1.1:5004';
    const words = `--spi ${home}/${build}.dll --entries ${entries} ${where} ${more.join(' ')}`;
    return `'exec:sh ${WINE} ${home}/joinleaf-winsock.exe ${words}'`;
  }
  async function certified(
    provider: string,
    words: string,
  ): Promise<{ readonly code: number; readonly report: Report }> {
    const { code, stdout, stderr } = await joinleaf(`certify --json --provider ${provider} ${words}`);
    expect(stdout, stderr).not.toBe('');
    return { code, report: reportShape.parse(JSON.parse(stdout)) };
  }

  it('certifies the sample provider', async () => {
    const { code, report } = await certified(sample('sample-provider', '--settles'), '--runs 2');
    expect({ code, failures: report.failures }).toEqual({ code: 0, failures: [] });
    expect(report.core.verdict).toBe('conformant');
    expect(report.full.verdict).toBe('conformant');
    expect(report.provider.name).toBe('joinleaf sample provider');
    expect(report.capabilities.schemes).toEqual(['invite', 'admit', 'nonrooted']);
  });

  it('hears of events by itself too, where a provider cannot say that it is settled', async () => {
    const words = '--clause JOIN-1.2 --clause JOIN-4.3 --runs 1 --must-ms 20000';
    const { code, report } = await certified(sample('sample-provider'), words);
    expect({ code, failures: report.failures }).toEqual({ code: 0, failures: [] });
  });

  it('catches a build of it that tells too early that a join is complete', async () => {
    const words = '--clause JOIN-2.6 --clause JOIN-3.6 --runs 1';
    const { code, report } = await certified(sample('sample-provider-early-connect', '--settles'), words);
    expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'nonconformant' });
    expect(report.clauses).toMatchObject({ 'JOIN-2.6': 'failed', 'JOIN-3.6': 'failed' });
  });

  it('tells why a build of it has crashed', async () => {
    const words = '--clause JOIN-2.2 --runs 1 --restarts 1';
    const { code, report } = await certified(sample('sample-provider-crash', '--settles'), words);
    expect({ code, verdict: report.verdict }).toEqual({ code: 3, verdict: 'inconclusive' });
    const reasons = report.evidence.map((one) => one.reason ?? '').join('\n');
    expect(reasons).toMatch(/the provider crashed in WSPJoinLeaf: access violation at sample-provider-crash/u);
  });

  it('takes no exception for a crash that a provider handles itself', async () => {
    const entries = path.join(WINSOCK, 'sample-provider', 'entries.json');
    const { stdout } = succeeded(
      await bridge(`--spi ${home}/sample-provider-probing.dll --entries ${entries} --facts`),
    );
    expect(JSON.parse(stdout)).toHaveProperty('capabilities.schemes', ['invite', 'admit', 'nonrooted']);
  });

  it('is an adapter with which nothing is wrong', async () => {
    succeeded(await joinleaf(`adapter check ${sample('sample-provider', '--settles')}`));
  });

  it('claims for ws2_32 what the bits of its entries say', async () => {
    const { stdout } = succeeded(await bridge('--api --facts --interface 10.77.0.1'));
    const { capabilities } = JSON.parse(stdout) as Pick<Report, 'capabilities'>;
    const multipoint = capabilities.entries.filter(({ serviceFlags }) => (serviceFlags & XP1.SUPPORT_MULTIPOINT) !== 0);
    const rooted = (bit: number): boolean => multipoint.some(({ serviceFlags }) => (serviceFlags & bit) !== 0);
    const nonrooted = (bit: number): boolean => multipoint.some(({ serviceFlags }) => (serviceFlags & bit) === 0);
    expect(multipoint).not.toEqual([]);
    expect(capabilities.schemes).toEqual([
      ...(rooted(XP1.MULTIPOINT_CONTROL_PLANE) ? ['invite', 'admit'] : []),
      ...(nonrooted(XP1.MULTIPOINT_CONTROL_PLANE) ? ['nonrooted'] : []),
    ]);
    expect(capabilities.dataPlanes).toEqual([
      ...(rooted(XP1.MULTIPOINT_DATA_PLANE) ? ['rooted-data'] : []),
      ...(nonrooted(XP1.MULTIPOINT_DATA_PLANE) ? ['nonrooted-data'] : []),
    ]);
  });

  it.each([
    ['', 2, 'either --api or --spi <dll> is needed; try --help'],
    ['--api --spi x.dll', 2, 'either --api or --spi <dll> is needed; try --help'],
    ['--spi', 2, 'unknown option, or one without its value: --spi; try --help'],
    ['--api --sideways x', 2, 'unknown option --sideways; try --help'],
    ['--api --claim flight', 2, "the bridge knows no feature 'flight'"],
    ['--api --address nowhere', 2, "--address: 'nowhere' is no address"],
    ['--api --entry 4711', 2, 'there is no such protocol entry'],
    ['--spi x.dll --entries no-such.json', 2, 'no-such.json: No such file or directory'],
    [`--spi x.dll --entries ${MAIN}`, 2, `${MAIN}: not a list of protocol entries, in JSON`],
    ['--spi no-such.dll', 3, 'the catalogue has no protocol entry of no-such.dll: name a file of them with --entries'],
  ])('says in one line what is wrong with its arguments: %s', async (words, code, line) => {
    const ended = await bridge(words);
    expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(/^[^\n]*\n$/u) as string });
    expect(ended.stderr.trimEnd()).toBe(`joinleaf-winsock: ${line}`);
  });
});

/** What ended well; or else an error that shows all that was said. */
function succeeded(ended: Ended): Ended {
  expect(ended, `exit code ${ended.code}\n${ended.stdout}\n${ended.stderr}`).toMatchObject({ code: 0 });
  return ended;
}
