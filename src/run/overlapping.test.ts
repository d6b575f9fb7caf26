import { describe, expect, it } from 'vitest';
import { byPromise, createProvider } from '../../reference/memory/index.js';
import { DEFAULT_LIMITS, run, type Provider } from '../port/index.js';
import { castOf } from './cast.js';
import { openCase } from './live-case.js';
import { overlapping } from './overlapping.js';

const reference = createProvider();

/** A root and a leaf; what they do, and how that came to be recorded. */
async function two(provider: Provider) {
  const info = { id: 'x', name: 'x', clauses: [] };
  const live = await run(openCase({ provider, nodes: ['root', 'leaf-1'], seed: 1, info, limits: DEFAULT_LIMITS }));
  const cast = castOf(live);
  await run(cast.make('root', { roles: { control: 'c_root', data: 'd_root' } }));
  await run(cast.make('leaf-1', { roles: { control: 'c_leaf', data: 'd_leaf' } }));
  const from = live.trace().length;
  const course = overlapping(live);
  return {
    ...{ live, course },
    joins: () => run(course.does(() => cast.join('leaf-1', { actor: 'root' }), 'leaf-1')),
    listens: () => run(course.does(() => cast.listen('root'), 'root')),
    came: () =>
      live
        .trace()
        .slice(from)
        .flatMap((it) => ('verb' in it ? `${it.kind} ${it.verb}` : [])),
  };
}

const OVERLAPPED = ['call joinLeaf', 'call listen', 'return listen', 'return joinLeaf'];
const IN_TURN = ['call joinLeaf', 'return joinLeaf', 'call listen', 'return listen'];

describe('what people do one after the other', () => {
  it('is done at once, as long as everybody waits', async () => {
    const { joins, listens, came } = await two(byPromise(reference));
    await joins();
    expect(came()).toEqual(IN_TURN.slice(0, 2));
    await listens();
    expect(came()).toEqual(IN_TURN);
  });

  it('is only taken down from the call on that nobody waits for, and done in one go when that is to return', async () => {
    const { course, joins, listens, came } = await two(byPromise(reference));
    course.keep('leaf-1');
    await joins();
    await listens();
    expect(came()).toEqual([]);
    await run(course.returns('leaf-1'));
    expect(came()).toEqual(OVERLAPPED);
  });

  it('is done at the latest when all is to be finished', async () => {
    const { live, course, joins, listens, came } = await two(byPromise(reference));
    course.keep('leaf-1');
    await joins();
    await listens();
    await run(course.finish());
    expect([came(), live.kept()]).toEqual([OVERLAPPED, 0]);
    await run(course.finish());
    expect(came()).toEqual(OVERLAPPED);
  });

  it('keeps one call of each in flight: whoever does something else has waited before', async () => {
    const { live, course, joins, came } = await two(byPromise(reference));
    course.keep('leaf-1');
    await joins();
    await joins();
    expect(came()).toEqual(['call joinLeaf', 'return joinLeaf', 'call joinLeaf', 'return joinLeaf']);
    course.keep('leaf-1');
    await joins();
    course.keep('leaf-1');
    await joins();
    await run(course.returns('leaf-1'));
    expect([came().slice(4), live.kept()]).toEqual([came().slice(0, 4), 0]);
  });

  it('is done in turn where the provider answers at once', async () => {
    const { course, joins, listens, came } = await two(reference);
    course.keep('leaf-1');
    await joins();
    await listens();
    await run(course.returns('leaf-1'));
    expect(came()).toEqual(IN_TURN);
  });

  it('goes on at once where it is no call that has to be waited for', async () => {
    const { live, course, listens } = await two(reference);
    let waited = false;
    course.keep('leaf-1');
    await run(
      course.does(function* () {
        yield* live.call('leaf-1', 'recv', { socket: 1 });
        yield Promise.resolve();
        waited = true;
      }, 'leaf-1'),
    );
    await listens();
    await run(course.returns('leaf-1'));
    expect([waited, live.kept()]).toEqual([true, 0]);
  });

  it('has no call return that was waited for', async () => {
    const { course, joins } = await two(byPromise(reference));
    await joins();
    expect(() => run(course.returns('leaf-1'))).toThrow('no call of leaf-1 is kept in flight');
    course.keep('leaf-1');
    expect(() => run(course.returns('leaf-1'))).toThrow('no call of leaf-1 is kept in flight');
  });
});
