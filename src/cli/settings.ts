import { InvalidArgumentError, Option, type Command } from 'commander';
import { SETTINGS, type Setting, type SettingKey, type Settings } from '../config/index.js';
import { issuesOf } from '../trace/index.js';
import { readConfig } from './config-file.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { jsonText } from './output.js';

/** Gives a command the options of these settings, and those about the configuration file. */
export function addSettings(command: Command, keys: readonly SettingKey[]): Command {
  for (const key of keys) {
    const setting: Setting = SETTINGS[key];
    command.addOption(optionOf(setting));
    // What a configuration file has turned on can be turned off again.
    if (isFlag(setting)) command.addOption(new Option(setting.flags.replace(/^--/u, '--no-')).hideHelp());
  }
  return command
    .option('--config <file>', 'read settings from here, and not from joinleaf.config.{ts,js,json}')
    .addOption(new Option('--no-config', 'read no configuration file').default(undefined))
    .option('--print-config', 'print the settings that hold, and do nothing else');
}

/**
 * The settings of a command: from its command line, else from the configuration file, else what holds where nothing is
 * said. Undefined if they were only to be printed, which has then been done.
 */
async function settingsOf<K extends SettingKey>(
  io: Io,
  command: Command,
  keys: readonly K[],
): Promise<Settings<K> | undefined> {
  const said: Readonly<Record<string, unknown>> = command.opts();
  const config =
    said.config === false ? {} : await readConfig(typeof said.config === 'string' ? said.config : undefined);
  const entries = keys.flatMap((key) => {
    const setting: Setting = SETTINGS[key];
    const value = command.getOptionValueSource(key) === 'cli' ? said[key] : (config[key] ?? setting.fallback);
    return value === undefined ? [] : [[key, value] as const];
  });
  const settings = Object.fromEntries(entries);
  if (said.printConfig === true) {
    io.out(jsonText(settings));
    return undefined;
  }
  for (const key of keys) {
    const { required, flags }: Setting = SETTINGS[key];
    if (required && settings[key] === undefined) {
      throw new WrongInput(`required option '${flags}' not specified, here or in a configuration file`);
    }
  }
  // Each value has been through the shape of its setting, and those that have to be there are.
  return settings as Settings<K>;
}

/** Runs a command with its settings, unless they were only to be printed. */
export async function withSettings<K extends SettingKey>(
  io: Io,
  command: Command,
  keys: readonly K[],
  work: (settings: Settings<K>) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  const settings = await settingsOf(io, command, keys);
  return settings === undefined ? EXIT.conformant : work(settings);
}

function optionOf(setting: Setting): Option {
  const { flags, says, fallback } = setting;
  const option = new Option(flags, says);
  if (fallback !== undefined) option.default(fallback);
  if (isFlag(setting)) return option;
  return option.argParser((text, before: unknown) => {
    if (!option.variadic) return checked(setting, setting.read(text));
    return checked(setting, [...(Array.isArray(before) ? (before as unknown[]) : []), setting.read(text)]);
  });
}

function isFlag({ flags }: Setting): boolean {
  return !flags.includes('<');
}

function checked({ shape }: Setting, value: unknown): unknown {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? issuesOf(parsed.error));
}
