import { Command, CommanderError, Option } from 'commander';
import { DEPTHS, EXPLORED_SCHEMES, MOST_LEAVES, MOST_SESSIONS, MOST_WALKING } from '../certify/index.js';
import {
  CERTIFY_SETTINGS,
  CLAUSES_SETTINGS,
  EXPLORE_SETTINGS,
  KNOWN_SETTINGS,
  MERGE_SETTINGS,
  REPLAY_SETTINGS,
  SERVE_SETTINGS,
  SETTINGS,
  type SettingKey,
  type Settings,
} from '../config/index.js';
import { plain } from '../report/index.js';
import { KIT_VERSION } from '../run/index.js';
import { inOneLine, type ServeOptions } from '../transport/index.js';
import { adapterCommand } from './adapter-command.js';
import { badgeCommand } from './badge-command.js';
import { certifyCommand } from './certify-command.js';
import { checkCommand } from './check-command.js';
import { clausesCommand } from './clauses-command.js';
import type { DocsCommandOptions } from './docs-command.js';
import { budget, exploreCommand, type ExploreCommandOptions } from './explore-command.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { initCommand, type InitOptions } from './init-command.js';
import { updateKnownFailures } from './known-failures-command.js';
import { mergeCommand } from './merge-command.js';
import { mutantsCommand, type MutantsCommandOptions } from './mutants-command.js';
import { whole } from './options.js';
import { replayCase, type ReplayCommandOptions } from './replay-command.js';
import { REPLAY_FORMATS } from './replay-formats.js';
import { serveCommand } from './serve-command.js';
import { addSettings, withSettings } from './settings.js';
import { verifyCommand, type VerifyOptions } from './verify-command.js';
import { SHOW_FORMATS, showCommand, type ShowCommandOptions } from './show-command.js';

const MOST_JOBS = 64;
const MOST_NODES = 1000;
const MOST_WALKS = 1_000_000;

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
      '\nExit codes: 0 conformant (or as --known-failures has it), 1 nonconformant, 2 the command line or an input is wrong, ' +
        '3 inconclusive.',
    );

  addSettings(program.command('certify'), CERTIFY_SETTINGS)
    .description('certify a provider: a verdict for every clause')
    .option('--replay <token>', 'run only the case of this replay token')
    .action(async ({ replay }: { readonly replay?: string }, command: Command) => {
      const run = (settings: Settings<SettingKey>): Promise<ExitCode> =>
        replay === undefined ? certifyCommand(io, settings) : replayCase(io, replay, { ...settings, format: 'text' });
      done(await withSettings(io, command, CERTIFY_SETTINGS, run));
    });
  addSettings(program.command('replay'), REPLAY_SETTINGS)
    .description('run one case again, as it went when its replay token was made, or a trace was recorded')
    .argument(
      '<token|file>',
      'the replay token that a failure shows, or a file: a trace, a report, a text with a token',
    )
    .addOption(new Option('--format <format>', 'how to show it').choices(REPLAY_FORMATS).default('text'))
    .action(async (what: string, { format }: Pick<ReplayCommandOptions, 'format'>, command: Command) => {
      const run = (settings: Settings<(typeof REPLAY_SETTINGS)[number]>): Promise<ExitCode> =>
        replayCase(io, what, { ...settings, format });
      done(await withSettings(io, command, REPLAY_SETTINGS, run));
    });
  addSettings(program.command('explore'), EXPLORE_SETTINGS)
    .description('drive every ordering of a few leaves through a provider, and say what was driven')
    .option(
      '--leaves <number>',
      `so many leaves: up to ${MOST_LEAVES}, with --walks up to ${MOST_WALKING}`,
      whole(1, MOST_WALKING),
      2,
    )
    .addOption(new Option('--scheme <scheme...>', 'only in these schemes').choices(EXPLORED_SCHEMES))
    .addOption(new Option('--depth <depth>', 'how much of what people may do (quick if not set)').choices(DEPTHS))
    .option('--budget <time|executions>', 'stop after so long (30s, 5m, 1h) or after so many executions', budget)
    .option('--walks <number>', 'not every ordering, but so many random walks in each scheme', whole(1, MOST_WALKS))
    .option('--reduced', 'of all transitions that are alike, only one: for providers that take their time')
    .option('--orders', 'not every transition once, but every order in which they can join and leave')
    .option(
      '--sessions <number>',
      'so many sessions at once, each with so many leaves, on --walks (1 if not set)',
      whole(1, MOST_SESSIONS),
    )
    .option('--resume <folder>', 'go on from what is kept here, and keep there what was driven')
    .option('--json', 'print the result as JSON')
    .action(async (options: ExploreCommandOptions, command: Command) => {
      const run = (settings: Settings<(typeof EXPLORE_SETTINGS)[number]>): Promise<ExitCode> =>
        exploreCommand(io, { ...options, ...settings });
      done(await withSettings(io, command, EXPLORE_SETTINGS, run));
    });
  addSettings(program.command('serve'), SERVE_SETTINGS)
    .description('serve a provider over the adapter protocol, on standard input and output')
    .option('--node <name>', 'serve this node alone, as exec-per-node: has it')
    .addOption(
      new Option('--max-nodes <number>', 'claim so many nodes at most: there are no more hosts').argParser(
        whole(1, MOST_NODES),
      ),
    )
    .action(async ({ node, maxNodes }: ServeOptions, command: Command) => {
      const alone = { ...(node === undefined ? {} : { node }), ...(maxNodes === undefined ? {} : { maxNodes }) };
      done(await withSettings(io, command, SERVE_SETTINGS, (settings) => serveCommand(io, { ...settings, ...alone })));
    });
  program
    .command('check')
    .description('judge recorded traces, or the whole output of certify, without the provider')
    .argument('<file...>', 'traces (.ndjson, .ndjson.gz), or folders that certify --out has written')
    .option('--json', 'print the result as JSON')
    .action((files: readonly string[], options: { readonly json?: boolean }) => {
      done(checkCommand(io, files, options));
    });
  addSettings(program.command('merge'), MERGE_SETTINGS)
    .description('put the shards of a run together, which certify --shard has written')
    .argument('<folder...>', 'the folders that certify --out has written')
    .action(async (folders: readonly string[], _options: object, command: Command) => {
      done(await withSettings(io, command, MERGE_SETTINGS, (settings) => mergeCommand(io, folders, settings)));
    });
  program
    .command('show')
    .description('draw a recorded trace as a sequence diagram: all of it, or up to where it breaks a clause')
    .argument('<trace>', 'the file that holds it (.ndjson, .ndjson.gz)')
    .addOption(new Option('--format <format>', 'how to draw it').choices(SHOW_FORMATS).default('text'))
    .action((file: string, options: ShowCommandOptions) => {
      done(showCommand(io, file, options));
    });
  program
    .command('docs')
    .description('write the specification as a site: every clause with scenarios and diagrams of real runs')
    .requiredOption('--out <folder>', 'write it here; open index.html in it')
    .option('--report <folder...>', 'show what certify --out has written of other providers too')
    .action(async (options: DocsCommandOptions) => {
      // A fifth of the time that any command takes to start would go to what writes the site.
      const { docsCommand } = await import('./docs-command.js');
      done(await docsCommand(io, options));
    });
  program
    .command('verify')
    .description('look at a certificate: its form, its signatures, its digests, and the evidence behind it')
    .argument('<certificate>', 'the file that certify --certificate has written')
    .option('--key <file>', 'the public key of whoever signed it, in PEM form')
    .option('--evidence <folder>', 'what certify --out has written: every trace in it is judged again')
    .option('--subject <file>', "the provider's artefact")
    .option('--json', 'print the result as JSON')
    .action((file: string, options: VerifyOptions) => {
      done(verifyCommand(io, file, options));
    });
  program
    .command('badge')
    .description('print a badge for a report: as JSON for an endpoint of shields.io, or as a picture')
    .argument('<report>', 'a report.json, or a folder that certify --out has written')
    .addOption(new Option('--format <format>', 'in which form').choices(['json', 'svg']).default('json'))
    .action(async (place: string, { format }: { readonly format: 'json' | 'svg' }) => {
      done(await badgeCommand(io, place, format));
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
  addSettings(program.command('clauses'), CLAUSES_SETTINGS)
    .description('list the clauses that a provider is held against, and the revisions of the specification')
    .option('--json', 'print the whole catalogue as JSON')
    .action(async (options: { readonly json?: boolean }, command: Command) => {
      const run = (settings: Settings<(typeof CLAUSES_SETTINGS)[number]>): ExitCode =>
        clausesCommand(io, { ...options, ...settings });
      done(await withSettings(io, command, CLAUSES_SETTINGS, run));
    });
  program
    .command('init')
    .description('begin in a repository: writes a configuration, a workflow and an empty list of known failures')
    .argument('[folder]', 'the repository', '.')
    .requiredOption('--provider <specifier>', SETTINGS.provider.says)
    .option('--force', 'overwrite what is there')
    .action((folder: string, options: InitOptions) => {
      done(initCommand(io, folder, options));
    });
  const known = program.command('known-failures').description('the list of what a provider is known to get wrong');
  addSettings(known.command('update'), KNOWN_SETTINGS)
    .description('make the list say what a report of a whole run does; reasons and comments stay')
    .argument('<report>', 'a report.json, or a folder that certify --out has written')
    .action(async (report: string, _options: object, command: Command) => {
      const run = ({ knownFailures }: Settings<'knownFailures'>): Promise<ExitCode> =>
        Promise.resolve(updateKnownFailures(io, report, knownFailures));
      done(await withSettings(io, command, KNOWN_SETTINGS, run));
    });
  adapterCommand(program, io, done);
  return program;
}
