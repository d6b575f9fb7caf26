import { SIO } from '../../spi/index.js';
import { succeeded } from '../../trace/index.js';
import type { Join, Model, SocketFacts } from '../model/facts.js';
import { partOf } from '../model/session.js';
import { finding, NONE, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** USING-18, LOOPBACK-1, SCOPE-1: callee data, and the two ioctls, as far as the calls' own answers show them. */
export const settings: Monitor = {
  name: 'settings',
  clauses: ['USING-18', 'LOOPBACK-1', 'SCOPE-1', 'JOIN-4.5'],
  see: ({ model, event, flight, socket }) => {
    if (event.kind !== 'return' || flight === undefined || socket === undefined) return NONE;
    const features = model.header?.capabilities.features ?? [];
    if (event.verb === 'calleeData' && features.includes('caller-data')) {
      const join = joinFor(model, socket);
      if (join?.told?.error !== 'NO_ERROR' || join.accepted === undefined || join.unclear) return NONE;
      const sent = join.accepted.calleeData;
      const got = succeeded(event.result) ? `"${event.result.ok.data}"` : event.result.error;
      return got === `"${sent}"`
        ? NONE
        : finding('USING-18', `callee data "${sent}"`, got, [join.accepted.at, join.told.at]);
    }
    if (event.verb === 'ioctl' && flight.event.verb === 'ioctl' && !succeeded(event.result)) {
      if (partOf(model, socket)?.sure !== true) return NONE;
      const { code, value } = flight.event.args;
      const saw = `WSPIoctl failed with ${event.result.error}`;
      if (code === SIO.MULTIPOINT_LOOPBACK && features.includes('loopback')) {
        return finding('LOOPBACK-1', `loopback of ${who(socket)} to be set to ${value}`, saw, [flight.at]);
      }
      if (code === SIO.MULTICAST_SCOPE && features.includes('scope')) {
        return finding('SCOPE-1', `the scope of ${who(socket)} to be set to ${value}`, saw, [flight.at]);
      }
    }
    if (event.verb === 'addMembership' && !succeeded(event.result) && features.includes('ip-multicast'))
      return optionRefused(socket, event.result.error, flight.at);
    return NONE;
  },
};

function optionRefused(socket: SocketFacts, error: string, at: number): readonly Finding[] {
  // After a join by WSPJoinLeaf the option may well be refused.
  if (socket.join !== undefined || socket.membership !== undefined || socket.closing !== undefined) return NONE;
  return finding('JOIN-4.5', 'IP_ADD_MEMBERSHIP to join the group', `it failed with ${error}`, [at]);
}

function joinFor(model: Model, socket: SocketFacts): Join | undefined {
  return socket.join === undefined ? undefined : model.joins.get(socket.join);
}
