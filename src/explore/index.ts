export { counting } from './in-case.js';
export type { Move, MoveKind, MoveOf, Moves } from './move.js';
export type { Ending, Guest, Plan, PlanScheme, Way } from './plan.js';
export type { CheckOptions, Property } from './property.js';
export {
  act,
  notDriven,
  parseScript,
  possibilities,
  play,
  replay as replayScript,
  stringifyScript,
  tour,
  voyage,
  type Act,
  type Done,
  type Found,
  type Kept,
  type Possibility,
  type Progress,
  type Story,
  type Tour,
  type TourOptions,
  type TourStage,
  type Voyage,
  type VoyageOptions,
} from './tour/index.js';
export { retrace, type Retraced } from './retrace/index.js';
export { doingsIn, minimised, playDoings, type Doings, type Minimal } from './deeds/index.js';
export {
  everyOrder,
  type Come,
  type Orders,
  type OrdersOptions,
  type OrdersProgress,
  type Place,
} from './orders/index.js';
export { scopeOfTheme, THEMES, type Theme } from './themes.js';
export { PROPERTIES } from './properties.js';
export { plansOf, playable, planesFor, ROOMY, type Recipe } from './draw-plans.js';
export type { Weights } from './draw-moves.js';
export { runPlan, type Direction, type Execution, type PlayOptions } from './run-plan.js';
export type { Member } from './scene.js';
export {
  BEHAVIOURS,
  census,
  graphOf,
  leafName,
  machineOf,
  MOST_LEAVES,
  reducedOf,
  scopeOf,
  type Alike,
  type Behaviour,
  type Census,
  type Depth,
  type Graph,
  type Label,
  type Machine,
  type Reduced,
  type Scope,
} from './graph/index.js';
export {
  coverage,
  MOST_SESSIONS,
  MOST_WALKING,
  walkable,
  walks,
  type Coverage,
  type Strategy,
  type WalksDefinition,
} from './walk/index.js';
