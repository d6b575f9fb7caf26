import path from 'node:path';
import { reportShape, type Report } from '../report/index.js';
import { issuesOf } from '../trace/index.js';
import { WrongInput } from './exit.js';
import { REPORT_FILE } from './output.js';
import { isFolder, readText } from './read.js';

/** The report in a file, or in a folder that `certify --out` has written. */
export function readReport(place: string): Report {
  const file = isFolder(place) ? path.join(place, REPORT_FILE) : place;
  let json: unknown;
  const text = readText(file);
  try {
    json = JSON.parse(text);
  } catch {
    throw new WrongInput(`${file}: not a JSON text`);
  }
  const parsed = reportShape.safeParse(json);
  if (!parsed.success) throw new WrongInput(`${file}: no report: ${issuesOf(parsed.error)}`);
  return parsed.data;
}
