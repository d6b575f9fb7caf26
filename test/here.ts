import { runCommandLine } from '../src/cli/program.js';

/** Runs a command line of joinleaf in this very process, which takes no time to start, and gives what it said. */
export async function joinleafHere(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colour: false,
    interactive: false,
  };
  return { code: await runCommandLine(io, args), out, err };
}
