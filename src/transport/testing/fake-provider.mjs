// A provider for the contract of the transports. Each node answers for itself alone, so that it works as well with a
// process for each node. What it does says nothing about sessions; each verb shows one way to answer.

const CAPABILITIES = { schemes: ['nonrooted'], dataPlanes: ['nonrooted-data'], entries: [], features: ['shutdown'] };

export function createProvider() {
  return { name: 'fake', version: '1.2.3', capabilities: CAPABILITIES, open };
}

function open({ nodes, seed, indicate }) {
  let sockets = 0;
  let moves = 2;
  let over = false;
  const blocked = [];
  const told = (node, socket, event, error = 'NO_ERROR') => indicate({ node, socket, event, error });
  return {
    addresses: Object.fromEntries(
      nodes.map((node) => [node, { family: 2, host: `10.0.0.${node.replace(/\D/gu, '')}`, port: 0 }]),
    ),
    session: { family: 2, host: '239.0.0.1', port: seed % 65536 },
    // At once; descriptors begin anew in each case.
    socket: () => ({ ok: { socket: (sockets += 1) } }),
    // By a promise.
    bind: async () => ({ ok: {} }),
    // What it was given comes back.
    getSockName: (_node, { socket }) => ({ ok: { name: { family: 2, host: 'é\u{1F600}\u2028"\\', port: socket } } }),
    eventSelect: (_node, { events }) => (events === 0 ? { error: 'WSAEINVAL' } : { ok: {} }),
    // Indicates before it returns.
    joinLeaf(node, { socket }) {
      told(node, socket, 'FD_CONNECT');
      return { ok: { socket } };
    },
    // Indicates after it has returned.
    send(node, { socket }) {
      setImmediate(() => told(node, socket, 'FD_WRITE'));
      return { ok: {} };
    },
    // Indicates much later: perhaps in the next case, if nobody minds.
    listen(node, { socket }) {
      setTimeout(() => told(node, socket, 'FD_ACCEPT', over ? 'WSAENETDOWN' : 'NO_ERROR'), 30);
      return { ok: {} };
    },
    // Returns when shutdown is called.
    recv: () => new Promise((resolve) => blocked.push(resolve)),
    shutdown() {
      for (const resolve of blocked.splice(0)) resolve({ ok: { data: 'at last' } });
      return { ok: {} };
    },
    closeSocket() {
      throw new Error('broken on purpose');
    },
    accept: () => ({
      error: 'WSAECONNREFUSED',
      condition: { caller: { family: 2, host: 'caller', port: 1 }, callerData: 'hello' },
    }),
    settle: () => undefined,
    step: () => (moves -= 1) >= 0,
    close() {
      over = true;
    },
  };
}
