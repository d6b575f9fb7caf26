import { consoleReport } from '../console.js';
import type { ReportFormat } from './format.js';

/** What a person reads on a terminal. */
export const forConsole: ReportFormat = {
  name: 'console',
  about: 'for people',
  write: (report, { colour, replay }) => consoleReport(report, { colour, replay }),
};
