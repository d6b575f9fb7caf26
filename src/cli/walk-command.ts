import pc from 'picocolors';
import { walk, walkableSchemes, type Walked } from '../certify/index.js';
import { DEFAULT_LIMITS, type Provider } from '../port/index.js';
import { replayCommand } from './certify-command.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { ExploreRequest } from './explore-command.js';
import { liveLine } from './explore-progress.js';
import { exitOf, schemesFor } from './explored-schemes.js';
import { many, markOf, plainOutcome, plainViolations, watchOver, whyOf } from './exploring.js';
import type { Io } from './io.js';
import { limitsFrom } from './options.js';
import { jsonText } from './output.js';
import { showCase } from './replay-formats.js';

type Asked = ExploreRequest & { readonly walks: number };

type Scheme = Asked['scheme'] extends readonly (infer S)[] | undefined ? S : never;

/** `joinleaf explore --walks`: random walks through what may happen among many leaves. They are a sample, never all. */
export async function walkIn(io: Io, provider: Provider, options: Asked): Promise<ExitCode> {
  const { leaves, seed, budget, walks } = options;
  const sessions = options.sessions ?? 1;
  if (options.resume !== undefined)
    throw new WrongInput('--resume is for every ordering of a few leaves, and not for --walks');
  if (options.depth !== undefined)
    throw new WrongInput('--depth is for every ordering of a few leaves: --walks do everything');
  const possible = walkableSchemes(provider.capabilities, { leaves, sessions });
  const { maxNodes } = provider.capabilities;
  const room = maxNodes === undefined ? '' : `, on ${maxNodes} nodes at most`;
  const people = `${leaves} leaves${sessions === 1 ? '' : ` in each of ${sessions} sessions`}`;
  const done = `walked through with ${people}${room}`;
  const { schemes, whole } = schemesFor(io, provider, options.scheme, possible, done);
  if (schemes.length === 0) return EXIT.inconclusive;
  const watch = watchOver(io, budget);
  const line = liveLine(io);
  const limits = { ...DEFAULT_LIMITS, ...limitsFrom(options) };
  let left = budget?.executions ?? Number.POSITIVE_INFINITY;
  const all: Walked[] = [];
  for (const scheme of schemes) {
    const from = performance.now();
    const before = left;
    let gone = 0;
    const walked = await walk({
      ...{ provider, seed, limits, scheme, leaves, sessions, walks },
      isOver: () => gone >= before || watch.isOver(),
      onWalk(count, situations) {
        gone = count;
        line.show(() => progressOf(scheme, count, walks, situations, performance.now() - from));
      },
    });
    line.done();
    left -= walked.walks;
    all.push(walked);
    if (options.json !== true) tell(io, scheme, walked, options);
    if (watch.isAborted()) break;
  }
  watch.release();
  if (options.json === true) io.out(jsonText(plainResult(provider, options, schemes, all)));
  return exitOf(all, whole && all.length === schemes.length);
}

function progressOf(scheme: string, count: number, of: number, situations: number, ms: number): string {
  const rate = (count * 1000) / Math.max(1, ms);
  const left = Math.max(1, Math.round((of - count) / Math.max(rate, 0.001)));
  const span = left < 90 ? `${left} s` : `${Math.round(left / 60)} min`;
  return `${scheme}: ${many(count)} of ${many(of)} walks, ${many(situations)} situations, ${rate.toFixed(rate < 10 ? 1 : 0)}/s, about ${span} left`;
}

function tell(io: Io, scheme: string, { record, walks, situations }: Walked, options: Asked): void {
  const colours = pc.createColors(io.colour);
  const { outcome, violations } = record;
  const mark = markOf(io, record);
  const sessions = options.sessions ?? 1;
  const people = `${options.leaves} ${options.leaves === 1 ? 'leaf' : 'leaves'}${sessions === 1 ? '' : ` in each of ${sessions} sessions`}`;
  const why = whyOf(record);
  const count = `${many(walks)} ${walks === 1 ? 'walk' : 'walks'} of ${people}`;
  const broken = violations.length === 0 ? '0 violations' : '1 violation';
  io.out(
    `${mark} ${colours.bold(scheme)}${why} ${count}, ${many(situations)} situations of a leaf and its root met; ${broken}\n`,
  );
  if (outcome !== 'violated') return;
  showCase(io, record, 'text');
  io.out(`replay    ${replayCommand(options)} ${record.replay}\n`);
}

function plainResult(
  { name, version }: Provider,
  asked: Asked,
  schemes: readonly Scheme[],
  all: readonly Walked[],
): object {
  const { leaves, sessions = 1, seed, walks } = asked;
  return {
    provider: { name, version },
    ...{ leaves, sessions, seed, walks },
    schemes: all.map(({ record, walks: done, situations }, place) => ({
      scheme: schemes[place],
      ...plainOutcome(record),
      ...{ walks: done, situations },
      ...plainViolations(record),
    })),
  };
}
