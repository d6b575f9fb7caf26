import { z } from 'zod';

const said = z.string().trim().min(1, 'it must not be empty');

const entry = z.strictObject({
  clause: said.describe('the clause that fails: USING-7'),
  kind: said.describe('what the failure looks like, as the report names it: WSPJoinLeaf = NO_ERROR'),
  cases: z
    .array(said)
    .min(1)
    .readonly()
    .describe('the ids of the cases in which it fails, all of them; where none is named, it may fail in any')
    .exactOptional(),
  reason: said.describe('why it fails'),
  link: said.describe('where more is to be read, or where it is tracked').exactOptional(),
  sometimes: z
    .literal(true)
    .describe('it does not fail in every run: it is not stale where it does not')
    .exactOptional(),
});

/** The shape of a list of known failures. */
export const knownFailuresShape = z
  .strictObject({
    provider: said.describe('the name of the provider whose failures these are').exactOptional(),
    seed: z.int().describe('the seed of the run that the list was made from').exactOptional(),
    runs: z.int().describe('how many orderings its properties tried').exactOptional(),
    failures: z.array(entry).readonly(),
  })
  .describe('What a provider is known to get wrong.');

/** One failure, or several of one kind, that are expected. */
export type KnownFailure = z.infer<typeof entry>;

/** A list of known failures. */
export type KnownFailures = Readonly<z.infer<typeof knownFailuresShape>>;
