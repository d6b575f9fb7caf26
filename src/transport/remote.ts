import { PortFault, type CaseSetup, type Provider, type Testbed } from '../port/index.js';
import type { NodeName } from '../trace/index.js';
import type { Fleet } from './fleet.js';
import type { TransportLimits } from './limits.js';
import { beginCase, type RemoteCase } from './remote-case.js';

/** A provider at the other end of a wire, and how to end what runs there. */
export interface Remote {
  readonly provider: Provider;
  /** Ends all of its processes. The provider cannot be used after that. */
  dispose(): Promise<void>;
}

/**
 * The provider behind an adapter. One set of processes serves case after case; after a case with a fault they are
 * ended and started again, for nothing that a faulty one says is worth hearing, as often as the limits allow.
 */
export function remoteProvider(fleet: Fleet, perNode: boolean, limits: TransportLimits): Remote {
  const { name, version, capabilities } = fleet.hello;
  let left = limits.restarts;
  /** What the processes are to be ended for, before the next case. */
  let spoilt: PortFault | undefined;
  let renewal: Promise<void> = Promise.resolve();
  let current: { readonly setup: CaseSetup; readonly hear: RemoteCase['hear'] } | undefined;
  let turn: Promise<void> = Promise.resolve();
  let opening = false;

  fleet.listen({
    notified: (from, method, params) => current?.hear(from, method, params),
    failed(fault) {
      spoilt ??= fault;
      current?.setup.fault?.(fault);
    },
  });

  /**
   * Ends everything, and if that is still allowed, starts it again for these nodes, beforehand: starting is slow, and
   * the time that a case may take to open is short. Whoever comes next waits for it.
   */
  function renew(fault: PortFault, nodes: readonly NodeName[]): Promise<void> {
    spoilt = fault;
    renewal = renewal.then(async () => {
      await fleet.end();
      if (left === 0) return;
      left -= 1;
      spoilt = undefined;
      // If they cannot be started again, the case that needs them finds that out and says so.
      await fleet.ready(nodes).catch(() => fleet.end());
    });
    return renewal;
  }

  async function open(setup: CaseSetup): Promise<Testbed> {
    if (current !== undefined) {
      // The suite has given the case before up, without ending it.
      await renew(new PortFault('no-answer', 'the adapter did not answer in the case before'), setup.nodes);
      current = undefined;
    }
    await renewal;
    if (spoilt !== undefined) {
      const { what, detail } = spoilt;
      const times = limits.restarts === 1 ? 'once' : `${limits.restarts} times`;
      if (left > 0) void renew(spoilt, setup.nodes);
      throw left > 0
        ? new PortFault(what, detail)
        : new PortFault(
            'gone',
            `the adapter was started again ${times}, and is not any more; the last fault: ${detail}`,
          );
    }
    let testbed: Testbed;
    try {
      await fleet.ready(setup.nodes);
      const begun = beginCase(fleet, perNode, limits, setup);
      current = { setup, hear: (...heard) => begun.hear(...heard) };
      testbed = await begun.testbed;
    } catch (reason) {
      const started = current !== undefined;
      current = undefined;
      const fault = reason instanceof PortFault ? reason : new PortFault('open-failed', String(reason));
      void renew(fault, started ? setup.nodes : []);
      throw fault;
    }
    return {
      ...testbed,
      async close(end) {
        current = undefined;
        for (const one of fleet.all()) one.abandon();
        const fault = spoilt ?? (end?.fault === undefined ? undefined : new PortFault('gone', end.fault));
        if (fault !== undefined) await renew(fault, setup.nodes);
      },
    };
  }

  return {
    provider: {
      name,
      version,
      capabilities,
      renews: true,
      open(setup) {
        // Whoever begins a case while another is still beginning has given that one up.
        if (opening) {
          const late = new PortFault('no-answer', 'the adapter did not answer reset in time');
          for (const one of fleet.all()) one.fail(late);
        }
        const mine = turn.then(() => open(setup));
        const settled = (): void => {
          opening = false;
        };
        opening = true;
        turn = mine.then(settled, settled);
        return mine;
      },
    },
    async dispose() {
      left = 0;
      spoilt ??= new PortFault('gone', 'the adapter has been ended');
      await renewal;
      await fleet.end();
    },
  };
}
