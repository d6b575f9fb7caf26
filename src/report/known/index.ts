export { unfit } from './baseline.js';
export { heldAgainst, type Expected } from './gate.js';
export { parseKnown, type ParsedKnown } from './parse.js';
export { knownFailuresShape, type KnownFailure, type KnownFailures } from './shape.js';
export { EMPTY_LIST, emptyList, unfitSource, updatedList, type Updated } from './update.js';
