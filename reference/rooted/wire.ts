import { ERRORS, JL, isErrorName, type DataRole, type ErrorName, type Plane } from '../../src/provider.js';

/** What travels on a connection between two hosts. docs/rooted.md has the layout, byte for byte. */
export type Frame =
  /** The first frame of whoever made the connection: what it asks for. */
  | Request
  /** The answer to a request: WSPAccept took it. Nothing else completes a join, whatever TCP says. */
  | { readonly kind: 'acceptance'; readonly role: DataRole; readonly calleeData: string }
  /** The answer to a request: no, and why. */
  | { readonly kind: 'refusal'; readonly error: ErrorName }
  /** Session data: to the root for it to pass on, or from it. */
  | { readonly kind: 'data'; readonly data: string }
  /** Whoever sends this goes in good order. A connection that ends without it was lost. */
  | { readonly kind: 'goodbye' }
  /** Nothing to say, but still there. */
  | { readonly kind: 'alive' };

/** A request to join, or what WSPConnect on a plain socket asks for and nobody grants. */
export interface Request {
  readonly kind: 'request';
  readonly scheme: 'invite' | 'admit' | 'plain';
  /** The data plane of the initiator's protocol entry. */
  readonly plane: Plane;
  /** The initiator's role in it. */
  readonly role: DataRole;
  /** WSPJoinLeaf's dwFlags. */
  readonly flags: number;
  /** The port in the initiator's own name; the host in it is where the connection comes from. */
  readonly port: number;
  readonly callerData: string;
}

/** The most bytes that a frame may have, its length field not counted. */
export const MOST_BYTES = 65_536;

const MAGIC = Buffer.from('JLRS');
const VERSION = 1;
const LENGTH_BYTES = 4;
const KINDS = ['request', 'acceptance', 'refusal', 'data', 'goodbye', 'alive'] as const;
const SCHEMES = ['invite', 'admit', 'plain'] as const;
const PLANES = ['none', 'rooted', 'nonrooted'] as const;
const ROLES = ['none', 'd_root', 'd_leaf'] as const;
const FLAGS: readonly number[] = [JL.SENDER_ONLY, JL.RECEIVER_ONLY, JL.BOTH];
const NAME_OF: ReadonlyMap<number, ErrorName> = new Map(
  Object.entries(ERRORS).flatMap(([name, code]) => (isErrorName(name) && code !== 0 ? [[code, name] as const] : [])),
);

/** The bytes of a frame; undefined if there are more than a frame may have. */
export function encode(frame: Frame): Buffer | undefined {
  const body = bodyOf(frame);
  const length = 1 + body.length;
  if (length > MOST_BYTES) return undefined;
  const head = Buffer.alloc(LENGTH_BYTES + 1);
  head.writeUInt32BE(length);
  head.writeUInt8(KINDS.indexOf(frame.kind) + 1, LENGTH_BYTES);
  return Buffer.concat([head, body]);
}

/** Takes the bytes of a stream apart. */
export interface Frames {
  push(chunk: Uint8Array): void;
  /** The next whole frame, or what is wrong with the stream, from which nothing more can be read then. */
  next(): { readonly frame: Frame } | { readonly wrong: string } | undefined;
}

/** A stream of which nothing has been read. It keeps no more than one frame and the chunk that ends it. */
export function framesOf(): Frames {
  let bytes = Buffer.alloc(0);
  let wrong: string | undefined;
  return {
    push(chunk) {
      bytes = bytes.length === 0 ? Buffer.from(chunk) : Buffer.concat([bytes, chunk]);
    },
    next() {
      if (wrong !== undefined) return { wrong };
      if (bytes.length < LENGTH_BYTES) return undefined;
      const length = bytes.readUInt32BE();
      if (length === 0 || length > MOST_BYTES) {
        wrong = `a frame of ${length} bytes`;
        return { wrong };
      }
      if (bytes.length < LENGTH_BYTES + length) return undefined;
      const read = decode(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
      bytes = bytes.subarray(LENGTH_BYTES + length);
      if ('wrong' in read) wrong = read.wrong;
      return read;
    },
  };
}

function bodyOf(frame: Frame): Buffer {
  switch (frame.kind) {
    case 'request': {
      const { scheme, plane, role, flags, port, callerData } = frame;
      const head = [VERSION, SCHEMES.indexOf(scheme), PLANES.indexOf(plane), ROLES.indexOf(role), flags];
      return Buffer.concat([MAGIC, Buffer.from([...head, port >> 8, port & 0xff]), Buffer.from(callerData)]);
    }
    case 'acceptance':
      return Buffer.concat([Buffer.from([ROLES.indexOf(frame.role)]), Buffer.from(frame.calleeData)]);
    case 'refusal': {
      const code = ERRORS[frame.error];
      return Buffer.from([code >> 8, code & 0xff]);
    }
    case 'data':
      return Buffer.from(frame.data);
    case 'goodbye':
    case 'alive':
      return Buffer.alloc(0);
  }
}

type Read = { readonly frame: Frame } | { readonly wrong: string };

function decode(bytes: Buffer): Read {
  const kind = KINDS[bytes.readUInt8() - 1];
  const body = bytes.subarray(1);
  if (kind === undefined) return { wrong: `a frame of the unknown kind ${bytes.readUInt8()}` };
  switch (kind) {
    case 'request':
      return requestIn(body);
    case 'acceptance': {
      const role = ROLES[body[0] ?? -1];
      const calleeData = textIn(body.subarray(1));
      if (role === undefined || calleeData === undefined) return { wrong: 'a malformed acceptance' };
      return { frame: { kind, role, calleeData } };
    }
    case 'refusal': {
      const error = body.length === 2 ? NAME_OF.get(body.readUInt16BE()) : undefined;
      return error === undefined ? { wrong: 'a malformed refusal' } : { frame: { kind, error } };
    }
    case 'data': {
      const data = textIn(body);
      return data === undefined ? { wrong: 'session data that is not UTF-8' } : { frame: { kind, data } };
    }
    case 'goodbye':
    case 'alive':
      return body.length === 0 ? { frame: { kind } } : { wrong: `more in a frame than ${kind}` };
  }
}

const REQUEST_BYTES = MAGIC.length + 7;

function requestIn(body: Buffer): Read {
  if (body.length < REQUEST_BYTES || !body.subarray(0, MAGIC.length).equals(MAGIC)) return { wrong: 'no request' };
  const [version = 0, scheme = -1, plane = -1, role = -1, flags = -1] = body.subarray(MAGIC.length);
  if (version !== VERSION) return { wrong: `version ${version} of the format, and this is ${VERSION}` };
  const asked = { scheme: SCHEMES[scheme], plane: PLANES[plane], role: ROLES[role] };
  const callerData = textIn(body.subarray(REQUEST_BYTES));
  if (asked.scheme === undefined || asked.plane === undefined || asked.role === undefined) {
    return { wrong: 'a malformed request' };
  }
  if (!FLAGS.includes(flags) || callerData === undefined) return { wrong: 'a malformed request' };
  const port = body.readUInt16BE(MAGIC.length + 5);
  return {
    frame: {
      kind: 'request',
      scheme: asked.scheme,
      plane: asked.plane,
      role: asked.role,
      flags,
      port,
      callerData,
    },
  };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
