import type { Monitor } from '../monitor.js';
import { accepting } from './accepting.js';
import { binding } from './binding.js';
import { blocking } from './blocking.js';
import { claims } from './claims.js';
import { closing } from './closing.js';
import { completion } from './completion.js';
import { descriptors } from './descriptors.js';
import { events } from './events.js';
import { groups } from './groups.js';
import { listening } from './listening.js';
import { making } from './making.js';
import { overtaken } from './overtaken.js';
import { pending } from './pending.js';
import { requests } from './requests.js';
import { sessionData } from './session-data.js';
import { settings } from './settings.js';
import { starting } from './starting.js';

/** All monitors, in the order of a join's life. */
export const MONITORS: readonly Monitor[] = [
  claims,
  making,
  listening,
  starting,
  overtaken,
  binding,
  requests,
  accepting,
  completion,
  blocking,
  pending,
  closing,
  sessionData,
  settings,
  groups,
  events,
  descriptors,
];
