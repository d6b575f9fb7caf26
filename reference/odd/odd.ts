import type { Provider } from '../../src/provider.js';

/** A provider that does things in an unusual way, and conforms: whoever finds fault with it is wrong. */
export interface Odd {
  /** The name of its file. */
  readonly name: string;
  /** What it does differently, in one sentence, and why it may. */
  readonly oddity: string;
  readonly provider: Provider;
  /** Deadlines, in milliseconds, that are long enough for it, where the default ones are not. */
  readonly limits?: Readonly<Record<'mustMs' | 'mustNotMs', number>>;
  /** It is slow to judge: so many orderings a property are enough. */
  readonly runs?: number;
}
