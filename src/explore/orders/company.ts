import type { Line } from '../../port/index.js';
import { leafName, type Depth, type Scope } from '../graph/index.js';
import { ROOT } from '../plan.js';
import type { Act } from '../tour/index.js';

/** Something that may be done, and whose next act it is; nobody's where something arrives. */
export interface Option {
  readonly it: Act;
  readonly strand?: number;
  /** Whether it is done where nothing before it can be done, and then nothing else is. */
  readonly isAlone?: boolean;
}

/** What lets the oldest thing happen that is under way on a line. */
interface Arrival extends Line, Option {}

/** What somebody does next: one of these. */
type Choice = readonly Act[];

/** Who takes part, what each of them does, in this order, and the lines between them. */
export interface Company {
  /** Of each: by how much he has done, what he may do next. */
  readonly strands: readonly (readonly (readonly Option[])[])[];
  readonly arrivals: readonly Arrival[];
  /** Whether people call WSPAccept before FD_ACCEPT, and invite before they know what became of the invitation before. */
  readonly hasty: boolean;
}

/**
 * Everybody joins, and leaves; the root invites in any order, and takes in as many as ask. At `standard` whoever is asked
 * may reject, and the root closes, too. At `thorough` the root may drop a leaf before it leaves, whoever has asked for a
 * join asks once more, and everybody is hasty.
 */
export function companyOf(scope: Pick<Scope, 'scheme' | 'ways' | 'may'>, depth: Depth): Company {
  const { scheme, ways, may } = scope;
  const more = depth !== 'quick';
  const most = depth === 'thorough';
  const rooted = scheme !== 'nonrooted';
  const rejects = more && may.includes('reject');
  const answer = (leaf?: number): Choice => {
    const whose = leaf === undefined ? {} : { leaf };
    return [{ do: 'accept', ...whose }, ...(rejects ? [{ do: 'reject', ...whose } as const] : [])];
  };
  const people = ways.flatMap((way, leaf): readonly (readonly Choice[])[] => {
    const again: readonly Choice[] = most ? [[{ do: 'again', leaf }]] : [];
    const parts: Choice = [{ do: 'leave', leaf }, ...(most && rooted ? [{ do: 'drop', leaf } as const] : [])];
    switch (way) {
      case 'invited':
        return [
          [[{ do: 'invite', leaf }], ...again],
          [answer(leaf), parts],
        ];
      case 'asking':
        return [[[{ do: 'ask', leaf }], ...again, parts]];
      case 'joining':
        return [[[{ do: 'join', leaf }], ...again, parts]];
    }
  });
  const answers = ways.filter((way) => way === 'asking').map(() => answer());
  const closes: readonly Choice[] = rooted && more ? [[{ do: 'closeRoot' }]] : [];
  // Where nobody can choose what arrives, everything comes to rest at some moment.
  const rests: readonly Choice[] = [[{ do: 'quiet' }]];
  const strands = [...people, answers, closes, rests].filter((choices) => choices.length > 0);
  return {
    strands: strands.map((choices, strand) => choices.map((choice) => choice.map((it) => ({ it, strand })))),
    arrivals: arrivalsIn(scope),
    hasty: most,
  };
}

function arrivalsIn({ scheme, ways }: Pick<Scope, 'scheme' | 'ways'>): readonly Arrival[] {
  const all = ways.flatMap((_way, leaf): readonly Arrival[] => {
    const node = leafName({ scheme }, leaf);
    const atHome = { from: node, to: node, it: { do: 'at-home', leaf } } as const;
    if (scheme === 'nonrooted') return [atHome];
    return [
      { from: node, to: ROOT, it: { do: 'to-root', leaf } },
      { from: ROOT, to: node, it: { do: 'from-root', leaf } },
      atHome,
    ];
  });
  return scheme === 'nonrooted' ? all : [...all, { from: ROOT, to: ROOT, it: { do: 'at-home' } }];
}
