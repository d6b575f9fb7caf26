export { cover, type Cover } from './cover.js';
export { clausesAtFirst, shortest, toldAgain, type Found } from './found.js';
export { parseScript, stringifyScript, type Act, type Script } from './script.js';
export { shrunk, type Story } from './shrink.js';
export { possibilities, type Possibility } from './sometimes.js';
export { notDriven, replay, tour, type Kept, type Progress, type Tour, type TourOptions } from './tour.js';
export { act, canDo, play, type Done } from './play.js';
export type { Stage as TourStage } from './stage.js';
export { voyage, type Voyage, type VoyageOptions } from './voyage.js';
