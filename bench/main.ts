// npm run bench -- oracle
import { benchExplore } from './explore.js';
import { benchOracle } from './oracle.js';
import { benchStdio } from './stdio.js';
import { benchWalks } from './walks.js';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  oracle: benchOracle,
  stdio: benchStdio,
  explore: benchExplore,
  walks: benchWalks,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(BENCHES)) if (wanted.length === 0 || wanted.includes(name)) await bench();
}
