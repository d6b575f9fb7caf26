import { forConsole } from './console.js';
import { ctrf } from './ctrf.js';
import { earl } from './earl.js';
import type { ReportFormat } from './format.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { messages } from './messages.js';

export type { FormatContext, ReportFormat } from './format.js';

/** The forms in which a report can be written. */
export const REPORT_FORMATS: readonly ReportFormat[] = [forConsole, junit, json, ctrf, earl, messages, markdown];
