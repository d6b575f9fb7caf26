import { PortFault } from '../port/index.js';
import { splitCommand, wrongMark } from './command-line.js';
import { connect } from './connection.js';
import { launch } from './fleet.js';
import { TRANSPORT_LIMITS, type TransportLimits } from './limits.js';
import { inOneLine } from './one-line.js';
import { remoteProvider, type Remote } from './remote.js';

/** How an adapter is to be reached. */
export interface ExecOptions {
  /** Whether each node has a process of its own: then `{node}` in the command line stands for its name. */
  readonly perNode: boolean;
  readonly cwd?: string;
  /** The kit's version, for the adapter's information. */
  readonly kit: string;
  readonly limits?: Partial<TransportLimits>;
}

/** A provider behind an adapter, or one line that says why there is none. */
export type Executed =
  | Remote
  | {
      readonly wrong: string;
      /** The command line is right, as far as can be seen, but what it started is no good: nothing can be said. */
      readonly inconclusive: boolean;
    };

/** Starts an adapter, and gives the provider behind it. Never rejects. */
export async function execProvider(commandLine: string, options: ExecOptions): Promise<Executed> {
  const { perNode, cwd, kit } = options;
  const limits: TransportLimits = { ...TRANSPORT_LIMITS, ...options.limits };
  if (splitCommand(commandLine) === undefined) return { wrong: 'the command line is empty', inconclusive: false };
  const wrong = wrongMark(commandLine, perNode);
  if (wrong !== undefined) return { wrong, inconclusive: false };
  try {
    const where = cwd === undefined ? {} : { cwd };
    const fleet = await launch({
      perNode,
      kit,
      limits,
      connect: (connecting) => connect(commandLine, { ...connecting, ...where }),
    });
    return remoteProvider(fleet, perNode, limits);
  } catch (reason) {
    if (!(reason instanceof PortFault)) return { wrong: inOneLine(reason), inconclusive: true };
    return { wrong: reason.detail, inconclusive: reason.what !== 'open-failed' };
  }
}
