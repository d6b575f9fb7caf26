/**
 * The revisions of the catalogue, oldest first, and what came with each. A revision is named after the date of the source
 * article and the number of our reading of it. Whatever asks for more than an earlier one did says since which revision.
 */
export const REVISIONS = {
  '2018-05-31/1': 'every clause, by scenarios and by orderings that are drawn at random',
  '2018-05-31/2': 'every ordering of two leaves, along each transition of the model; and walks on which calls overlap',
} as const;

/** The name of a revision. */
export type Revision = keyof typeof REVISIONS;

/** Whether a text is the name of a revision that this kit has. */
export function isRevision(text: string): text is Revision {
  return Object.hasOwn(REVISIONS, text);
}

/** All revisions, oldest first. */
export const REVISION_NAMES: readonly Revision[] = Object.keys(REVISIONS).filter(isRevision);

/** The newest revision: what holds where no other is asked for. */
export const SPEC_REVISION: Revision = '2018-05-31/2';

/** Whether what came with one revision is a part of another. What says nothing has been there from the first on. */
export function isIn(since: Revision | undefined, revision: Revision): boolean {
  return since === undefined || REVISION_NAMES.indexOf(since) <= REVISION_NAMES.indexOf(revision);
}

/** Why something is not judged in a revision; undefined if it is. */
export function notIn(since: Revision | undefined, revision: Revision): string | undefined {
  return since === undefined || isIn(since, revision)
    ? undefined
    : `it is not in revision ${revision} of the specification, but came with ${since}`;
}

/** The revisions that came after one, oldest first. */
export function laterThan(revision: Revision): readonly Revision[] {
  return REVISION_NAMES.slice(REVISION_NAMES.indexOf(revision) + 1);
}
