import { expect, it } from 'vitest';
import { parseIgmp, systemMemberships } from './memberships.js';

const TEXT = [
  'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter',
  '1\tlo        :     1      V3',
  '\t\t\t\t010000E0     1 0:00000000\t\t0',
  '3\tjl0       :     2      V3',
  '\t\t\t\t030201EF     1 0:00000000\t\t0',
  '\t\t\t\t010000E0     1 0:00000000\t\t0',
  '',
].join('\n');

it('reads the groups of all devices, each once', () => {
  expect(parseIgmp(TEXT, 'LE')).toEqual(['224.0.0.1', '239.1.2.3']);
});

it('reads addresses as a big-endian machine writes them', () => {
  expect(parseIgmp('\t\t\t\tEF010203     1 0:00000000\t\t0\n', 'BE')).toEqual(['239.1.2.3']);
});

it('says so where the system does not tell', () => {
  expect(systemMemberships('/nowhere/igmp')).toBeUndefined();
});
