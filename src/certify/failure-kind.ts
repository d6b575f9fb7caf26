import type { Violation } from '../oracle/index.js';
import { spiName, succeeded, type Expectation, type ReturnEvent, type Trace, type Verb } from '../trace/index.js';

/**
 * What a failure looked like, in a few words that stay the same from run to run: the event at which it showed, without
 * the nodes and descriptors that it happened on. Two failures of one clause that differ in kind are different faults.
 */
export function failureKind(trace: Trace, { at, expected }: Pick<Violation, 'at' | 'expected'>): string {
  const event = trace[at];
  switch (event?.kind) {
    case 'header':
      return 'what is claimed';
    case 'return':
      return returned(event);
    case 'indication':
      return `${event.event} (${event.error})`;
    case 'expect':
      return unmet(trace, event.expectation);
    case 'settled':
      return `${/\b(?:FD|WSP)_?[A-Za-z]+/u.exec(expected)?.[0] ?? 'something'} that is owed does not come`;
    default:
      return 'something else';
  }
}

function returned({ verb, result }: Pick<ReturnEvent, 'verb' | 'result'>): string {
  return succeeded<unknown>(result) ? `${spiName(verb)} succeeds` : `${spiName(verb)} = ${result.error}`;
}

function unmet(trace: Trace, expectation: Expectation): string {
  switch (expectation.see) {
    case 'indication':
      return `${expectation.event} not as expected`;
    case 'no-indication':
      return `${expectation.event} not expected`;
    case 'return': {
      const back = trace.find((it) => it.kind === 'return' && it.id === expectation.call);
      return back?.kind === 'return' ? returned(back) : `${verbOf(trace, expectation.call)} does not return`;
    }
    case 'no-return':
      return `${verbOf(trace, expectation.call)} returns too early`;
    case 'value':
      return `what ${verbOf(trace, expectation.call)} gives`;
    case 'received':
      return 'session data not as expected';
    case 'members':
      return 'members not as expected';
  }
}

function verbOf(trace: Trace, id: number): string {
  const call = trace.find((it) => it.kind === 'call' && it.id === id);
  const verb: Verb | undefined = call?.kind === 'call' ? call.verb : undefined;
  return verb === undefined ? 'a call' : spiName(verb);
}
