import type { Socket as Tcp } from 'node:net';
import type { ErrorName } from '../../src/provider.js';
import { errorNameOf } from './errors.js';
import type { Limits } from './limits.js';
import type { Lanes } from './traffic.js';
import { encode, framesOf, type Frame } from './wire.js';

/** Who hears what comes on a link. They change as a connection goes from request to membership. */
export interface Ends {
  /** A frame has come; false if it has no place here, which ends the link. */
  frame(frame: Frame): boolean;
  /** The other end has gone: NO_ERROR if it said goodbye, or how the connection was lost. Told once. */
  ended(error: ErrorName): void;
}

/** A TCP connection that speaks in frames. */
export interface Link {
  /** The host at the other end. */
  readonly host: string;
  /** Sends a frame; false if it is too long for one. */
  send(frame: Frame): boolean;
  /** Leaves in good order. Only data is heard after that, which the other end had sent before it knew. */
  close(): void;
  /** Leaves without a word: the other end sees the connection reset. */
  abort(): void;
  hear(ends: Ends): void;
  /** Takes nothing more from the other end, or goes on taking. */
  hold(yes: boolean): void;
}

/** How long whoever has said goodbye waits for the other end to close as well. */
const LINGER_MS = 2000;

/** Speaks in frames on a connection that has been made. `lanes` is for traffic within this process. */
export function linkOn(tcp: Tcp, limits: Limits, lanes: Lanes | undefined, first: Ends): Link {
  const frames = framesOf();
  let ends = first;
  /** `leaving`: we have said goodbye, and wait for the other end to go as well. */
  let state: 'open' | 'leaving' | 'over' = 'open';
  let heardAt = Date.now();
  let linger: NodeJS.Timeout | undefined;

  const over = (error: ErrorName): void => {
    const tell = state === 'open';
    state = 'over';
    clearInterval(pulse);
    if (tell) ends.ended(error);
  };
  const reset = (): void => {
    // The system refuses to reset what has been ended already, and the handle would stay open.
    if (tcp.writableEnded) tcp.destroy();
    else tcp.resetAndDestroy();
  };
  const drop = (error: ErrorName): void => {
    over(error);
    reset();
  };
  const write = (bytes: Buffer): void => {
    tcp.write(bytes);
    // Whoever does not read what it is sent is not waited for: what it has not read has to be kept here.
    if (tcp.writableLength > limits.unreadBytes) setImmediate(drop, 'WSAECONNABORTED');
  };
  const take = (frame: Frame): void => {
    if (state === 'over' || frame.kind === 'alive') return;
    if (frame.kind === 'goodbye') over('NO_ERROR');
    // What was said before the goodbye could be heard still counts.
    else if (state === 'leaving') void (frame.kind === 'data' && ends.frame(frame));
    else if (!ends.frame(frame)) drop('WSAECONNABORTED');
  };

  const pulse = setInterval(() => {
    const silent = Date.now() - heardAt;
    if (silent > 3 * limits.aliveMs && !tcp.isPaused()) drop('WSAECONNABORTED');
    else if (state === 'open') tcp.write(ALIVE);
  }, limits.aliveMs).unref();

  tcp.setNoDelay(true);
  tcp.on('data', (chunk: Buffer) => {
    heardAt = Date.now();
    frames.push(chunk);
    for (let read = frames.next(); read !== undefined; read = frames.next()) {
      if ('wrong' in read) {
        drop('WSAECONNABORTED');
        return;
      }
      take(read.frame);
      if (read.frame.kind !== 'alive') lanes?.in.arrived();
    }
  });
  let reason: ErrorName = 'WSAECONNRESET';
  tcp.on('error', (error) => {
    reason = errorNameOf(error) ?? reason;
  });
  tcp.on('end', () => {
    // It says goodbye who goes in good order; the system closes the connections of a process that was killed as well.
    over('WSAECONNRESET');
    lanes?.in.arrived();
  });
  tcp.on('close', () => {
    clearTimeout(linger);
    over(reason);
    lanes?.in.dead();
  });

  return {
    host: tcp.remoteAddress ?? '',
    send(frame) {
      const bytes = encode(frame);
      if (bytes === undefined) return false;
      if (state !== 'open') return true;
      lanes?.out.sent();
      write(bytes);
      return true;
    },
    close() {
      if (state !== 'open') return;
      state = 'leaving';
      clearInterval(pulse);
      // The goodbye, and the end of the stream.
      lanes?.out.sent();
      lanes?.out.sent();
      tcp.end(GOODBYE);
      linger = setTimeout(() => tcp.destroy(), LINGER_MS).unref();
    },
    abort() {
      state = 'over';
      clearInterval(pulse);
      reset();
    },
    hear(next) {
      ends = next;
    },
    hold(yes) {
      heardAt = Date.now();
      if (yes) tcp.pause();
      else tcp.resume();
    },
  };
}

function bytesOf(kind: 'alive' | 'goodbye'): Buffer {
  return encode({ kind }) ?? Buffer.alloc(0);
}

const ALIVE = bytesOf('alive');
const GOODBYE = bytesOf('goodbye');
