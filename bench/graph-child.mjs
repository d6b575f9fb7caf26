// One census in a process of its own, so that nothing is compiled or warm beforehand. Says how long it took.
import { performance } from 'node:perf_hooks';
import { census, scopeOf } from '../dist/src/index.js';

const [scheme, leaves, depth] = process.argv.slice(2);
const from = performance.now();
const { states, transitions, bytesPerState } = census(scopeOf(scheme, Number(leaves), depth));
console.log(JSON.stringify({ states, transitions, bytesPerState, seconds: (performance.now() - from) / 1000 }));
