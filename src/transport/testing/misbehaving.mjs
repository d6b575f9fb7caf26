// An adapter that works, and misbehaves in one way: `node misbehaving.mjs <way> [<file> [always]]`. Ways that begin with
// `at-` show at once; the others when `bind` is called, in cases with seed 13 alone or always. The file, if there is one,
// is given a line with the id of each process that was started.
import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, readFileSync, writeSync } from 'node:fs';

const [way = 'none', file, when = 'at 13'] = process.argv.slice(2);
const log = (pid) => file !== undefined && appendFileSync(file, `${pid}\n`);
log(process.pid);

const firstOf = (notes) => readFileSync(notes, 'utf8').trim().split('\n').length === 1;

const bad = (seed) => when === 'always' || seed === 13;

const WORD = '\u001B[2J\u001B]0;owned\u0007<script>alert(1)</script>\r\n# forged\u202E';
const write = (text) => process.stdout.write(text);
const send = (message) => write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const indication = { method: 'indication', params: { node: 'root', socket: 1, event: 'FD_READ', error: 'NO_ERROR' } };

const HELLO = {
  protocol: 1,
  name: 'misbehaving',
  version: '1',
  capabilities: {
    schemes: ['invite'],
    dataPlanes: ['rooted-data'],
    // XP1_SUPPORT_MULTIPOINT, XP1_MULTIPOINT_CONTROL_PLANE and XP1_MULTIPOINT_DATA_PLANE.
    entries: [{ id: 1, name: 'rooted', serviceFlags: 0x400 | 0x800 | 0x1000, addressFamily: 2 }],
    features: [],
  },
  settles: true,
  steps: false,
};
const address = { family: 2, host: '10.0.0.1', port: 0 };

const forever = (work) => {
  const again = () => {
    work();
    setImmediate(again);
  };
  again();
};
/** Writes without end, as fast as the reader reads, and stops without a fuss when nobody does any more. */
function pour(stream, chunk) {
  const again = () => {
    while (stream.write(chunk));
    stream.once('drain', again);
  };
  again();
}

const AT_START = {
  'at-exit': () => process.exit(3),
  // Works once: every process after the first one ends at once.
  'exit-1-then-dies': () => (firstOf(file) ? hear() : process.exit(4)),
  'at-silent': () => setInterval(() => undefined, 1000),
  'at-banner': () => {
    write('Welcome to the adapter!\n');
    hear();
  },
  'at-lying': () => hear({ claimAll: true }),
  'at-future': () => hear({ hello: { ...HELLO, protocol: 2 } }),
  'at-nameless': () => hear({ hello: { ...HELLO, name: '', capabilities: {} } }),
  'at-words': () => hear({ hello: { ...HELLO, name: `n${WORD}`, version: `v${WORD}` } }),
  'node-odd-1': () => hear({ hello: { ...HELLO, version: '2' } }),
  'at-bom': () => {
    write('\uFEFF');
    hear();
  },
};

/** What happens instead of the answer to `bind`; `id` is that of the request. */
const ON_BIND = {
  none: (id) => send({ id, result: { ok: {} } }),
  'exit-0': () => process.exit(0),
  'exit-1': () => {
    console.error(`Traceback: ${WORD}`);
    process.exit(1);
  },
  'exit-1-then-dies': () => process.exit(1),
  killed: () => process.kill(process.pid, 'SIGKILL'),
  'exit-later': (id) => {
    send({ id, result: { ok: {} } });
    setTimeout(() => process.exit(7), 20);
  },
  'exit-after-answer': (id) => {
    send({ id, result: { ok: {} } });
    process.exit(0);
  },
  silent: () => undefined,
  late: (id) => setTimeout(() => send({ id, result: { ok: {} } }), 500),
  twice: (id) => {
    send({ id, result: { ok: {} } });
    send({ id, result: { ok: {} } });
  },
  unasked: (id) => {
    send({ id: id + 1000, result: { ok: {} } });
    send({ id, result: { ok: {} } });
  },
  banner: (id) => {
    write('wine: Unhandled page fault on read access to 00000000 at address 00401000\n');
    send({ id, result: { ok: {} } });
  },
  // A crash report in the middle of an answer, which is never ended.
  'banner-within': (id) => {
    write(`{"jsonrpc":"2.0","id":${id},"resu`);
    write('Unhandled exception: page fault in 32-bit code (0x00401000).\nRegister dump:\n EIP:00401000\n');
  },
  words: (id) => {
    write(`${WORD}\n`);
    send({ id, result: { ok: {} } });
  },
  'words-in-error': (id) => send({ id, error: { code: -32000, message: WORD } }),
  'bad-utf8': () => write(Buffer.from([0x7b, 0xff, 0xfe, 0x80, 0x7d, 0x0a])),
  'cut-utf8': (id) => {
    // Good UTF-8, cut between two writes: no fault.
    const bytes = Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', id, result: { ok: {}, more: 'é\u{1F600}' } })}\r\n`);
    const cut = bytes.length - 7;
    write(bytes.subarray(0, cut));
    setTimeout(() => write(bytes.subarray(cut)), 20);
  },
  'bad-json': (id) => write(`{"jsonrpc":"2.0","id":${id},"result":{"ok":{}}\n`),
  'no-message': () => write('[1,2,3]\n'),
  batch: (id) => write(`[{"jsonrpc":"2.0","id":${id},"result":{"ok":{}}}]\n`),
  'no-version': (id) => write(`{"id":${id},"result":{"ok":{}}}\n`),
  both: (id) => send({ id, result: { ok: {} }, error: { code: 1, message: '' } }),
  neither: (id) => send({ id }),
  'text-id': (id) => send({ id: String(id), result: { ok: {} } }),
  request: () => send({ id: 1, method: 'bind', params: {} }),
  'parse-error': () => send({ id: null, error: { code: -32700, message: 'what?' } }),
  'other-notification': () => send({ method: 'indicate', params: {} }),
  'bad-indication': () => send({ method: 'indication', params: { node: 'root', socket: 'one', event: 'FD_READ' } }),
  'other-node': () => send({ ...indication, params: { ...indication.params, node: 'elsewhere' } }),
  'words-in-node': () => send({ ...indication, params: { ...indication.params, node: WORD } }),
  'unknown-socket': (id) => {
    send({ ...indication, params: { ...indication.params, socket: 99 } });
    send({ id, result: { ok: {} } });
  },
  'wrong-result': (id) => send({ id, result: { ok: 'yes' } }),
  'wrong-error': (id) => send({ id, result: { error: 'EAGAIN' } }),
  throws: (id) => send({ id, error: { code: -32000, message: 'Segmentation fault' } }),
  'no-method': (id) => send({ id, error: { code: -32601, message: 'no such method' } }),
  'long-line': () => write(`"${'x'.repeat(100 * 1024 * 1024)}"\n`),
  'endless-line': () => pour(process.stdout, Buffer.alloc(65536, 'x')),
  'unfinished-line': () => write('{"jsonrpc":"2.0",'),
  flood: () => pour(process.stdout, `${JSON.stringify({ jsonrpc: '2.0', ...indication })}\n`.repeat(1000)),
  deep: (id) => write(`{"jsonrpc":"2.0","id":${id},"result":${'['.repeat(1e5)}${']'.repeat(1e5)}}\n`),
  huge: (id) => write(`{"jsonrpc":"2.0","id":${id},"result":{"ok":{"socket":1e999}}}\n`),
  'huge-socket': (id) => {
    write(
      `{"jsonrpc":"2.0","method":"indication","params":{"node":"root","socket":1e999,"event":"FD_READ","error":"NO_ERROR"}}\n`,
    );
    send({ id, result: { ok: {} } });
  },
  proto: (id) =>
    write(
      `{"jsonrpc":"2.0","id":${id},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},` +
        `"result":{"__proto__":{"error":"WSAEINVAL","polluted":1},"ok":{"__proto__":{"polluted":1}}}}\n`,
    ),
  'closes-stdin': (id) => {
    process.stdin.destroy();
    closeQuietly(0);
    setInterval(() => undefined, 1000);
    send({ id, result: { ok: {} } });
  },
  'closes-stdout': () => {
    closeQuietly(1);
    forever(() => undefined);
  },
  'stops-reading': () => {
    process.stdin.pause();
    setInterval(() => undefined, 1000);
  },
  'ignores-sigterm': () => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
    process.stdin.destroy();
    setInterval(() => undefined, 1000);
  },
  forks: () => {
    // Children that hold our output open and hear no signal but the last; one of them keeps its own child.
    const deaf = `process.on('SIGTERM', () => 0); setInterval(() => 0, 1000);`;
    for (let n = 0; n < 3; n += 1) log(spawn(process.execPath, ['-e', deaf], { stdio: 'inherit' }).pid);
    setTimeout(() => process.exit(0), 200);
  },
  'endless-log': () => {
    process.stderr.on('error', () => undefined);
    pour(process.stderr, Buffer.alloc(65536, 'log\n'));
  },
};

/** What takes the place of the answer to `getSockName`. */
const ON_NAME = {
  'huge-port': (id) =>
    write(`{"jsonrpc":"2.0","id":${id},"result":{"ok":{"name":{"family":2,"host":"x","port":1e999}}}}\n`),
  'negative-port': (id) => send({ id, result: { ok: { name: { ...address, port: -1 } } } }),
  'long-text': (id) => send({ id, result: { ok: { name: { ...address, host: 'x'.repeat(100_000) } } } }),
};

function closeQuietly(fd) {
  try {
    closeSync(fd);
  } catch {
    // It was closed already.
  }
}

function hear({ claimAll = false, hello = HELLO } = {}) {
  let rest = '';
  let seed = 0;
  let sockets = 0;
  process.stdout.on('error', () => process.exit(0));
  process.stdin.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) answer(JSON.parse(line));
  });
  process.stdin.on('end', () => {
    if (way !== 'ignores-eof') process.exit(0);
    process.on('SIGTERM', () => undefined);
    setInterval(() => undefined, 1000);
  });
  function answer({ id, method, params }) {
    if (method === 'initialize') {
      const { capabilities } = hello;
      const claimed = claimAll ? { ...capabilities, features: params.features } : capabilities;
      send({ id, result: { ...hello, capabilities: claimed } });
    } else if (method === 'reset') {
      ({ seed } = params);
      sockets = 0;
      if (way === 'late-reset' && bad(seed)) return;
      const addresses = Object.fromEntries(params.nodes.map((node) => [node, address]));
      if (way === 'proto-reset' && bad(seed)) {
        write(
          `{"jsonrpc":"2.0","id":${id},"result":{"addresses":{"__proto__":{"root":{"family":2,"host":"x","port":1}}}}}\n`,
        );
      } else send({ id, result: { addresses } });
    } else if (method === 'bind' && bad(seed)) {
      (ON_BIND[way] ?? ON_BIND.none)(id);
    } else if (method === 'socket') {
      sockets += 1;
      send({ id, result: { ok: { socket: sockets } } });
    } else if (method === 'getSockName') {
      if (bad(seed) && ON_NAME[way] !== undefined) ON_NAME[way](id);
      else send({ id, result: { ok: { name: address } } });
    } else if (method === 'settle') {
      send({ id, result: {} });
    } else if (method === 'exit') {
      send({ id, result: {} });
      if (way !== 'ignores-eof') process.exit(0);
    } else send({ id, result: { ok: {} } });
  }
}

if (way === 'endless-log') writeSync(2, 'it begins\n');
(AT_START[way] ?? hear)();
