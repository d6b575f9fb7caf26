// A root and a leaf on loopback addresses: the root invites, the leaf accepts, and data goes through the session.
//
//   node rooted-session.js
import { ENTRIES, openHost } from 'joinleaf/rooted';
import { FD, JL, WSA_FLAG } from 'joinleaf/provider';

const ALL = FD.FD_READ | FD.FD_ACCEPT | FD.FD_CONNECT | FD.FD_CLOSE;

/** A host whose events can be waited for, one after the other. */
function host(name, address) {
  const events = [];
  let wake = () => {};
  const indicate = ({ event, error }) => {
    console.log(`${name}: ${event} ${error}`);
    events.push(event);
    wake();
  };
  const comes = async (event) => {
    while (!events.includes(event)) await new Promise((resolve) => (wake = resolve));
  };
  return { ...openHost({ address, indicate }), address, comes };
}

/** A bound socket with these flags. */
async function socketOn(host, flags) {
  const { ok } = host.socket({ entry: ENTRIES.rootedData.id, flags, blocking: false });
  await host.bind({ socket: ok.socket, name: { family: 2, host: host.address, port: 0 } });
  host.eventSelect({ socket: ok.socket, events: ALL });
  return ok.socket;
}

const here = host('root', '127.0.0.1');
const there = host('leaf', '127.0.0.1');
const root = await socketOn(here, WSA_FLAG.MULTIPOINT_C_ROOT | WSA_FLAG.MULTIPOINT_D_ROOT);
const leaf = await socketOn(there, WSA_FLAG.MULTIPOINT_C_LEAF | WSA_FLAG.MULTIPOINT_D_LEAF);
await there.listen({ socket: leaf, backlog: 5 });

await here.joinLeaf({ socket: root, name: there.getSockName({ socket: leaf }).ok.name, flags: JL.BOTH });
await there.comes('FD_ACCEPT');
const { ok: member } = await there.accept({ socket: leaf });
await here.comes('FD_CONNECT');

here.send({ socket: root, data: 'welcome' });
await there.comes('FD_READ');
console.log(`leaf: ${there.recv({ socket: member.socket }).ok.data}`);

here.closeSocket({ socket: root });
await there.comes('FD_CLOSE');
here.close();
there.close();
