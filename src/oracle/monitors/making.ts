import { controlPlane, dataPlane, rolesOf, WSA_FLAG, type ProtocolEntry } from '../../spi/index.js';
import { succeeded } from '../../trace/index.js';
import { finding, NONE, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** FLAGS-1…4, JOIN-4.1, JOIN-1.2: which sockets can be made on which entry. */
export const making: Monitor = {
  name: 'making',
  clauses: ['JOIN-1.2', 'JOIN-4.1', 'FLAGS-1', 'FLAGS-2', 'FLAGS-3', 'FLAGS-4'],
  answers: {
    socket({ model, call, result, at }) {
      const { entry: id, flags } = call.args;
      const entry = model.header?.capabilities.entries.find((it) => it.id === id);
      if (entry === undefined) return NONE;
      return succeeded(result) ? wronglyMade(entry, flags, at) : wronglyRefused(entry, flags, result.error, at);
    },
  },
};

function wronglyMade(entry: ProtocolEntry, flags: number, at: number): readonly Finding[] {
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const made = `a socket with flags 0x${flags.toString(16)}`;
  if (rolesOf(flags) === undefined) {
    return finding('FLAGS-4', 'WSPSocket to fail: one flag for each plane, or none at all', made, [at], 'R4');
  }
  const found: Finding[] = [];
  const refuse = (clause: Finding['clause'], why: string): void => {
    found.push(...finding(clause, `WSPSocket to fail: "${entry.name}" ${why}`, made, [at], 'R4'));
  };
  const control = controlPlane(entry);
  if (has(WSA_FLAG.MULTIPOINT_C_ROOT) && control === 'nonrooted')
    refuse('JOIN-4.1', 'is nonrooted, all its nodes are c_leafs');
  if (has(WSA_FLAG.MULTIPOINT_C_ROOT) && control !== 'rooted') refuse('FLAGS-1', 'has no rooted control plane');
  if (has(WSA_FLAG.MULTIPOINT_C_LEAF | WSA_FLAG.MULTIPOINT_D_LEAF) && control === 'none')
    refuse('FLAGS-2', 'has no multipoint support');
  if (has(WSA_FLAG.MULTIPOINT_D_ROOT) && dataPlane(entry) !== 'rooted') refuse('FLAGS-3', 'has no rooted data plane');
  return found;
}

// Only the roles that every session of the entry needs: a second d_root is nobody's business (ruling 27).
function wronglyRefused(entry: ProtocolEntry, flags: number, error: string, at: number): readonly Finding[] {
  const roles = rolesOf(flags);
  const control = controlPlane(entry);
  if (roles === undefined || roles.control === 'plain' || control === 'none') return NONE;
  const rootRole = dataPlane(entry) === 'rooted' ? 'd_root' : 'd_leaf';
  const offered =
    roles.control === 'c_root' ? control === 'rooted' && roles.data === rootRole : roles.data === 'd_leaf';
  if (!offered) return NONE;
  return finding(
    'JOIN-1.2',
    `a ${roles.control}/${roles.data} socket, which "${entry.name}" offers`,
    `WSPSocket failed with ${error}`,
    [at],
  );
}
