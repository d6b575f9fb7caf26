import { everyOrder, playable, type Orders, type OrdersOptions } from '../explore/index.js';
import { stringifyReplay, type CaseRecord } from '../run/index.js';
import { shownBy } from './exploration.js';
import { infoOf, scopeFor, type Voyaged } from './voyages.js';

/** How all orders of a few leaves are driven. */
export interface EveryOrderOptions extends Omit<OrdersOptions, 'info' | 'depth'>, Omit<Voyaged, 'theme'> {}

/** What came of it: the record of the case; and what was driven, if anything was. */
export interface Ordered {
  readonly record: CaseRecord;
  readonly orders?: Orders;
}

/** Drives every order in which a few leaves can join and leave in a scheme. Whatever goes wrong, a record comes of it. */
export async function driveOrders(options: EveryOrderOptions): Promise<Ordered> {
  const { provider, seed, spec, scheme, leaves } = options;
  const info = infoOf(options);
  const token = (path?: string, from = seed): string =>
    stringifyReplay({ case: info.id, provider, seed: from, path, spec });
  const base = { kind: 'tour' as const, ...info, seed, violations: [], trace: [], executions: 0, replay: token() };
  if (!playable(scheme, provider.capabilities, leaves)) {
    return { record: { ...base, outcome: 'not-applicable', reason: 'the provider does not claim what it is about' } };
  }
  try {
    const orders = await everyOrder(scopeFor(options, provider.capabilities), { ...options, info });
    const { progress, ended, found, obstacle, trace } = orders;
    const rest = { ...base, trace, executions: progress.orders, covered: coveredByOrders(orders, leaves) };
    if (found !== undefined) return { orders, record: { ...rest, ...shownBy(found, token) } };
    if (ended === 'complete' && progress.orders > 0) return { orders, record: { ...rest, outcome: 'passed' } };
    const reason = ended === 'budget' ? 'the budget is used up' : (obstacle ?? 'nothing was driven');
    return { orders, record: { ...rest, outcome: 'inconclusive', reason } };
  } catch (reason) {
    const why = `orders could not be driven: ${reason instanceof Error ? reason.message : 'unknown'}`;
    return { record: { ...base, outcome: 'inconclusive', reason: why } };
  }
}

/** What was driven, in one line. */
export function coveredByOrders({ progress, ended, arrivals }: Orders, leaves: number): string {
  const { orders, share } = progress;
  const whole = ended === 'complete';
  const many = orders.toLocaleString('en');
  const who = leaves === 1 ? '1 leaf joins and leaves' : `${leaves} leaves join and leave`;
  const what = {
    each: 'everything arrives',
    'by chance': 'something arrives, which chance chooses',
    'on their own': 'calls are made, while everything arrives on its own',
  }[arrivals ?? 'each'];
  const part = whole ? 'all ' : '';
  const rest = whole ? '' : `, ${percent(share)} of them`;
  return `${part}${many} ${orders === 1 ? 'order' : 'orders'} in which ${who}, and ${what}${rest}`;
}

/** A share as it was estimated, as a percentage. */
export function percent(share: number): string {
  const value = share * 100;
  return value < 0.1 ? 'less than 0.1 %' : `about ${value.toFixed(value < 10 ? 1 : 0)} %`;
}
