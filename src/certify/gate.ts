import type { Awaitable, CaseSetup, Provider, Testbed } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import { capabilitiesShape } from '../trace/index.js';

/** So many cases in a row may go unanswered before the rest of the run is given up, where nobody begins anew. */
const PATIENCE = 3;

/** Stands before a provider, and lets no further case in once it has been closed. */
export interface Gate {
  /** The provider, as cases are to see it. */
  readonly provider: Provider;
  /** Why the gate was closed, if it was. */
  closed(): string | undefined;
  close(reason: string): void;
  /** Looks at a case that has ended, and closes the gate on a provider that does not answer. */
  watch(record: CaseRecord): void;
}

/** A gate before this provider. */
export function gateBefore(provider: Provider): Gate {
  let reason: string | undefined;
  let unanswered = 0;
  let opening = new Set<object>();

  // What is claimed is claimed once: a provider that changes its mind later is held to what it said first.
  const claimed = capabilitiesShape.safeParse(provider.capabilities);
  const capabilities = claimed.success ? claimed.data : provider.capabilities;

  const open = (setup: CaseSetup): Awaitable<Testbed> => {
    if (reason !== undefined) throw new Error(`the run was given up: ${reason}`);
    const testbed = provider.open(setup);
    if (!(testbed instanceof Promise)) return testbed;
    const mine = opening;
    mine.add(setup);
    return testbed.finally(() => mine.delete(setup));
  };
  return {
    provider: {
      ...{ name: provider.name, version: provider.version, capabilities, open },
      ...(provider.renews === undefined ? {} : { renews: provider.renews }),
    },
    closed: () => reason,
    close(why) {
      reason ??= why;
    },
    watch({ outcome, trace }) {
      if (outcome === 'not-applicable') return;
      const silent = trace.some((event) => event.kind === 'fault' && event.what === 'no-answer') || opening.size > 0;
      opening = new Set();
      unanswered = silent ? unanswered + 1 : 0;
      if (unanswered === PATIENCE && provider.renews !== true)
        reason ??= `the provider did not answer in ${PATIENCE} cases in a row`;
    },
  };
}
