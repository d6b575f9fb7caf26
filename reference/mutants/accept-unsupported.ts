import { mutant } from './mutant.js';

/** ACCEPT-1: WSPAccept on a socket that does not listen answers WSAEOPNOTSUPP. */
export const acceptUnsupported = mutant(
  {
    name: 'accept-unsupported',
    breaks: 'ACCEPT-1',
    by: 'scenario',
    fault: 'WSPAccept on a socket that does not listen answers WSAEOPNOTSUPP.',
  },
  {
    rules: {
      acceptChecks: { listening: ({ socket }) => (socket.listener === undefined ? 'WSAEOPNOTSUPP' : undefined) },
    },
  },
);
