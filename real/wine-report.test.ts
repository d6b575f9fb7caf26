import { describe, expect, it } from 'vitest';
import { certify, reportOf } from '../src/index.js';
import { provider } from '../reference/memory/index.js';
import type { Facts } from './facts.js';
import { wineReport } from './wine-report.js';

const ROLES = ['plain', 'c_leaf+d_leaf', 'c_root+d_root', 'c_root'];

function factsWith(answers: {
  readonly socket: string;
  readonly join: string;
  readonly again: string;
  readonly ioctl: string;
}): Facts {
  const sockets = Object.fromEntries(ROLES.map((role) => [role, answers.socket]));
  const fine = { plain: 'ok', 'c_leaf+d_leaf': 'ok' };
  const membership = { ADD_MEMBERSHIP: 'ok', 'ADD_MEMBERSHIP again': answers.again };
  return {
    system: 'Wine 47.11',
    WSPStartup: { 'mswsock.dll': 'not exported' },
    mswsock: undefined,
    capabilities: { entries: [{ id: 2, name: 'UDP/IP', serviceFlags: 0x401, addressFamily: 2 }] },
    entries: [
      {
        id: 2,
        sockets: { ...sockets, ...fine },
        joinLeaf: { 'c_leaf/d_leaf, a group': answers.join },
        membership,
        ioctl: { SIO_MULTICAST_SCOPE: answers.ioctl },
      },
    ],
  };
}

async function pageOn(facts: Facts): Promise<string> {
  const report = reportOf(await certify({ provider, clauses: ['JOIN-2.1'], runs: 1 }));
  return wineReport(facts, report, [], '2026-01-01');
}

// The first to certify anything loads Cucumber, which takes a while where the machine is busy.
describe('the report on Wine', () => {
  it('says what is wrong, and what to do about it', async () => {
    const page = await pageOn(
      factsWith({ socket: 'ok', join: 'fails and sets no error', again: 'WSAEADDRINUSE', ioctl: 'WSAEOPNOTSUPP' }),
    );
    expect(page).toContain('| ✗ | UDP/IP: c_leaf/d_leaf, a group |');
    expect(page).toContain('It is a stub');
    expect(page).toContain('2 combinations make a socket and should not');
    expect(page).toContain('Windows documents WSAEADDRNOTAVAIL');
    expect(page).toContain('Both ioctls are refused with WSAEOPNOTSUPP');
  });

  it('says nothing of the kind once it is right', async () => {
    const page = await pageOn(
      factsWith({ socket: 'WSAEINVAL', join: 'ok, the same descriptor', again: 'WSAEADDRNOTAVAIL', ioctl: 'ok' }),
    );
    expect(page).not.toContain('✗');
    expect(page).not.toMatch(/It is a stub|should not|EADDRINUSE|Both ioctls/u);
  });
});
