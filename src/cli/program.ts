import { Command, CommanderError, Option } from 'commander';
import { DEFAULT_RUNS, DEFAULT_SEED } from '../certify/index.js';
import { DEFAULT_LIMITS } from '../port/index.js';
import { plain } from '../report/index.js';
import { KIT_VERSION } from '../run/index.js';
import { inOneLine, TRANSPORT_LIMITS } from '../transport/index.js';
import { adapterCommand } from './adapter-command.js';
import { certifyCommand, type CertifyCommandOptions } from './certify-command.js';
import { checkCommand } from './check-command.js';
import { clausesCommand } from './clauses-command.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { mutantsCommand, type MutantsCommandOptions } from './mutants-command.js';
import { whole, type ProviderOptions } from './options.js';
import { replayCase, type ReplayCommandOptions } from './replay-command.js';
import { REPLAY_FORMATS } from './replay-formats.js';
import { serveCommand } from './serve-command.js';

const MOST_SEED = 0xffff_ffff;
const MOST_RUNS = 1_000_000;
const MOST_MS = 3_600_000;
const MOST_RESTARTS = 10_000;

const PROVIDER =
  'reference:<name>, module:<path> of a module that exports a provider, exec:<command line> of an adapter, or ' +
  'exec-per-node:<command line with {node}>';
const INTERFACE = 'the network interface to use, for a provider that goes over a network';
const MOST_JOBS = 64;

/** Runs a command line (without the names of node and script) and gives the exit code. Never rejects. */
export async function runCommandLine(io: Io, args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.conformant;
  const program = programOf(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (reason) {
    // Commander has said what is wrong; help and the version were asked for.
    if (reason instanceof CommanderError) return reason.exitCode === 0 ? EXIT.conformant : EXIT.wrong;
    io.err(`joinleaf: ${plain(inOneLine(reason).replace(/^WrongInput: /u, ''), 1000)}\n`);
    return reason instanceof WrongInput ? EXIT.wrong : EXIT.inconclusive;
  }
}

function programOf(io: Io, done: (code: ExitCode) => void): Command {
  const program = new Command('joinleaf')
    .description('Does a provider do what the Windows Sockets 2 SPI says about joining multipoint leaves?')
    .version(KIT_VERSION)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        io.out(text);
      },
      writeErr: (text) => {
        io.err(text);
      },
      // One line an error, so that it can be found in a log.
      outputError: (text, write) => {
        write(
          `joinleaf: ${text
            .replace(/^error: /u, '')
            .trim()
            .replace(/\s*\n\s*/gu, ' ')}\n`,
        );
      },
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 conformant, 1 nonconformant, 2 the command line or an input is wrong, 3 inconclusive.',
    );

  certifyOptions(providerOptions(program.command('certify')))
    .description('certify a provider: a verdict for every clause')
    .action(async (options: CertifyCommandOptions & { readonly replay?: string }) => {
      done(
        options.replay === undefined
          ? await certifyCommand(io, options)
          : await replayCase(io, options.replay, { ...options, format: 'text' }),
      );
    });
  providerOptions(program.command('replay'))
    .description('run one case again, as it went when its replay token was made')
    .argument('<token>', 'the replay token that a failure shows')
    .addOption(new Option('--format <format>', 'how to show it').choices(REPLAY_FORMATS).default('text'))
    .addOption(runsOption())
    .action(async (token: string, options: ReplayCommandOptions) => {
      done(await replayCase(io, token, options));
    });
  program
    .command('serve')
    .description('serve a provider over the adapter protocol, on standard input and output')
    .requiredOption('--provider <specifier>', PROVIDER)
    .option('--interface <name>', INTERFACE)
    .action(async (options: ProviderOptions) => {
      done(await serveCommand(options));
    });
  program
    .command('check')
    .description('judge recorded traces, or the whole output of certify, without the provider')
    .argument('<file...>', 'traces (.ndjson, .ndjson.gz), or folders that certify --out has written')
    .option('--json', 'print the result as JSON')
    .action((files: readonly string[], options: { readonly json?: boolean }) => {
      done(checkCommand(io, files, options));
    });
  program
    .command('mutants')
    .description('try the kit itself: on faulty providers, which it has to catch, and on odd ones, which conform')
    .option('--json', 'print the matrix as JSON')
    .addOption(new Option('--jobs <number>', 'try so many at a time').argParser(whole(1, MOST_JOBS)))
    .option('--only <name...>', 'only these providers')
    .addOption(new Option('--without-monitor <name...>', 'leave monitors of the oracle out').hideHelp())
    .addOption(new Option('--without-feature <file...>', 'leave feature files out').hideHelp())
    .action(async (options: MutantsCommandOptions) => {
      done(await mutantsCommand(io, options));
    });
  program
    .command('clauses')
    .description('list the clauses that a provider is held against')
    .option('--json', 'print the whole catalogue as JSON')
    .action((options: { readonly json?: boolean }) => {
      done(clausesCommand(io, options));
    });
  adapterCommand(program, io, done);
  return program;
}

function providerOptions(command: Command): Command {
  return command
    .requiredOption('--provider <specifier>', PROVIDER)
    .option('--interface <name>', INTERFACE)
    .addOption(
      new Option(
        '--restarts <number>',
        `an adapter that is a process is started again so often after a fault (${TRANSPORT_LIMITS.restarts} if not set)`,
      ).argParser(whole(0, MOST_RESTARTS)),
    )
    .addOption(ms('--call-ms <ms>', `a call has so long to return (${DEFAULT_LIMITS.callMs} if not set)`))
    .addOption(ms('--must-ms <ms>', `what must happen has so long (${DEFAULT_LIMITS.mustMs} if not set)`))
    .addOption(
      ms('--must-not-ms <ms>', `what must not happen is watched so long (${DEFAULT_LIMITS.mustNotMs} if not set)`),
    );
}

function certifyOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--level <level>', 'core: the source article alone; full: its siblings too')
        .choices(['core', 'full'])
        .default('full'),
    )
    .addOption(
      new Option('--seed <number>', 'whatever happens by chance happens from this seed')
        .argParser(whole(0, MOST_SEED))
        .default(DEFAULT_SEED),
    )
    .addOption(runsOption())
    .option('--clause <id...>', 'only these clauses')
    .option('--out <folder>', 'write report.json and the traces here')
    .option('--json', 'print the report as JSON, and nothing else')
    .option('--replay <token>', 'run only the case of this replay token');
}

function runsOption(): Option {
  return new Option('--runs <number>', 'how many orderings each property tries')
    .argParser(whole(1, MOST_RUNS))
    .default(DEFAULT_RUNS);
}

function ms(flags: string, description: string): Option {
  return new Option(flags, description).argParser(whole(1, MOST_MS));
}
