// Another host, on the far end of a veth pair: joins a group, and prints what it hears from it.
//
//   node other-host.mjs LOCAL-ADDRESS     with "GROUP PORT" on standard input, once, when it is to join
import { createSocket } from 'node:dgram';

const [local] = process.argv.slice(2);
console.log('up');
process.stdin.once('data', (line) => {
  const [group, port] = String(line).trim().split(' ');
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  socket.on('message', (data) => console.log(`heard ${data}`));
  socket.bind(Number(port), group, () => {
    socket.addMembership(group, local);
    console.log('joined');
  });
});
