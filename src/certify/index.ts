export { parseFeature, scenarioId, scenarioName, type ParsedFeature } from './case-id.js';
export {
  certificationOf,
  failuresOf,
  subjectOf,
  type Certification,
  type Failure,
  type RunFacts,
} from './certification.js';
export { certify, DEFAULT_RUNS, DEFAULT_SEED, FAILED_FAST, selectionOf, type CertifyOptions } from './certify.js';
export type { CertifyEvent } from './events.js';
export { MOST_LEAVES, type Come, type Kept, type OrdersProgress } from '../explore/index.js';
export { MOST_SESSIONS, MOST_WALKING, walk, walkableSchemes, type Walked, type WalkOptions } from './walking.js';
export type { Strolled } from './strolls.js';
export { DEPTHS, explorable, EXPLORED_SCHEMES, voyagesIn, type Voyaged } from './voyages.js';
export {
  coveredBy,
  explore,
  knownOf,
  neverSeen,
  notObserved,
  replayTour,
  type Explored,
  type ExploreOptions,
  type Known,
} from './exploration.js';
export { coveredByOrders, driveOrders, percent, type EveryOrderOptions, type Ordered } from './orders.js';
export { featureFiles, PACKAGE, type FeatureSource } from './feature-files.js';
export { exhibits, type Exhibit, type ExhibitOptions } from './exhibits.js';
export { joined, merged, type PartOfRun } from './merge.js';
export type { Part } from './part.js';
export { propertiesFor } from './properties.js';
export { rejudged } from './recheck.js';
export { replay, type ReplayOptions, type Replayed } from './replay.js';
export { replayTrace, type ReplayedTrace, type ReplayTraceOptions } from './replay-trace.js';
export { costsOf, scheduleOf, shareOf, type Schedule, type Shard } from './schedule.js';
export { shortening, type ShorteningOptions } from './shortest.js';
export { currentStage, setStage, type Stage } from './stage.js';
export {
  isSelected,
  NOT_SELECTED,
  overall,
  verdictsOf,
  type ClauseResult,
  type ClauseResults,
  type ClauseVerdict,
  type Overall,
  type Selection,
  type Verdict,
} from './verdicts.js';
export type { Assessment, Fate, Reported } from './self-test-assess.js';
export { selfTest, specimenNames, type SelfTest, type SelfTestOptions } from './self-test.js';
