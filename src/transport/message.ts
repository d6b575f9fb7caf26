import { shown } from '../port/index.js';

/** A message from an adapter, of those that JSON-RPC 2.0 has and the protocol uses. */
export type Message =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number | null; readonly error: RpcFailure }
  | { readonly kind: 'notification'; readonly method: string; readonly params: unknown };

/** The `error` of a JSON-RPC response. */
export interface RpcFailure {
  readonly code: number;
  readonly message: string;
}

/** What a line holds, or what is wrong with it. */
export type Read = Message | { readonly kind: 'wrong'; readonly what: 'rubbish' | 'limit'; readonly wrong: string };

/** Codes of JSON-RPC errors. */
export const RPC = {
  PARSE_ERROR: -32_700,
  INVALID_REQUEST: -32_600,
  METHOD_NOT_FOUND: -32_601,
  INVALID_PARAMS: -32_602,
  INTERNAL_ERROR: -32_603,
} as const;

/** Reads a line as a message. What it carries is checked by whoever asked for it. */
export function readMessage(line: string, depth: number): Read {
  if (tooDeep(line, depth)) {
    return { kind: 'wrong', what: 'limit', wrong: `a message is nested more than ${depth} deep: ${shown(line)}` };
  }
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return wrong(`a line of its output is not JSON: ${shown(line)}`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return wrong(`a line of its output is no message: ${shown(line)}`);
  }
  const { jsonrpc, id, method, params, result, error } = json as Readonly<Record<string, unknown>>;
  if (jsonrpc !== '2.0') return wrong(`a message lacks "jsonrpc":"2.0": ${shown(line)}`);
  if (method !== undefined) {
    if (typeof method !== 'string') return wrong(`a message's method is no string: ${shown(line)}`);
    if (id !== undefined) return wrong(`it sent a request, and only the suite sends those: ${shown(line)}`);
    return { kind: 'notification', method, params };
  }
  if ((result === undefined) === (error === undefined)) {
    return wrong(`a response needs either a result or an error: ${shown(line)}`);
  }
  if (id === null && error !== undefined) return failure(null, error, line);
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) {
    return wrong(`a response's id is not that of a request: ${shown(line)}`);
  }
  return error === undefined ? { kind: 'result', id, result } : failure(id, error, line);
}

function failure(id: number | null, error: unknown, line: string): Read {
  if (typeof error !== 'object' || error === null) return wrong(`a response's error is no object: ${shown(line)}`);
  const { code, message } = error as Readonly<Record<string, unknown>>;
  if (typeof code !== 'number' || !Number.isSafeInteger(code) || typeof message !== 'string') {
    return wrong(`a response's error needs a code and a message: ${shown(line)}`);
  }
  return { kind: 'error', id, error: { code, message } };
}

function wrong(text: string): Read {
  return { kind: 'wrong', what: 'rubbish', wrong: text };
}

const [QUOTE, BACKSLASH, BRACKET, CLOSING_BRACKET, BRACE, CLOSING_BRACE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether arrays and objects stand in one another deeper than that: found out before anything recurses into them. */
function tooDeep(line: string, most: number): boolean {
  if (line.length <= most) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === BRACE || code === BRACKET) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) depth -= 1;
  }
  return false;
}
