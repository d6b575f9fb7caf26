import { createRequire } from 'node:module';

/** The kit's version, from its package. */
export const KIT_VERSION: string = versionIn(createRequire(import.meta.url)('joinleaf/package.json'));

function versionIn(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error('package.json has no version');
}
