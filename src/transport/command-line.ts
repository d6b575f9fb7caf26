import { parseArgsStringToArgv } from 'string-argv';

/** A command line, split: a program and its arguments. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** What stands for the node's name in the command line of `exec-per-node:`. */
const NODE_MARK = '{node}';

/**
 * Splits a command line at white space; an argument with white space in it stands in quotes, single or double. There
 * is no shell: nothing is expanded, and a backslash is a backslash. `{node}` is replaced where a node is given. Gives
 * undefined for an empty line.
 */
export function splitCommand(line: string, node?: string): Command | undefined {
  const words = parseArgsStringToArgv(line);
  const [file, ...args] = node === undefined ? words : words.map((word) => word.replaceAll(NODE_MARK, node));
  return file === undefined || file === '' ? undefined : { file, args };
}

/** What is wrong with `{node}` in a command line, or with its absence; undefined if nothing is. */
export function wrongMark(line: string, perNode: boolean): string | undefined {
  if (perNode === line.includes(NODE_MARK)) return undefined;
  return perNode
    ? `the command line has to say ${NODE_MARK} where the node's name is to stand`
    : `${NODE_MARK} stands for a node's name with exec-per-node: alone`;
}
