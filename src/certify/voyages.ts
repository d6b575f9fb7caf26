import {
  playable,
  PROPERTIES,
  scopeOf,
  scopeOfTheme,
  THEMES,
  type Depth,
  type PlanScheme,
  type Scope,
  type Theme,
} from '../explore/index.js';
import type { CaseRecord } from '../run/index.js';
import type { Capabilities } from '../trace/index.js';

/** The schemes that orderings are explored in. */
export const EXPLORED_SCHEMES = [
  'invite',
  'admit',
  'invite+admit',
  'nonrooted',
] as const satisfies readonly PlanScheme[];

/** How much of what people may do is explored. */
export const DEPTHS = ['quick', 'standard', 'thorough'] as const satisfies readonly Depth[];

/** What is to be explored. */
export interface Voyaged {
  readonly scheme: PlanScheme;
  readonly leaves: number;
  readonly depth: Depth;
  /** One of the small worlds beside the map of the depth, by name. */
  readonly theme?: string;
}

/** What there is to explore in a scheme at a depth: the map of so many leaves; and deeper, the small worlds beside it. */
export function voyagesIn(what: Voyaged, capabilities: Capabilities): readonly Voyaged[] {
  const { scheme, depth } = what;
  const themes = depth === 'quick' ? [] : THEMES.filter((it) => it.scheme === scheme);
  return [
    what,
    ...themes
      .filter(({ ways }) => playable(scheme, capabilities, ways.length))
      .map(({ name, ways }) => ({ scheme, leaves: ways.length, depth, theme: name })),
  ];
}

/** What the id of a tour's case stands for; undefined if it is no such id. */
export function voyagedIn(id: string): Voyaged | undefined {
  const [, scheme, leaves, world] = /^tour\/([a-z+]+)\/(\d)\/([a-z-]+)$/u.exec(id) ?? [];
  const known = EXPLORED_SCHEMES.find((it) => it === scheme);
  const theme = THEMES.find((it) => it.name === world && it.scheme === scheme)?.name;
  const depth = theme === undefined ? DEPTHS.find((it) => it === world) : 'standard';
  if (known === undefined || depth === undefined) return undefined;
  return { scheme: known, leaves: Number(leaves), depth, ...(theme === undefined ? {} : { theme }) };
}

const SHOWN: Readonly<Record<PlanScheme, string>> = {
  invite: 'orderings/invite',
  admit: 'orderings/admit',
  'invite+admit': 'orderings/both-ways',
  nonrooted: 'orderings/nonrooted',
};

/** The schemes that can be explored with so many leaves, by what a provider claims. */
export function explorable(capabilities: Capabilities, leaves: number): readonly PlanScheme[] {
  return EXPLORED_SCHEMES.filter((scheme) => playable(scheme, capabilities, leaves));
}

/** The clauses that a tour in a scheme can show. */
function clausesOfTour(scheme: PlanScheme): readonly string[] {
  return PROPERTIES.find(({ id }) => id === SHOWN[scheme])?.clauses ?? [];
}

/** The id, name and clauses of a tour's case. */
export function infoOf({ scheme, leaves, depth, theme }: Voyaged): Pick<CaseRecord, 'id' | 'name' | 'clauses'> {
  return {
    id: `tour/${scheme}/${leaves}/${theme ?? depth}`,
    name: `Every ordering of ${leaves} ${leaves === 1 ? 'leaf' : 'leaves'}, ${scheme}, ${theme ?? depth}`,
    clauses: clausesOfTour(scheme),
  };
}

/** The scope of a voyage on a provider: what it does not claim is not done to it. */
export function scopeFor(what: Voyaged, { features }: Capabilities): Scope {
  const theme = themeOf(what);
  const scope = theme === undefined ? scopeOf(what.scheme, what.leaves, what.depth) : scopeOfTheme(theme);
  const may = scope.may.filter((it) => (it !== 'reject' && it !== 'defer') || features.includes('condition'));
  return { ...scope, may };
}

/** The small world that a voyage is in, if it is in one. */
export function themeOf({ theme }: Voyaged): Theme | undefined {
  return THEMES.find(({ name }) => name === theme);
}
