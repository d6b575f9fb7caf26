/** The entry for a project of Cucumber: `joinleaf/cucumber`. */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CLAUSE_IDS, CLAUSES, type ClauseId, type Revision } from '../index.js';

/** How a Cucumber project uses the kit. */
export interface CucumberOptions {
  /** The provider, as the command line names it: `module:./my-provider.js`. */
  readonly provider: string;
  readonly seed?: number;
  /** `core` takes the scenarios of the source article alone. */
  readonly level?: 'core' | 'full';
  /** Only the scenarios of these clauses. */
  readonly clauses?: readonly ClauseId[];
  /** The revision of the specification to judge by, the newest where it is not said: scenarios of later ones are skipped. */
  readonly spec?: Revision;
  /** The project's folder, from which Cucumber is started; the working directory where it is not said. */
  readonly folder?: string;
}

/** A profile of Cucumber's configuration, or the part of one that the kit fills. */
export interface CucumberProfile {
  readonly paths: readonly string[];
  readonly import: readonly string[];
  readonly worldParameters: { readonly provider: string; readonly seed?: number; readonly spec?: Revision };
  readonly tags?: string;
}

/**
 * The features and steps of the kit, for a profile in `cucumber.mjs`. Throws where the project's Cucumber is another
 * copy than the kit's: steps that are registered with one are unknown to the other.
 */
export function joinleaf(options: CucumberOptions): CucumberProfile {
  const { provider, seed, spec, level = 'full', clauses, folder = '.' } = options;
  sameCucumber(path.resolve(folder));
  const ids = clauses ?? (level === 'core' ? CLAUSE_IDS.filter((id) => CLAUSES[id].level === 'core') : undefined);
  const home = path.dirname(createRequire(import.meta.url).resolve('joinleaf/package.json'));
  const inside = (glob: string): string =>
    `${(path.relative(path.resolve(folder), home) || '.').replaceAll('\\', '/')}/${glob}`;
  return {
    paths: [inside('features/**/*.feature')],
    import: [inside('dist/steps/**/*.js')],
    worldParameters: { provider, ...(seed === undefined ? {} : { seed }), ...(spec === undefined ? {} : { spec }) },
    ...(ids === undefined ? {} : { tags: ids.map((id) => `@${id}`).join(' or ') }),
  };
}

function sameCucumber(folder: string): void {
  const ours = copyFor(import.meta.url);
  const theirs = copyFor(path.join(folder, 'cucumber.mjs'));
  if (theirs === undefined || ours === theirs) return;
  throw new Error(
    `joinleaf and this project have a copy of @cucumber/cucumber each (${String(ours)}, ${theirs}): ` +
      'install the version that joinleaf depends on, so that there is one',
  );
}

function copyFor(from: string): string | undefined {
  try {
    return realpathSync(createRequire(from).resolve('@cucumber/cucumber'));
  } catch {
    return undefined;
  }
}
