import { badgeOf, badgeSvg } from '../certificate/index.js';
import { EXIT, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { jsonText } from './output.js';
import { readReport } from './read-report.js';

/** `joinleaf badge`: prints a badge that shows the verdict of a report. */
export async function badgeCommand(io: Io, place: string, format: 'json' | 'svg'): Promise<ExitCode> {
  const badge = badgeOf(readReport(place));
  io.out(format === 'svg' ? await badgeSvg(badge) : jsonText(badge));
  return EXIT.conformant;
}
