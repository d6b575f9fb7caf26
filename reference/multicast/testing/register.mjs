// For `node --import`: TypeScript without a build, as the features have it.
import { register } from 'node:module';

register('ts-node/esm/transpile-only', import.meta.url);
