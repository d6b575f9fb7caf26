import { benchReductions } from './explore-reductions.js';
import { benchScheduler } from './explore-scheduler.js';
import { benchSpin } from './explore-spin.js';
import { benchStories } from './explore-stories.js';
import { benchTours } from './explore-tours.js';

/** Exploration against its peers, and against what is proved to be necessary. */
export async function benchExplore(): Promise<void> {
  await benchScheduler();
  await benchSpin();
  await benchReductions();
  await benchTours();
  await benchStories();
}
