import type { SettingKey, Settings } from '../config/index.js';
import { parseKnown, plain, unfit, type Expected, type Report } from '../report/index.js';
import { WrongInput } from './exit.js';
import { readReport } from './read-report.js';
import { readText } from './read.js';

/** What the command line says is expected of a run, read before it begins. */
export function expectedFrom(options: Pick<Settings<SettingKey>, 'knownFailures' | 'failOn' | 'baseline'>): Expected {
  const { knownFailures, failOn, baseline } = options;
  if (failOn === 'new' && baseline === undefined)
    throw new WrongInput('--fail-on new needs a --baseline <report.json>');
  if (failOn !== 'new' && baseline !== undefined) throw new WrongInput('a --baseline is for --fail-on new');
  return {
    ...(knownFailures === undefined ? {} : { known: { file: knownFailures, list: readKnown(knownFailures).known } }),
    ...(baseline === undefined ? {} : { baseline: { file: baseline, report: readReport(baseline) } }),
  };
}

/** A list of known failures, from its file. */
export function readKnown(file: string) {
  const parsed = parseKnown(readText(file));
  if ('wrong' in parsed) throw new WrongInput(`${file}: ${plain(parsed.wrong)}`);
  return parsed;
}

/** Ends a run that cannot be held against what was expected: that is about something else. */
export function checkExpected({ known, baseline }: Expected, now: Pick<Report, 'provider' | 'filter' | 'level'>): void {
  const whose = known?.list.provider;
  if (known !== undefined && whose !== undefined && whose !== now.provider.name) {
    throw new WrongInput(
      `${known.file}: these are failures of ${plain(whose)}, and this is ${plain(now.provider.name)}`,
    );
  }
  const why = baseline === undefined ? undefined : unfit(baseline.report, now);
  if (baseline !== undefined && why !== undefined) throw new WrongInput(`${baseline.file}: ${plain(why)}`);
}
