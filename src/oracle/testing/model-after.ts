import { advance, NOTHING } from '../model/advance.js';
import type { Join, Model, SocketFacts } from '../model/facts.js';
import { joinOf, socketAt } from '../model/queries.js';
import { Hero, traceOf, type Issued, type Story } from './story.js';

/** What is known after a story, and the facts of its sockets and joins. */
export interface Known {
  readonly model: Model;
  readonly socket: (of: Hero) => SocketFacts | undefined;
  /** The join that a call or a socket began. */
  readonly join: (of: Issued<'joinLeaf'> | Hero) => Join | undefined;
}

/** Tells a story, which gives what is to be looked at, and looks at it with what is known then. */
export function known<T>(tell: (story: Story) => T): Known & { readonly told: T } {
  let told: T | undefined;
  const model = traceOf((story) => {
    told = tell(story);
  }).reduce(advance, NOTHING);
  const socket = (of: Hero): SocketFacts | undefined => socketAt(model, of.node, of.socket);
  return {
    model,
    // Filled by the story, which has been told by now.
    told: told as T,
    socket,
    join: (of) => joinOf(model, of instanceof Hero ? socket(of)?.join : of.id),
  };
}
