import type { Line } from '../../port/index.js';
import { ROOT } from '../plan.js';
import { canDo, type Act, type TourStage as Stage } from '../tour/index.js';
import type { Company, Option } from './company.js';

const ANYTHING: Option = { it: { do: 'step' } };

/**
 * Where nothing is under way, everything comes to rest before anybody does something else: what should have come and has
 * not would not show otherwise, once everybody has left.
 */
const REST: Option = { it: { do: 'quiet' }, isAlone: true };

/**
 * What can be done now, where everybody has done so much of what is his to do. Of what may arrive, some may turn out not to
 * be under way, where the provider cannot tell.
 */
export function optionsAt(
  stage: Stage,
  { strands, arrivals, hasty }: Company,
  done: readonly number[],
  latest: Act | undefined,
  lines: readonly Line[] | undefined,
): readonly Option[] {
  const options: Option[] = [];
  const { testbed } = stage.live;
  const canDeliver = testbed.deliver !== undefined;
  const canStep = testbed.step !== undefined;
  if (canDeliver) {
    for (const arrival of arrivals) if (lines === undefined || isAmong(lines, arrival)) options.push(arrival);
  } else if (canStep) options.push(ANYTHING);
  const rests = canDeliver || canStep;
  const arriving = options.length;
  if (rests && latest !== undefined && latest.do !== 'quiet') options.push(REST);
  const before = options.length;
  for (let strand = 0; strand < strands.length; strand += 1) {
    for (const option of strands[strand]?.[done[strand] ?? 0] ?? []) {
      if (isPossible(stage, option.it, rests, hasty)) options.push(option);
    }
  }
  // Where nobody does anything else, all that is left to come comes one by one.
  if (options.length === before && before > arriving) options.pop();
  return options;
}

function isPossible(stage: Stage, it: Act, rests: boolean, hasty: boolean): boolean {
  if (it.do === 'quiet') return !rests;
  return canDo(stage, it) && (hasty || isSensible(stage, it));
}

function isAmong(lines: readonly Line[], { from, to }: Line): boolean {
  for (const line of lines) if (line.from === from && line.to === to) return true;
  return false;
}

// WSPAccept makes sense once FD_ACCEPT was indicated since it was called the last time; and an invitation, unless the one
// before has no outcome yet (USING-7).
function isSensible({ live, nodes, own, root }: Stage, it: Act): boolean {
  if (it.do !== 'accept' && it.do !== 'reject' && it.do !== 'invite') return true;
  const listens = it.do !== 'invite' && it.leaf !== undefined;
  const node = listens ? nodes[it.leaf] : ROOT;
  const socket = listens ? own[it.leaf] : root;
  const [verb, event] = it.do === 'invite' ? (['joinLeaf', 'FD_CONNECT'] as const) : (['accept', 'FD_ACCEPT'] as const);
  const latest = live.trace().findLast((known) => {
    if (known.kind === 'indication') return known.event === event && known.node === node && known.socket === socket;
    return known.kind === 'call' && known.verb === verb && known.node === node && known.args.socket === socket;
  });
  return it.do === 'invite' ? latest?.kind !== 'call' : latest?.kind === 'indication';
}
