export { configShape, defineConfig, type Config, type Settings, type Value } from './config.js';
export type { Setting } from './setting.js';
export {
  CERTIFY_SETTINGS,
  CLAUSES_SETTINGS,
  EXPLORE_SETTINGS,
  KNOWN_SETTINGS,
  MERGE_SETTINGS,
  PROVIDER_SETTINGS,
  REPLAY_SETTINGS,
  SERVE_SETTINGS,
  SETTINGS,
  type SettingKey,
} from './settings.js';
