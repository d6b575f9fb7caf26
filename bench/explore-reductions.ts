import { census, reducedOf, scopeOf, type Scope } from '../src/index.js';
import { explored } from './joinleaf.js';

const GOAL = 30;
const ALIKE = [
  ['all', {}],
  ['but for names', { names: true }],
  ['but for orders', { orders: true }],
  ['but for both', { names: true, orders: true }],
] as const;

interface Said {
  readonly schemes: readonly { readonly scheme: Scope['scheme']; readonly executions: number }[];
}

/** How much is left of the graph, and of what drives it, where what is alike counts once. */
export async function benchReductions(): Promise<void> {
  console.log('\nexplore: transitions permitted, and executions of the reference, where what is alike counts once');
  for (const leaves of [2, 3]) {
    const [whole, reduced] = [await executions(leaves), await executions(leaves, '--reduced')];
    for (const { scheme, executions: all } of whole) {
      const parts = ALIKE.map(([what, alike]) => {
        const { graph, enough } = reducedOf(scopeOf(scheme, leaves, 'quick'), alike);
        const [none, open] = [new Uint8Array(graph.transitions), new Uint8Array(graph.transitions).fill(1)];
        const marked = enough(open, none).filter((is) => is === 1);
        return `${many(marked.length)} ${what}`;
      });
      const fewer = reduced.find((it) => it.scheme === scheme)?.executions ?? 0;
      console.log(
        `  ${scheme}, ${leaves} leaves: ${parts.join(', ')}; ${many(all)} executions, ${many(fewer)} with --reduced`,
      );
    }
  }
  for (const scheme of ['invite', 'admit'] as const) {
    const scope = scopeOf(scheme, 5, 'quick');
    const [whole, merged] = [census(scope).states, census(scope, { symmetry: true }).states];
    const ratio = whole / merged;
    if (ratio < GOAL) process.exitCode = 1;
    console.log(
      `  ${scheme}, 5 leaves: ${many(whole)} states, ${many(merged)} but for names, ${ratio.toFixed(1)} times fewer ` +
        `(goal: at least ${GOAL}): ${ratio < GOAL ? 'MISSED' : 'met'}`,
    );
  }
}

async function executions(leaves: number, ...flags: readonly string[]): Promise<Said['schemes']> {
  const { stdout } = await explored(leaves, ...flags);
  return (JSON.parse(stdout) as Said).schemes;
}

function many(value: number): string {
  return value.toLocaleString('en');
}
