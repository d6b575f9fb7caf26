// The other side of the comparison in stdio.ts: one verb, answered over vscode-jsonrpc.
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node.js';

const connection = createMessageConnection(
  new StreamMessageReader(process.stdin),
  new StreamMessageWriter(process.stdout),
);
connection.onRequest('getSockName', ({ socket }) => ({
  ok: { name: { family: 2, host: '10.0.0.1', port: 49152 + socket } },
}));
connection.onNotification('exit', () => process.exit(0));
connection.listen();
