// Lets `node --import ./bench/register.mjs bench/main.ts` run TypeScript: compiled on the fly, types not checked.
import { register } from 'node:module';

process.setSourceMapsEnabled(true);
register('ts-node/esm/transpile-only', import.meta.url);
