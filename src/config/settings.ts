import { REVISION_NAMES, SPEC_REVISION } from '../clauses/index.js';
import { DEFAULT_RUNS, DEFAULT_SEED } from '../certify/index.js';
import { DEFAULT_LIMITS } from '../port/index.js';
import { TRANSPORT_LIMITS } from '../transport/index.js';
import { choice, file, flag, inFile, inProvider, number, text, textLike, texts, whole } from './setting.js';

const MOST_SEED = 0xffff_ffff;
const MOST_RUNS = 1_000_000;
const MOST_MS = 3_600_000;
const MOST_RESTARTS = 10_000;
const MOST_REPEATS = 1000;
const MOST_JOBS = 64;
const LEAST_SCALE = 0.01;
const MOST_SCALE = 1000;

const { callMs, mustMs, mustNotMs } = DEFAULT_LIMITS;

/** Everything that can be set. The command line, the configuration file and its schema are all made from this table. */
export const SETTINGS = {
  provider: {
    ...text(
      '--provider <specifier>',
      'reference:<name>, module:<path> of a module that exports a provider, exec:<command line> of an adapter, or ' +
        'exec-per-node:<command line with {node}>',
    ),
    required: true,
    moved: inProvider,
  },
  interface: text('--interface <name>', 'the network interface to use, for a provider that goes over a network'),
  restarts: whole(
    '--restarts <number>',
    `an adapter that is a process is started again so often after a fault (${TRANSPORT_LIMITS.restarts} if not set)`,
    0,
    MOST_RESTARTS,
  ),
  callMs: whole('--call-ms <ms>', `a call has so long to return (${callMs} if not set)`, 1, MOST_MS),
  mustMs: whole('--must-ms <ms>', `what must happen has so long (${mustMs} if not set)`, 1, MOST_MS),
  mustNotMs: whole(
    '--must-not-ms <ms>',
    `what must not happen is watched so long (${mustNotMs} if not set)`,
    1,
    MOST_MS,
  ),
  timeoutScale: number(
    '--timeout-scale <factor>',
    'multiply all of these times, for a slow machine',
    LEAST_SCALE,
    MOST_SCALE,
  ),
  level: {
    ...choice('--level <level>', 'core: the source article alone; full: its siblings too', ['core', 'full']),
    fallback: 'full',
  },
  specRevision: {
    ...choice(
      '--spec-revision <revision>',
      'judge by this revision of the specification: what came later is left out',
      REVISION_NAMES,
    ),
    fallback: SPEC_REVISION,
  },
  seed: {
    ...whole('--seed <number>', 'whatever happens by chance happens from this seed', 0, MOST_SEED),
    fallback: DEFAULT_SEED,
  },
  runs: {
    ...whole('--runs <number>', 'how many orderings each property tries', 1, MOST_RUNS),
    fallback: DEFAULT_RUNS,
  },
  repeat: whole(
    '--repeat <number>',
    'run every case so often; one whose verdicts differ is unstable, and does not pass',
    1,
    MOST_REPEATS,
  ),
  failFast: flag('--fail-fast', 'stop at the first failure'),
  jobs: whole('--jobs <number>', 'run so many parts at a time, each with a provider of its own', 1, MOST_JOBS),
  shard: textLike(
    '--shard <i/n>',
    'run only the i-th of n parts, all of which joinleaf merge puts together again',
    /^[1-9]\d{0,3}\/[1-9]\d{0,3}$/u,
    'It has to be like 1/4, 2/4, 3/4 or 4/4.',
  ),
  clause: texts('--clause <id...>', 'only these clauses'),
  out: file('--out <folder>', 'write report.json and the traces here'),
  report: {
    ...texts(
      '--report <format=file...>',
      'write the report as console, junit, json, ctrf, earl, messages or markdown; without a file to standard output',
    ),
    moved: inFile,
  },
  knownFailures: file(
    '--known-failures <file>',
    'a list of the failures that are known; the run fails on any other, and on those that no longer fail as listed',
  ),
  failOn: {
    ...choice('--fail-on <what>', 'any: every failure; new: only what was not so in the --baseline', ['any', 'new']),
    fallback: 'any',
  },
  baseline: file('--baseline <report>', 'an earlier report.json, for --fail-on new'),
  certificate: file('--certificate <file>', 'write a certificate here, if the run is conformant; needs --out'),
  sign: file('--sign <key>', 'sign the certificate with this Ed25519 key, in PEM form'),
  subject: file('--subject <file>', "the provider's artefact, of which the certificate is to speak"),
  json: flag('--json', 'print the report as JSON, and nothing else'),
} as const;

/** The settings that say which provider to use and how long to wait for it. */
export const PROVIDER_SETTINGS = [
  'provider',
  'interface',
  'restarts',
  'callMs',
  'mustMs',
  'mustNotMs',
  'timeoutScale',
] as const;

/** The settings of `joinleaf certify`: all of them. */
export const CERTIFY_SETTINGS = Object.keys(SETTINGS) as readonly SettingKey[];

/** The settings of `joinleaf replay`. */
export const REPLAY_SETTINGS = [...PROVIDER_SETTINGS, 'runs'] as const;

/** The settings of `joinleaf explore`. */
export const EXPLORE_SETTINGS = [...PROVIDER_SETTINGS, 'seed'] as const;

/** The settings of `joinleaf known-failures update`. */
export const KNOWN_SETTINGS = ['knownFailures'] as const;

/** The settings of `joinleaf clauses`. */
export const CLAUSES_SETTINGS = ['specRevision'] as const;

/** The settings of `joinleaf serve`. */
export const SERVE_SETTINGS = ['provider', 'interface'] as const;

/** The settings of `joinleaf merge`. */
export const MERGE_SETTINGS = [
  'out',
  'report',
  'knownFailures',
  'failOn',
  'baseline',
  'certificate',
  'sign',
  'subject',
  'json',
] as const;

/** The name of a setting, as a configuration file has it. */
export type SettingKey = keyof typeof SETTINGS;
