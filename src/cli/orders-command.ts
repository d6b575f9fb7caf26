import pc from 'picocolors';
import {
  coveredByOrders,
  driveOrders,
  explorable,
  percent,
  type Ordered,
  type OrdersProgress,
  type Voyaged,
} from '../certify/index.js';
import { DEFAULT_LIMITS, type Provider } from '../port/index.js';
import { replayCommand } from './certify-command.js';
import { EXIT, type ExitCode } from './exit.js';
import type { ExploreRequest } from './explore-command.js';
import { liveLine, nowAndThen } from './explore-progress.js';
import { exitOf, schemesFor } from './explored-schemes.js';
import { logbookIn, many, markOf, plainOutcome, plainViolations, watchOver, whyOf } from './exploring.js';
import type { Io } from './io.js';
import { keepOrders, KEEP_MS } from './logbook.js';
import { limitsFrom } from './options.js';
import { jsonText } from './output.js';
import { showCase } from './replay-formats.js';

type Asked = ExploreRequest & Pick<Voyaged, 'depth'>;

type Scheme = Voyaged['scheme'];

/** `joinleaf explore --orders`: every order in which a few leaves can join and leave, and everything arrive. */
export async function driveIn(io: Io, provider: Provider, options: Asked): Promise<ExitCode> {
  const { leaves, depth, seed, budget, resume } = options;
  const possible = explorable(provider.capabilities, leaves);
  const { schemes, whole } = schemesFor(io, provider, options.scheme, possible, `explored with ${leaves} leaves`);
  if (schemes.length === 0) return EXIT.inconclusive;
  const logbook = logbookIn(resume, provider);
  const watch = watchOver(io, budget);
  const line = liveLine(io);
  const limits = { ...DEFAULT_LIMITS, ...limitsFrom(options) };
  let left = budget?.executions ?? Number.POSITIVE_INFINITY;
  const all: Ordered[] = [];
  for (const scheme of schemes) {
    const id = idOf(scheme, options);
    const earlier = logbook?.orders[id];
    const from = performance.now();
    const isTime = nowAndThen(KEEP_MS);
    const ordered = await driveOrders({
      ...{ provider, seed, limits, scheme, leaves, depth, most: left },
      ...(earlier === undefined ? {} : { earlier }),
      isOver: watch.isOver,
      onProgress(now) {
        line.show(() => progressOf(scheme, now, now.orders - (earlier?.orders ?? 0), performance.now() - from));
        if (resume !== undefined && isTime()) keepOrders(resume, provider, id, now);
      },
    });
    line.done();
    all.push(ordered);
    left -= (ordered.orders?.progress.orders ?? 0) - (earlier?.orders ?? 0);
    if (resume !== undefined && ordered.orders !== undefined) keepOrders(resume, provider, id, ordered.orders.progress);
    if (options.json !== true) tell(io, scheme, ordered, options);
    if (watch.isAborted()) break;
  }
  watch.release();
  if (options.json === true) io.out(jsonText(plainResult(provider, options, schemes, all)));
  return exitOf(all, whole && all.length === schemes.length);
}

function idOf(scheme: Scheme, { leaves, depth, seed }: Asked): string {
  return `${scheme.replace('+', '-')}-${leaves}-${depth}-${seed}`;
}

function progressOf(scheme: string, { orders, share }: OrdersProgress, lately: number, ms: number): string {
  const rate = (lately * 1000) / Math.max(1, ms);
  return `${scheme}: ${many(orders)} orders, ${percent(share)} of all, ${many(Math.round(rate))}/s`;
}

function tell(io: Io, scheme: string, { record, orders }: Ordered, options: Asked): void {
  const colours = pc.createColors(io.colour);
  const { outcome, violations } = record;
  const mark = markOf(io, record);
  const why = whyOf(record);
  const covered =
    orders === undefined || orders.progress.orders === 0 ? '' : ` ${coveredByOrders(orders, options.leaves)};`;
  const broken = violations.length === 0 ? '0 violations' : `1 violation: ${violations[0]?.clause ?? ''}`;
  io.out(`${mark} ${colours.bold(scheme)}${why}${covered} ${broken}\n`);
  if (outcome !== 'violated') return;
  showCase(io, record, 'text');
  io.out(`replay    ${replayCommand(options)} ${record.replay}\n`);
}

function plainResult(
  { name, version }: Provider,
  { leaves, depth, seed }: Asked,
  schemes: readonly Scheme[],
  all: readonly Ordered[],
): object {
  return {
    provider: { name, version },
    ...{ leaves, depth, seed },
    schemes: all.map(({ record, orders }, place) => ({
      scheme: schemes[place],
      ...plainOutcome(record),
      ...(orders === undefined
        ? {}
        : {
            ended: orders.ended,
            orders: orders.progress.orders,
            share: orders.progress.share,
            arrivals: orders.arrivals,
          }),
      ...plainViolations(record),
    })),
  };
}
