// Censuses in a process of its own, so that nothing is compiled or warm beforehand. Says how long the first one took, and
// the last one of a few, when all code is compiled.
import { performance } from 'node:perf_hooks';
import { census, scopeOf } from '../dist/src/index.js';

const [scheme, leaves, depth] = process.argv.slice(2);
const WARM_AFTER = 4;

function timed() {
  const from = performance.now();
  const { states, transitions, bytesPerState } = census(scopeOf(scheme, Number(leaves), depth));
  return { states, transitions, bytesPerState, seconds: (performance.now() - from) / 1000 };
}

const cold = timed();
let warm = cold.seconds;
for (let time = 0; time < WARM_AFTER; time += 1) warm = timed().seconds;
console.log(JSON.stringify({ ...cold, warm }));
