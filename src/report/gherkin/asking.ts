import { controlPlane, dataPlane, WSA_FLAG, type ProtocolEntry } from '../../spi/index.js';
import type { Args } from '../../trace/index.js';

/** The kinds of entries that the features know, the narrowest first. */
const KINDS: readonly (readonly [words: string, fits: (entry: ProtocolEntry) => boolean])[] = [
  ['that is nonrooted in both planes', (it) => controlPlane(it) === 'nonrooted' && dataPlane(it) === 'nonrooted'],
  ['with a nonrooted control plane', (it) => controlPlane(it) === 'nonrooted'],
  ['without multipoint support', (it) => controlPlane(it) === 'none'],
  ['without a rooted control plane', (it) => controlPlane(it) !== 'rooted'],
  ['without a rooted data plane', (it) => dataPlane(it) !== 'rooted'],
  ['with multipoint support', (it) => controlPlane(it) !== 'none'],
];

const ROLES = [
  ['c_root', WSA_FLAG.MULTIPOINT_C_ROOT],
  ['c_leaf', WSA_FLAG.MULTIPOINT_C_LEAF],
  ['d_root', WSA_FLAG.MULTIPOINT_D_ROOT],
  ['d_leaf', WSA_FLAG.MULTIPOINT_D_LEAF],
] as const;

interface Asked {
  readonly lines: readonly { readonly type: 'When' | 'Then'; readonly says: string }[];
  readonly unsaid: readonly string[];
}

/** What is said where sockets are asked for and not used: of each entry of a kind, in as many sentences as it takes. */
export function askingSentences(entries: readonly ProtocolEntry[], asked: readonly Args<'socket'>[]): Asked {
  const lines: { readonly type: 'When'; readonly says: string }[] = [];
  const unsaid: string[] = [];
  for (const flags of new Set(asked.map((it) => it.flags))) {
    const ids = new Set(asked.filter((it) => it.flags === flags).map(({ entry }) => entry));
    const words = ROLES.flatMap(([role, flag]) => ((flags & flag) === 0 ? [] : role)).join('/') || 'plain socket';
    // A violation cuts the story short, so that the last entries of the kind may not have been asked.
    const kind = KINDS.find(([, fits]) => {
      const all = entries.filter(fits).map(({ id }) => id);
      return all.length >= ids.size && all.slice(0, ids.size).every((id) => ids.has(id));
    });
    if (kind === undefined) unsaid.push(`WSPSocket, asking for ${words}`);
    else lines.push({ type: 'When', says: `a ${words} is asked of each entry ${kind[0]}` });
  }
  return { lines: [...lines, { type: 'Then', says: 'all is as it should be' }], unsaid };
}
