import { judge } from '../oracle/index.js';
import { mermaidOf, storyOf, svgOf, textOf } from '../report/index.js';
import { EXIT, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { readTrace } from './read.js';

/** How a trace can be drawn. */
export const SHOW_FORMATS = ['text', 'svg', 'mermaid'] as const;

/** The options of `joinleaf show`. */
export interface ShowCommandOptions {
  readonly format: (typeof SHOW_FORMATS)[number];
}

const DRAWN = { text: textOf, svg: svgOf, mermaid: mermaidOf } as const;

/** `joinleaf show`: draws a recorded trace as a sequence diagram; where a clause is broken, up to there. */
export function showCommand(io: Io, file: string, { format }: ShowCommandOptions): ExitCode {
  const trace = readTrace(file);
  const [violation] = judge(trace).violations;
  io.out(DRAWN[format](storyOf(trace, violation)));
  return EXIT.conformant;
}
