import { benchSpin } from './explore-spin.js';

/** Exploration against its peers. */
export async function benchExplore(): Promise<void> {
  await benchSpin();
}
