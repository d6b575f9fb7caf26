export { coverage, type Coverage } from './coverage.js';
export type { Strategy } from './habits.js';
export { MOST_SESSIONS, MOST_WALKING, walkable, walks, type WalksDefinition } from './walks.js';
