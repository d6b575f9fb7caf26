import type { Verdict } from '../src/index.js';

/** A provider to be certified as it is: of ours, over a real network, or of others. */
export interface Target {
  /** Names it on the command line, and the folder of its evidence. */
  readonly id: string;
  readonly title: string;
  /** What has to be there before it can be run. */
  readonly needs: readonly Need[];
  /** Arguments of `joinleaf certify`, from the project's folder. */
  readonly certify: readonly string[];
  /** A command that runs another one in surroundings of its own; without it, the surroundings are ours. */
  readonly inside?: readonly string[];
  /** It is run in so many shards at a time, each in such surroundings of its own; in one piece where this is left out. */
  readonly shards?: number;
  /** The verdict that it must get; left out for what others have made. */
  readonly expected?: Verdict;
}

/** Something that a target needs, and that not every host has. */
export type Need = 'namespaces' | 'mingw' | 'wine';

/** The command line of the kit. */
export const KIT = ['node', 'dist/src/cli/main.js'] as const;
/** A network namespace with one interface, jl0, that has the address 10.77.0.1. */
export const NETNS = ['sh', 'reference/multicast/netns.sh'] as const;
/** Five hosts on a bridge. */
export const HOSTS = ['sh', 'reference/hosts/hosts.sh'] as const;
export const WINE = ['sh', 'adapters/winsock/wine.sh'] as const;
export const BRIDGE = 'adapters/winsock/build/joinleaf-winsock.exe';

const DELAY_MS = '50';
const LOSS_PERCENT = '5';
// TCP tries to connect once a second: after this silence, a request has been lost four times over, or has come.
const PATIENTLY = ['--runs', '2', '--call-ms', '20000', '--must-ms', '20000', '--must-not-ms', '3500'] as const;
/** Who cannot say that all is quiet is judged by deadlines, which take their time: fewer orderings are tried. */
const BY_DEADLINES = ['--runs', '10'] as const;
/** Between processes nobody can; and each has to get its turn on a machine that may have other things to do. */
const BETWEEN_PROCESSES = ['--runs', '5', '--must-ms', '10000', '--must-not-ms', '200'] as const;
/** Waiting takes no processor: so much of it can be done at a time. */
const [SOME, MANY] = [4, 8] as const;

/** All of them, in the order of the table. */
export const TARGETS: readonly Target[] = [
  {
    id: 'rooted',
    title: '`reference:rooted`, over TCP in one process',
    needs: ['namespaces'],
    inside: NETNS,
    certify: ['--provider', 'reference:rooted'],
    expected: 'conformant',
  },
  {
    id: 'rooted-processes',
    title: 'the same with a process for each node',
    needs: ['namespaces'],
    inside: NETNS,
    shards: SOME,
    certify: [
      '--provider',
      `exec-per-node:${KIT.join(' ')} serve --provider reference:rooted --node {node}`,
      ...BETWEEN_PROCESSES,
    ],
    expected: 'conformant',
  },
  {
    id: 'multicast',
    title: "`reference:multicast`, over the system's IP multicast",
    needs: ['namespaces'],
    inside: NETNS,
    certify: ['--provider', 'reference:multicast', '--interface', 'jl0', ...BY_DEADLINES],
    expected: 'conformant',
  },
  ...(['rooted', 'multicast'] as const).flatMap((name): readonly Target[] => [
    {
      id: `${name}-hosts`,
      title: `\`reference:${name}\`, between five hosts on a bridge`,
      needs: ['namespaces'],
      inside: HOSTS,
      shards: SOME,
      certify: ['--provider', onHosts(name), ...BETWEEN_PROCESSES],
      expected: 'conformant',
    },
    {
      id: `${name}-hosts-lossy`,
      title: `the same, with ${DELAY_MS} ms of delay and ${LOSS_PERCENT} % loss on every link`,
      needs: ['namespaces'],
      inside: [...HOSTS, '--delay', DELAY_MS, '--loss', LOSS_PERCENT],
      shards: MANY,
      certify: ['--provider', onHosts(name), ...PATIENTLY],
      expected: 'conformant',
    },
  ]),
  {
    id: 'winsock-sample',
    title: 'the sample provider DLL, by its WSPStartup',
    needs: ['mingw', 'wine'],
    certify: ['--provider', sample('sample-provider')],
    expected: 'conformant',
  },
  {
    id: 'winsock-sample-early-connect',
    title: 'the same with one fault: it tells too early that a join is complete',
    needs: ['mingw', 'wine'],
    certify: ['--provider', sample('sample-provider-early-connect')],
    expected: 'nonconformant',
  },
  {
    id: 'wine',
    title: "Wine's `ws2_32`, as applications see it ([what to do about it](wine.md))",
    needs: ['namespaces', 'mingw', 'wine'],
    certify: ['--provider', `exec:${WINE.join(' ')} ${BRIDGE} --api --interface 10.77.0.1`],
  },
];

/** A provider of ours with a process on each host. */
function onHosts(name: string): string {
  const serve = `${KIT.join(' ')} serve --provider reference:${name} --node {node} --interface eth0 --max-nodes 5`;
  return `exec-per-node:nsenter --net=/run/netns/{node} ${serve}`;
}

function sample(build: string): string {
  const dll = `--spi adapters/winsock/build/${build}.dll --entries adapters/winsock/sample-provider/entries.json`;
  return `exec:${WINE.join(' ')} ${BRIDGE} ${dll} --address 10.0.0.1 --session 239.1.1.1:5004 --settles`;
}
