import { CLAUSES, type ClauseId } from '../../clauses/index.js';
import { heldCalls, spiName, type CallEvent, type Header, type Trace } from '../../trace/index.js';
import { plain } from '../text.js';
import { momentsOf, type Moment } from './moments.js';
import { askingSentences } from './asking.js';
import { People } from './people.js';
import { sentencesOf } from './sentences.js';
import { setUpOf } from './set-up.js';
import { claimsOf } from './tags.js';
import { ALL_WELL, sinceOf, thenOf } from './thens.js';

/** What is to be shown of a trace: a clause that it breaks, and where. */
export interface Finding {
  readonly clause: ClauseId;
  readonly expected: string;
  readonly saw: string;
  readonly at: number;
  readonly against: readonly number[];
}

/** A scenario in the words of the features. */
export interface Told {
  /** A whole feature of one scenario. */
  readonly text: string;
  /** What happened in the trace and could not be said: the scenario may go another way. */
  readonly unsaid: readonly string[];
}

interface Line {
  readonly type: 'Given' | 'When' | 'Then';
  readonly says: string;
}

/**
 * Tells a trace as a scenario, up to the finding that is to be shown, or whole. Run against the same provider it does
 * what was done, in the same order and by the same chance, and fails for the same clause.
 */
export function scenarioOf(trace: Trace, finding?: Finding): Told {
  const [header] = trace;
  if (header?.kind !== 'header') return { text: '', unsaid: ['a trace without a header'] };
  const until = finding?.at ?? trace.length - 1;
  const { lines, unsaid, calls } = finding?.at === 0 ? ofClaims() : tell(header, trace, until);
  const tags = [
    ...(finding === undefined ? header.case.clauses.slice(0, 1) : [finding.clause]),
    ...claimsOf(header, calls),
    `seed:${header.seed}`,
  ];
  const name = finding === undefined ? plain(header.case.name) : CLAUSES[finding.clause].title;
  const { provider } = header;
  const text = [
    'Feature: Counterexamples',
    '',
    `  # ${plain(provider.name)} ${plain(provider.version)}, in ${plain(header.case.id)}`,
    `  ${tags.map((tag) => `@${plain(tag).replaceAll(' ', '-')}`).join(' ')}`,
    `  Scenario: ${name.replace(/^[a-z](?=[a-z]* )/u, (letter) => letter.toUpperCase())}`,
    ...written(lines.slice(0, -1)),
    ...unsaid.map((it) => `    # without words: ${plain(it)}`),
    ...(finding === undefined ? [] : [`    # expected ${plain(finding.expected)}`, `    # saw ${plain(finding.saw)}`]),
    ...written(lines).slice(lines.length - 1),
    '',
  ];
  return { text: text.join('\n'), unsaid };
}

interface Tale {
  readonly lines: readonly Line[];
  readonly unsaid: readonly string[];
  /** The calls that it tells of. */
  readonly calls: readonly CallEvent[];
}

function ofClaims(): Tale {
  const lines: readonly Line[] = [
    { type: 'Given', says: 'the protocol entries of the provider' },
    { type: 'Then', says: 'they agree with what the provider claims' },
  ];
  return { lines, unsaid: [], calls: [] };
}

function tell(header: Header, trace: Trace, until: number): Tale {
  const moments = momentsOf(trace, until);
  const calls = moments.flatMap((moment) => (moment.is === 'call' ? moment.call : []));
  const { people: made, sentences, rest, asked } = setUpOf(header, moments);
  if (asked.length > 0)
    return {
      ...askedTale(
        header,
        asked.map(({ call }) => call),
      ),
      calls,
    };
  const people = new People(made);
  const lines: Line[] = sentences.map((says) => ({ type: 'Given', says }));
  const unsaid: string[] = [];
  const event = trace[until];
  const since = event?.kind === 'expect' ? sinceOf(event.expectation) : undefined;
  let begun = false;
  for (const moment of withoutLastQuiet(rest)) {
    // What an expectation counts from is where a block of Whens begins: one that is not the first has to follow a Then.
    if (!begun && since !== undefined && moment.at > since) {
      begun = true;
      if (lines.at(-1)?.type === 'When') lines.push({ type: 'Then', says: ALL_WELL });
    }
    const said = sentencesOf(moment, people, header);
    if ('unsaid' in said) unsaid.push(said.unsaid);
    else lines.push(...said.map((says): Line => ({ type: typeOf(moment), says })));
    if (moment.is === 'call' && moment.returned !== undefined) people.learn(moment.call, moment.returned);
  }
  // Sentences follow each other: none says that others act before a call returns.
  for (const id of heldCalls(trace.slice(0, until + 1)).keys()) {
    const call = calls.find((it) => it.id === id);
    if (call !== undefined) unsaid.push(`${spiName(call.verb)} of ${call.node} returns only after what is done next`);
  }
  const then = event?.kind === 'expect' ? thenOf(event, trace.slice(0, until + 1), people) : ALL_WELL;
  if (then === undefined && event?.kind === 'expect') unsaid.push(event.says);
  lines.push({ type: 'Then', says: then ?? ALL_WELL });
  return { lines, unsaid, calls };
}

function askedTale(header: Header, asked: readonly CallEvent[]): Omit<Tale, 'calls'> {
  const sockets = asked.flatMap((call) => (call.verb === 'socket' ? call.args : []));
  return askingSentences(header.capabilities.entries, sockets);
}

function typeOf(moment: Moment): Line['type'] {
  return moment.is === 'call' && moment.call.verb === 'memberships' ? 'Then' : 'When';
}

// Every Then waits for quiet by itself.
function withoutLastQuiet(moments: readonly Moment[]): readonly Moment[] {
  return moments.at(-1)?.is === 'quiet' ? moments.slice(0, -1) : moments;
}

function written(lines: readonly Line[]): readonly string[] {
  return lines.map(({ type, says }, at) => `    ${lines[at - 1]?.type === type ? 'And' : type} ${says}`);
}
