export { BEHAVIOURS, leafName, MOST_LEAVES, scopeOf, type Behaviour, type Depth, type Scope } from './scope.js';
export { type Call, type CallLabel, type EventLabel, type Label, type Place, type QuietLabel } from './label.js';
export { graphOf, type Graph } from './graph.js';
export { reducedOf, type Alike, type Reduced } from './reduced.js';
export { openPart, wantedEdges } from './part.js';
export { census, type Census } from './census.js';
export { machineOf, type Machine } from './machine.js';
export type { Reductions } from './product.js';
