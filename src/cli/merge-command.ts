import { existsSync } from 'node:fs';
import path from 'node:path';
import { merged, type PartOfRun } from '../certify/index.js';
import type { MERGE_SETTINGS, Settings } from '../config/index.js';
import { plain } from '../report/index.js';
import { aboutOf, endingOf } from './conclude.js';
import { WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { REPORT_FILE } from './output.js';
import { readRun } from './run-folder.js';

/** `joinleaf merge`: puts the shards of a run together, and reports as the whole run would have. */
export function mergeCommand(
  io: Io,
  folders: readonly string[],
  options: Settings<(typeof MERGE_SETTINGS)[number]>,
): ExitCode {
  const { out } = options;
  if (out !== undefined && folders.some((folder) => path.resolve(folder) === path.resolve(out))) {
    throw new WrongInput(`--out ${out} is one of the folders that are to be merged`);
  }
  const shards: PartOfRun[] = [];
  const unread: string[] = [];
  for (const folder of folders) {
    const shard = readShard(folder);
    if (typeof shard === 'string') unread.push(shard);
    else shards.push(shard);
  }
  for (const reason of unread) io.err(`joinleaf: ${plain(reason, 1000)}\n`);
  const [first, ...others] = shards;
  if (first === undefined) throw new Error('inconclusive: there is no shard that can be read');
  const ending = endingOf(io, options, 'joinleaf replay --provider <specifier>');
  const certification = merged([first, ...others], unread);
  ending.check(aboutOf(certification));
  return ending.conclude(certification);
}

/** The shard in a folder, or one line that says why there is none that could be trusted. */
function readShard(folder: string): PartOfRun | string {
  // A shard that was ended by force has left no report.
  if (!existsSync(path.join(folder, REPORT_FILE))) return `${folder}: there is no ${REPORT_FILE}`;
  try {
    const { report, facts, cases, differences } = readRun(folder);
    if (report.part?.shard === undefined) return `${folder}: it is no shard, but a report on a whole run`;
    const [first] = differences;
    if (first !== undefined) return `${folder}: the report does not follow from its traces: ${first}`;
    return { name: folder, kit: report.kit, facts, cases };
  } catch (reason) {
    if (reason instanceof WrongInput) return reason.message;
    throw reason;
  }
}
