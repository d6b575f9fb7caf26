export { doingsIn, type Deed, type Doings } from './deeds.js';
export { breaks, minimised, plainness, playDoings, type Minimal, type MinimiseOptions } from './minimise.js';
export { DOINGS } from './simpler.js';
