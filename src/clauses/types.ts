import type { DataPlane, Feature, Scheme } from '../spi/index.js';
import type { Revision } from './revisions.js';

/** How far a clause counts: `core` is the source article, `extended` its siblings, `definition` says how to read. */
export type Level = 'core' | 'extended' | 'definition';

/** The articles, by the prefix of their clauses' ids. */
export type ArticleId =
  | 'JOIN'
  | 'USING'
  | 'FLAGS'
  | 'INFO'
  | 'TAXONOMY'
  | 'DIFF'
  | 'ACCEPT'
  | 'LISTEN'
  | 'EVENTS'
  | 'CLOSE'
  | 'LOOPBACK'
  | 'SCOPE'
  | 'IPMC';

/** What kind of observation can show that a clause holds or fails; a failed `Then` blames the clauses that fit it. */
export type Evidence =
  | 'FD_ACCEPT'
  | 'FD_CONNECT'
  | 'FD_CLOSE'
  | 'FD_READ'
  /** What a call returned: success or which error. */
  | 'return'
  /** What a call gave: a descriptor, an address, caller or callee data. */
  | 'value'
  /** Session data received, or not. */
  | 'data'
  /** What the provider's capabilities say, before any call. */
  | 'claims';

/** What a provider has to claim for a clause to be about it. An empty one applies to every provider. */
export interface Applicability {
  /** At least one of these schemes. */
  readonly schemes?: readonly Scheme[];
  /** All of these schemes. */
  readonly allSchemes?: readonly Scheme[];
  readonly dataPlane?: DataPlane;
  /** All of these features. */
  readonly features?: readonly Feature[];
  /** There is an entry without multipoint support. */
  readonly plainEntry?: true;
  /** Loopback takes effect at the receiver: it has not been declared to be the sender's (IPMC-4). */
  readonly loopbackSide?: 'receiver';
  /** At least one of these, beside the rest: for what can be shown in more than one way (USING-10, FLAGS-1). */
  readonly anyOf?: readonly Applicability[];
}

/** How a clause is verified, or why it is not. */
export type Verification =
  { readonly by: 'scenario'; readonly how: string } | { readonly by: 'nothing'; readonly why: string };

/** One clause of the specification. */
export interface Clause {
  readonly article: ArticleId;
  /** The paragraph of the source article, or the item of a sibling. */
  readonly paragraph: string;
  readonly level: Level;
  /** A short name for reports: "the root is told once the leaf has accepted". */
  readonly title: string;
  /** What it demands, in our words. */
  readonly summary: string;
  readonly applies: Applicability;
  readonly evidence: readonly Evidence[];
  readonly verified: Verification;
  /** The revision since which it is judged, where it was not from the first on. */
  readonly since?: Revision;
}

/** A decision of this project where the articles leave room. */
export interface Ruling {
  readonly title: string;
  readonly text: string;
  /** The clauses that it bears on. */
  readonly clauses: readonly string[];
}
