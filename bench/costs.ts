// Records what each case costs, for sharing a run out evenly: node --import ./bench/register.mjs bench/costs.ts
// The cost is the number of calls that the reference provider answers in it, and not time, so it is always the same.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { certify, loadProvider } from '../src/index.js';
import type { Provider, Testbed } from '../src/provider.js';

const RUNS = 100;
const FILE = new URL('../src/certify/recorded-costs.ts', import.meta.url);

const loaded = await loadProvider('reference:memory');
if ('wrong' in loaded) throw new Error(loaded.wrong);
const { provider } = loaded;
let calls = 0;

function counted(testbed: Testbed): Testbed {
  return new Proxy(testbed, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        calls += 1;
        return Reflect.apply(value, target, args);
      };
    },
  });
}

const counting: Provider = {
  ...provider,
  open(setup) {
    const opened = provider.open(setup);
    return opened instanceof Promise ? opened.then(counted) : counted(opened);
  },
};

const costs = new Map<string, number[]>();
await certify({
  provider: counting,
  runs: RUNS,
  onEvent(event) {
    if (event.kind !== 'case') return;
    const { kind, id, executions } = event.record;
    const key = id.replace(/ \(row \d+\)$/u, '');
    // A run is divided where a provider is slow, and of such a one a tour drives a quarter as many executions as runs.
    const times = kind === 'property' ? RUNS : kind === 'tour' ? 4 * executions : 1;
    costs.set(key, [...(costs.get(key) ?? []), calls / times]);
    calls = 0;
  },
});

const mean = (all: readonly number[]): number => Math.round(all.reduce((sum, one) => sum + one, 0) / all.length);
const table = Object.fromEntries([...costs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, all]) => [key, mean(all)]));
const text = `// Written by bench/costs.ts, not by hand.

/** The calls that a provider answers in each scenario, and in each ordering of a property: recorded on the reference. */
export const RECORDED: Readonly<Record<string, number>> = ${JSON.stringify(table)};
`;
writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), parser: 'typescript' }));
console.log(`${costs.size} costs recorded`);
