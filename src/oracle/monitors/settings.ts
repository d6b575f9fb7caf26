import { SIO, type Feature } from '../../spi/index.js';
import { succeeded } from '../../trace/index.js';
import type { Model, SocketFacts } from '../model/facts.js';
import { joinOf } from '../model/queries.js';
import { partOf } from '../model/session.js';
import { finding, NONE, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** USING-18, LOOPBACK-1, SCOPE-1: callee data, and the two ioctls, as far as the calls' own answers show them. */
export const settings: Monitor = {
  name: 'settings',
  clauses: ['USING-18', 'LOOPBACK-1', 'SCOPE-1', 'JOIN-4.5'],
  answers: {
    calleeData({ model, socket, result }) {
      const join = joinOf(model, socket.join);
      if (!claims(model, 'caller-data') || join?.told?.error !== 'NO_ERROR') return NONE;
      if (join.accepted === undefined || join.unclear) return NONE;
      const sent = join.accepted.calleeData;
      const got = succeeded(result) ? `"${result.ok.data}"` : result.error;
      return got === `"${sent}"`
        ? NONE
        : finding('USING-18', `callee data "${sent}"`, got, [join.accepted.at, join.told.at]);
    },
    ioctl({ model, socket, call, result, at }) {
      if (succeeded(result) || partOf(model, socket)?.sure !== true) return NONE;
      const { code, value } = call.args;
      const saw = `WSPIoctl failed with ${result.error}`;
      if (code === SIO.MULTIPOINT_LOOPBACK && claims(model, 'loopback')) {
        return finding('LOOPBACK-1', `loopback of ${who(socket)} to be set to ${value}`, saw, [at]);
      }
      if (code === SIO.MULTICAST_SCOPE && claims(model, 'scope')) {
        return finding('SCOPE-1', `the scope of ${who(socket)} to be set to ${value}`, saw, [at]);
      }
      return NONE;
    },
    addMembership: ({ model, socket, result, at }) =>
      succeeded(result) || !claims(model, 'ip-multicast') ? NONE : optionRefused(socket, result.error, at),
  },
};

function claims(model: Model, feature: Feature): boolean {
  return model.header?.capabilities.features.includes(feature) === true;
}

function optionRefused(socket: SocketFacts, error: string, at: number): readonly Finding[] {
  // Unlike WSPJoinLeaf, the option binds nothing: a socket that is not bound may be turned away.
  if (!socket.bound) return NONE;
  // After a join by WSPJoinLeaf the option may well be refused.
  if (socket.join !== undefined || socket.membership !== undefined || socket.closing !== undefined) return NONE;
  return finding('JOIN-4.5', 'IP_ADD_MEMBERSHIP to join the group', `it failed with ${error}`, [at]);
}
