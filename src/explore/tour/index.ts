export { cover, type Cover } from './cover.js';
export { parseScript, stringifyScript, type Act, type Script } from './script.js';
export { shrunk, type Story } from './shrink.js';
export { notDriven, replay, tour, type Progress, type Tour, type TourOptions } from './tour.js';
export type { Voyage, VoyageOptions } from './voyage.js';
