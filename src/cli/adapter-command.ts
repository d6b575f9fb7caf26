import { Argument, Option, type Command } from 'commander';
import { DEFAULT_LIMITS } from '../port/index.js';
import { adapterCheck, type AdapterCheckOptions } from './adapter-check.js';
import { adapterInit, LANGUAGES, type Language } from './adapter-init.js';
import type { ExitCode } from './exit.js';
import { endedBySignals } from './guard.js';
import type { Io } from './io.js';
import { whole } from './options.js';

const MOST_MS = 3_600_000;

/** Registers `joinleaf adapter` and what belongs to it. */
export function adapterCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const adapter = program.command('adapter').description('begin an adapter in another language, or check one');
  adapter
    .command('init')
    .description('write an adapter to begin with: it answers everything and claims nothing')
    .addOption(new Option('--lang <language>', 'in this language').choices(LANGUAGES).makeOptionMandatory())
    .addArgument(new Argument('<dir>', 'into this folder, which is new or empty'))
    .action((folder: string, { lang }: { readonly lang: Language }) => {
      done(adapterInit(io, lang, folder));
    });
  adapter
    .command('check')
    .description('speak the protocol with an adapter, and say what is wrong with it, whatever its provider does')
    .addArgument(new Argument('<specifier>', 'exec:<command line>, or exec-per-node:<command line with {node}>'))
    .option('--json', 'print the result as JSON')
    .addOption(
      new Option('--call-ms <ms>', `a call has so long to return (${DEFAULT_LIMITS.callMs} if not set)`).argParser(
        whole(1, MOST_MS),
      ),
    )
    .action(async (specifier: string, options: AdapterCheckOptions) => {
      done(await endedBySignals(() => adapterCheck(io, specifier, options)));
    });
}
