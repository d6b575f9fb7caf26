import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Features and compiled steps lie in the package, wherever that is and whatever the working directory. */
export const PACKAGE = path.dirname(createRequire(import.meta.url).resolve('joinleaf/package.json'));

/** A feature file, by its path from the package's root, with forward slashes. */
export interface FeatureSource {
  readonly uri: string;
  readonly text: string;
}

/** The feature files of the kit, by the names that the ids of cases have for them, in order. */
export function featureFiles(): readonly FeatureSource[] {
  const folder = path.join(PACKAGE, 'features');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.feature'))
    .sort()
    .map((file) => ({
      uri: path.posix.join('features', file.replaceAll('\\', '/')),
      text: readFileSync(path.join(folder, file), 'utf8'),
    }));
}
