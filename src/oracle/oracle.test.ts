import { describe, expect, it } from 'vitest';
import { finish, judge, owed, start, step } from './oracle.js';
import { EVERYTHING, traceOf, type Tell } from './testing/story.js';

/** A case after this has been told. */
function after(tell: Tell) {
  return traceOf(tell).reduce((state, event) => step(state, event).state, start());
}

const tooEarly: Tell = (s) => {
  const root = s.root();
  root.joins(s.listener('leaf-1'));
  root.told('FD_CONNECT');
};

describe('judge', () => {
  it('goes no further than the first event that breaks a clause', () => {
    const trace = traceOf((s) => {
      tooEarly(s);
      s.root().told('FD_CONNECT');
      s.settles();
    });
    expect(judge(trace).violations.map(({ clause }) => clause)).toEqual(['JOIN-2.6']);
  });

  it('goes on after what the header claims', () => {
    const { violations } = judge(
      traceOf(tooEarly, { capabilities: { ...EVERYTHING, schemes: ['invite', 'nonrooted'] } }),
    );
    expect(violations.map(({ clause }) => clause)).toEqual(['JOIN-2.6']);
    const claims = { capabilities: { ...EVERYTHING, dataPlanes: ['rooted-data'], entries: [] } } as const;
    const both = judge(traceOf((s) => s.listener('leaf-1').told('FD_WRITE'), claims)).violations;
    expect(both[0]).toMatchObject({ clause: 'INFO-1', at: 0 });
    expect(both.at(-1)).toMatchObject({ clause: 'EVENTS-4' });
  });

  it('says what kept it from knowing, and judges nothing after it', () => {
    const trace = traceOf((s) => {
      s.events.push({ kind: 'fault', what: 'threw', detail: 'it broke' });
      s.events.push({ kind: 'fault', what: 'rubbish', detail: 'and again' });
      tooEarly(s);
    });
    expect(judge(trace)).toEqual({ violations: [], fault: { at: 1, what: 'threw', detail: 'it broke' } });
  });

  it('takes no notice of remarks', () => {
    const trace = traceOf((s) => {
      s.events.push({ kind: 'note', text: 'FD_CONNECT' });
      s.settles();
    });
    expect(judge(trace)).toEqual({ violations: [] });
  });

  it('is done with the monitors that it is given', () => {
    expect(judge(traceOf(tooEarly), []).violations).toEqual([]);
  });
});

describe('owed', () => {
  const waiting: Tell = (s) => void s.root().joins(s.listener('leaf-1'));

  it('says what is still to come', () => {
    expect(owed(after(waiting))).toEqual(['FD_ACCEPT on socket 2 of leaf-1 (c_leaf/d_leaf): a request is waiting']);
    expect(owed(after((s) => s.root()))).toEqual([]);
  });

  it('says which session data has not been announced yet', () => {
    const sent: Tell = (s) => {
      const [one] = [s.joined('member-1'), s.joined('member-2')];
      one.sends('a');
    };
    expect(owed(after(sent))).toEqual(['"a" on socket 2 of member-2']);
    const unheard: Tell = (s) => {
      s.joined('member-2', { events: 0x30 });
      s.joined('member-1').sends('a');
    };
    expect(owed(after(unheard))).toEqual([]);
  });

  it('is nothing once a clause has been broken', () => {
    expect(owed(after(tooEarly))).toEqual([]);
  });
});

describe('finish', () => {
  it('says nothing is missing of a trace that does not end in quiet', () => {
    expect(finish(after((s) => void s.root().joins(s.listener('leaf-1'))))).toEqual([]);
  });
});
