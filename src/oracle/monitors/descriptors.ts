import { succeeded } from '../../trace/index.js';
import { finding, NONE, type Monitor } from '../monitor.js';

/** CLOSE-1, USING-20: what is not a socket, or not any more, answers WSAENOTSOCK. */
export const descriptors: Monitor = {
  name: 'descriptors',
  clauses: ['CLOSE-1', 'USING-20'],
  answeredAstray(model, { args, node, verb }, result, at) {
    if (!('socket' in args)) return NONE;
    const answer = succeeded(result) ? `${verb} succeeded` : `${verb} failed with ${result.error}`;
    if (!succeeded(result) && result.error === 'WSAENOTSOCK') return NONE;
    const grave = model.tombstones.findLast((it) => it.node === node && it.descriptor === args.socket);
    if (grave !== undefined)
      return finding('CLOSE-1', `WSAENOTSOCK: socket ${args.socket} of ${node} is closed`, answer, [grave.at, at]);
    if (verb !== 'joinLeaf') return NONE;
    return finding('USING-20', `WSAENOTSOCK: ${node} has no socket ${args.socket}`, answer, [at]);
  },
};
