import type { ReportFormat } from './format.js';

/** The report itself, as it is published in `schemas/report.schema.json`. */
export const json: ReportFormat = {
  name: 'json',
  about: 'the whole report, as --json prints it',
  write: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
