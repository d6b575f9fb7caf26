import { describe, expect, it } from 'vitest';
import { DATA_PLANES, FEATURES, SCHEMES } from '../spi/index.js';
import { applies, CLAUSE_IDS, clause, type Claims, type ClauseId } from './index.js';

const PLAIN = { id: 1, name: 'plain', serviceFlags: 0, addressFamily: 2 };
const NOTHING: Claims = { schemes: [], dataPlanes: [], features: [], entries: [] };
const INVITE: Claims = { ...NOTHING, schemes: ['invite'], dataPlanes: ['rooted-data'] };
const ADMIT: Claims = { ...NOTHING, schemes: ['admit'], dataPlanes: ['rooted-data'] };
const NONROOTED: Claims = { ...NOTHING, schemes: ['nonrooted'], dataPlanes: ['nonrooted-data'] };
const EVERYTHING: Claims = {
  schemes: SCHEMES,
  dataPlanes: DATA_PLANES,
  features: FEATURES,
  entries: [PLAIN],
};

describe('what a clause is about', () => {
  it("is not loopback at the receiver where it is declared to be the sender's", () => {
    expect(applies(clause('IPMC-4'), { ...EVERYTHING, loopbackSide: 'receiver' })).toBe(true);
    expect(applies(clause('IPMC-4'), { ...EVERYTHING, loopbackSide: 'sender' })).toBe(false);
  });

  it('is something that can be claimed', () => {
    expect(CLAUSE_IDS.filter((id) => !applies(clause(id), EVERYTHING))).toEqual([]);
  });

  it.each<[ClauseId, Claims, boolean]>([
    ['JOIN-2.1', NOTHING, true],
    ['JOIN-2.6', INVITE, true],
    ['JOIN-2.6', ADMIT, false],
    ['JOIN-3.6', ADMIT, true],
    ['JOIN-3.6', NONROOTED, false],
    ['JOIN-4.3', NONROOTED, true],
    ['JOIN-4.5', NONROOTED, false],
    ['JOIN-4.5', { ...NONROOTED, features: ['ip-multicast'] }, true],
    ['USING-3', NONROOTED, true],
    ['USING-3', INVITE, false],
    ['USING-10', NONROOTED, false],
    ['USING-10', { ...NONROOTED, features: ['unreachable'] }, true],
    ['USING-16', INVITE, false],
    ['USING-16', { ...INVITE, schemes: ['invite', 'admit'] }, true],
    ['TAXONOMY-2', { ...ADMIT, features: ['missing-session'] }, false],
    ['TAXONOMY-3', ADMIT, true],
    ['TAXONOMY-3', { ...ADMIT, dataPlanes: ['nonrooted-data'] }, false],
    ['TAXONOMY-4', NONROOTED, true],
    ['ACCEPT-4', INVITE, false],
    ['ACCEPT-4', { ...INVITE, features: ['condition'] }, true],
    ['FLAGS-2', { ...INVITE, features: ['plain-sockets'] }, false],
    ['FLAGS-2', { ...INVITE, entries: [PLAIN] }, true],
    ['IPMC-2', { ...NONROOTED, features: ['ip-multicast'] }, false],
    ['IPMC-2', { ...NONROOTED, features: ['ip-multicast', 'memberships'] }, true],
  ])('%s with %o: %s', (id, claims, expected) => {
    expect(applies(clause(id), claims)).toBe(expected);
  });
});
