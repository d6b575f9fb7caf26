import type { Provider, Result } from './joinleaf-adapter.js';

const AF_INET = 2;

/**
 * Your provider, as joinleaf sees it. So far it answers everything and claims nothing. Put your own provider behind
 * the verbs, and claim what it has.
 */
export const myProvider: Provider = {
  name: 'my provider',
  version: '0.1.0',
  capabilities: {
    schemes: [], // 'invite', 'admit', 'nonrooted'
    dataPlanes: [], // 'rooted-data', 'nonrooted-data'
    entries: [], // { id: 1, name: '…', serviceFlags: 0x400, addressFamily: 2 }
    features: [],
  },
  // As soon as the testbed has a method `settle`: then nothing is left to deadlines.
  settles: false,
  steps: false,

  /** The world of one case. `indicate({ node, socket, event: 'FD_CONNECT', error: 'NO_ERROR' })` tells of an event. */
  open(nodes, _seed, _indicate) {
    return {
      addresses: Object.fromEntries(nodes.map((node) => [node, { family: AF_INET, host: '127.0.0.1', port: 0 }])),
      // session: the session that can be joined, where you claim 'nonrooted'

      verbs: {
        // These six no provider can do without.
        socket: (_node, _args) => notYet(), // { ok: { socket: 1 } }
        bind: (_node, _args) => notYet(), // { ok: {} }
        getSockName: (_node, _args) => notYet(), // { ok: { name: { family, host, port } } }
        joinLeaf: (_node, _args) => notYet(), // { ok: { socket } }
        eventSelect: (_node, _args) => notYet(),
        closeSocket: (_node, _args) => notYet(),

        // A rooted control plane needs these.
        listen: (_node, _args) => notYet(),
        accept: (_node, _args) => notYet(), // { ok: { socket, peer } }

        // And these carry session data.
        send: (_node, _args) => notYet(),
        recv: (_node, _args) => notYet(), // { ok: { data } }
      },

      close() {
        // Close what the case has left open.
      },
    };
  },
};

function notYet(): Result<never> {
  return { error: 'WSAEOPNOTSUPP' };
}
