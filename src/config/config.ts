import { z } from 'zod';
import type { Setting } from './setting.js';
import { SETTINGS, type SettingKey } from './settings.js';

type Table = typeof SETTINGS;

/** What a setting holds. */
export type Value<K extends SettingKey> = z.output<Table[K]['shape']>;

/** The settings that always have a value. */
type Given = { [K in SettingKey]: Table[K] extends { fallback: unknown } | { required: true } ? K : never }[SettingKey];

/** Some settings, as a command gets them: from the command line, the configuration file, or their fallbacks. */
export type Settings<K extends SettingKey> = { readonly [P in K & Given]: Value<P> } & {
  readonly [P in Exclude<K, Given>]?: Value<P>;
};

/** What a configuration file may say: everything that the command line can. */
export type Config = { readonly [K in SettingKey]?: Value<K> };

/** The shape of a configuration file. */
export const configShape = z
  .strictObject({
    $schema: z.string().describe('the schema of this file, for editors').exactOptional(),
    ...(Object.fromEntries(
      Object.entries(SETTINGS).map(([key, { shape }]: [string, Setting]) => [key, shape.exactOptional()]),
    ) as { [K in SettingKey]: z.ZodExactOptional<Table[K]['shape']> }),
  })
  .describe('The settings of joinleaf, as joinleaf.config.json has them.');

/** Gives a configuration back as it is: for its type, in a `joinleaf.config.ts` or `.js`. */
export function defineConfig(config: Config): Config {
  return config;
}
