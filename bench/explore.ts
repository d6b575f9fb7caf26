import { benchScheduler } from './explore-scheduler.js';
import { benchSpin } from './explore-spin.js';

/** Exploration against its peers. */
export async function benchExplore(): Promise<void> {
  await benchScheduler();
  await benchSpin();
}
