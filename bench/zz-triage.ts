import { PROPERTIES } from '../src/explore/index.js';
import { DEFAULT_LIMITS } from '../src/port/index.js';
import { provider } from '../reference/memory/index.js';
import type { TraceEvent } from '../src/trace/index.js';
const seeds = Number(process.argv[2] ?? 20), runs = Number(process.argv[3] ?? 100), only = process.argv[4];
const line = (e: TraceEvent, i: number): string | undefined => {
  const j = JSON.stringify;
  switch (e.kind) {
    case 'call': return ['bind','eventSelect','getSockName','socket'].includes(e.verb) && i < 0 ? undefined : `${i} ${e.node} ${e.verb} ${j(e.args)} (#${e.id})`;
    case 'return': return `${i}   -> #${e.id} ${j(e.result)}`;
    case 'indication': return `${i} ${e.node} <= ${e.event} on ${e.socket} ${e.error}`;
    case 'settled': return `${i} settled`;
    case 'note': return `${i} -- ${e.text}`;
    case 'expect': return `${i} expect ${j(e.clauses)} ${e.says} ${j(e.expectation)}`;
    case 'fault': return `${i} FAULT ${e.what} ${e.detail}`;
    case 'header': return undefined;
  }
};
const best = new Map<string, { n: number; len: number; text: string }>();
const t0 = performance.now(); let ex = 0;
for (const p of PROPERTIES) {
  if (only && !p.id.includes(only)) continue;
  const outcomes: Record<string, number> = {};
  for (let seed = 1; seed <= seeds; seed++) {
    const r = await p.check({ provider, seed, runs, limits: DEFAULT_LIMITS });
    ex += r.executions;
    outcomes[r.outcome] = (outcomes[r.outcome] ?? 0) + 1;
    if (r.outcome === 'inconclusive') console.log(p.id, seed, r.reason);
    if (r.outcome !== 'violated') continue;
    const v = r.violations[0]!;
    const key = v.clause + ' ' + v.expected.replace(/\d+/g, 'N').slice(0, 90)+' | '+v.saw.replace(/\d+/g,'N').replace(/(root|leaf-N|member-N)/g,'X').slice(0, 90);
    const text = `${p.id} seed ${seed}\n  ${v.clause} ${v.ruling ?? ''} expected: ${v.expected}\n  saw: ${v.saw} at ${v.at} against ${v.against}\n  ` + r.trace.map(line).filter((x) => x && !/getSockName|"name":\{|bind/.test('') ).slice(0, v.at + 6).join('\n  ');
    const b = best.get(key);
    if (!b) best.set(key, { n: 1, len: r.trace.length, text }); else { b.n++; if (r.trace.length < b.len) { b.len = r.trace.length; b.text = text; } }
  }
  console.log(p.id, outcomes);
}
console.log('executions', ex, Math.round(ex / (performance.now() - t0) * 1000) + '/s');
for (const [k, b] of [...best].sort((a, c) => c[1].n - a[1].n)) console.log(`\n=== ${b.n}x ${k}\n${b.text}`);
