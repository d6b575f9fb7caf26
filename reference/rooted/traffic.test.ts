import { describe, expect, it } from 'vitest';
import { Traffic } from './traffic.js';

/** Whether all is quiet now. */
async function isQuiet(traffic: Traffic): Promise<boolean> {
  let quiet = false;
  void traffic.quiet().then(() => (quiet = true));
  await new Promise((resolve) => setImmediate(resolve));
  return quiet;
}

const [FROM, TO] = ['127.0.0.1:4000', '127.0.0.2:5000'];

describe('traffic within a process', () => {
  it('is quiet when all that was sent has arrived', async () => {
    const traffic = new Traffic();
    traffic.served.add(TO);
    const here = traffic.caller(FROM, TO);
    here.out.sent();
    const there = traffic.callee(FROM, TO);
    expect(await isQuiet(traffic)).toBe(false);
    there.out.sent();
    there.in.arrived();
    expect(await isQuiet(traffic)).toBe(false);
    here.in.arrived();
    expect(await isQuiet(traffic)).toBe(true);
  });

  it('waits for what has begun and not for what began twice', async () => {
    const traffic = new Traffic();
    const over = traffic.begin();
    expect(await isQuiet(traffic)).toBe(false);
    over();
    over();
    expect(await isQuiet(traffic)).toBe(true);
    const again = traffic.begin();
    expect(await isQuiet(traffic)).toBe(false);
    again();
  });

  it('does not wait for what is lost with its connection', async () => {
    const traffic = new Traffic();
    traffic.served.add(TO);
    const here = traffic.caller(FROM, TO);
    const there = traffic.callee(FROM, TO);
    here.out.sent();
    there.in.dead();
    here.out.sent();
    expect(await isQuiet(traffic)).toBe(true);
  });

  it('does not wait for a listener that went before it took the connection', async () => {
    const traffic = new Traffic();
    traffic.served.add(TO);
    const here = traffic.caller(FROM, TO);
    here.out.sent();
    expect(await isQuiet(traffic)).toBe(false);
    traffic.deserted(TO);
    expect(await isQuiet(traffic)).toBe(true);
    traffic.caller('127.0.0.1:4001', TO).out.sent();
    expect(await isQuiet(traffic)).toBe(true);
  });
});
