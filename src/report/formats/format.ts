import type { FeatureSource } from '../../certify/index.js';
import type { Report } from '../schema.js';

/** What a format may want to know beside the report. */
export interface FormatContext {
  /** When the report was made. */
  readonly now: Date;
  /** Whether the text is read on a terminal that shows colours. */
  readonly colour: boolean;
  /** The command that replays a case, without its token: `joinleaf replay --provider reference:memory`. */
  readonly replay: string;
  /** The features of the kit. */
  features(): readonly FeatureSource[];
}

/** A form in which a report can be written, for people or for a tool. */
export interface ReportFormat {
  readonly name: string;
  /** Who reads it, in a few words. */
  readonly about: string;
  /** Writes a report. The same report and context give the same text. */
  write(report: Report, context: FormatContext): string;
}
