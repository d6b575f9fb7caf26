import { CLAUSES, type ClauseId } from '../../clauses/index.js';
import { spiName, type CallEvent, type Header, type Trace } from '../../trace/index.js';
import { plain } from '../text.js';
import { momentsOf, type Moment } from './moments.js';
import { askingSentences } from './asking.js';
import { doerOf, Overlap } from './overlap.js';
import { People } from './people.js';
import { sentencesOf, type Said } from './sentences.js';
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
  const overlap = new Overlap();
  const lines: Line[] = sentences.map((says) => ({ type: 'Given', says }));
  const unsaid: string[] = [];
  const event = trace[until];
  const since = event?.kind === 'expect' ? sinceOf(event.expectation) : undefined;
  let begun = false;
  for (const [place, moment] of rest.entries()) {
    // What an expectation counts from is where a block of Whens begins: one that is not the first has to follow a Then.
    if (!begun && since !== undefined && moment.at > since) {
      begun = true;
      if (lines.at(-1)?.type === 'When') {
        overlap.beforeThen();
        lines.push({ type: 'Then', says: ALL_WELL });
      }
    }
    if (typeOf(moment) === 'Then') overlap.beforeThen();
    overlap.before(moment, people);
    // Every Then waits for quiet by itself.
    if (moment.is === 'quiet' && place === rest.length - 1) break;
    const said = saidOf(moment, overlap, people, header);
    if ('unsaid' in said) unsaid.push(said.unsaid);
    else lines.push(...said.map((says): Line => ({ type: typeOf(moment), says })));
    const returned = moment.is === 'return' || (moment.is === 'call' && !moment.held) ? moment.returned : undefined;
    if ('call' in moment && returned !== undefined) people.learn(moment.call, returned);
  }
  for (const moment of moments) {
    if (moment.is !== 'call' || !moment.held || overlap.hasTold(moment.call.id)) continue;
    unsaid.push(`${spiName(moment.call.verb)} of ${moment.call.node} returns only after what is done next`);
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

/** What is said of a moment, and of a call that is in flight then. */
function saidOf(moment: Moment, overlap: Overlap, people: People, header: Header): Said {
  if (moment.is === 'return') {
    const back = overlap.lands(moment.call);
    return back === undefined ? [] : [back];
  }
  const said = sentencesOf(moment, people, header);
  const who = doerOf(moment, people);
  if (moment.is !== 'call' || !moment.held || 'unsaid' in said || said.length === 0 || who === undefined) return said;
  if (typeOf(moment) === 'Then') return said;
  return [overlap.takesOff(moment.call, who), ...said];
}

function typeOf(moment: Moment): Line['type'] {
  return moment.is === 'call' && moment.call.verb === 'memberships' ? 'Then' : 'When';
}

function written(lines: readonly Line[]): readonly string[] {
  return lines.map(({ type, says }, at) => `    ${lines[at - 1]?.type === type ? 'And' : type} ${says}`);
}
