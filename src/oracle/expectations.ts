import { clause, isClauseId, type ClauseId, type Evidence } from '../clauses/index.js';
import type { ExpectEvent, Expectation, Result } from '../trace/index.js';
import type { Model, SocketFacts } from './model/facts.js';
import { socketAt } from './model/queries.js';
import { isBestEffort, isUnknown, sureMembers } from './model/session.js';
import { who } from './monitor.js';
import type { Finding } from './types.js';

/**
 * Judges what a scenario's `Then` expects. Of the scenario's clauses, those are blamed that this kind of observation
 * can speak about; if there is none such, all of them.
 */
export function judgeExpectation(model: Model, { clauses, says, expectation }: ExpectEvent): readonly Finding[] {
  const saw = unmet(model, expectation);
  if (saw === undefined) return [];
  const tagged = clauses.filter(isClauseId);
  const evidence = evidenceOf(expectation);
  const fitting = tagged.filter((id) => clause(id).evidence.some((it) => evidence.includes(it)));
  const blamed: readonly ClauseId[] = fitting.length > 0 ? fitting : tagged;
  return blamed.map((id) => ({ clause: id, expected: says, saw: saw.text, against: saw.against }));
}

/** Whether what is expected may still come: it is not there yet, and nothing else has come in its place. */
export function isToCome(model: Model, expectation: Expectation): boolean {
  switch (expectation.see) {
    case 'indication':
      return indications(model, expectation).length < (expectation.times ?? 1);
    case 'return':
    case 'value':
      return model.returned.every(({ id }) => id !== expectation.call);
    case 'received':
    case 'members':
    case 'no-indication':
    case 'no-return':
      return false;
  }
}

function evidenceOf(expectation: Expectation): readonly Evidence[] {
  switch (expectation.see) {
    case 'indication':
    case 'no-indication': {
      const { event } = expectation;
      return event === 'FD_ACCEPT' || event === 'FD_CONNECT' || event === 'FD_CLOSE' || event === 'FD_READ'
        ? [event]
        : [];
    }
    case 'return':
    case 'no-return':
      return ['return'];
    case 'value':
      return ['value'];
    case 'received':
    case 'members':
      return ['data'];
  }
}

interface Unmet {
  readonly text: string;
  readonly against: readonly number[];
}

// What was seen instead; undefined where the expectation is met.
function unmet(model: Model, expectation: Expectation): Unmet | undefined {
  switch (expectation.see) {
    case 'indication': {
      const seen = indications(model, expectation);
      const right = seen.filter(({ error }) => fitsError(error, expectation.error));
      const enough =
        expectation.times === undefined
          ? right.length > 0
          : right.length === expectation.times && seen.length === right.length;
      if (enough) return undefined;
      const text = seen.map(({ event, error }) => `${event} (${error})`).join(', ') || `no ${expectation.event}`;
      return { text, against: seen.map(({ at }) => at) };
    }
    case 'no-indication': {
      const seen = indications(model, expectation);
      if (seen.length === 0) return undefined;
      return {
        text: seen.map(({ event, error }) => `${event} (${error})`).join(', '),
        against: seen.map(({ at }) => at),
      };
    }
    case 'return': {
      const returned = model.returned.findLast(({ id }) => id === expectation.call);
      if (returned === undefined) return { text: 'the call has not returned', against: [] };
      const { outcome } = expectation;
      const error = errorOf(returned.result);
      const met =
        outcome === 'ok'
          ? error === undefined
          : error !== undefined && (outcome === 'any-error' || outcome.some((it) => it === error));
      return met
        ? undefined
        : {
            text: error === undefined ? `${returned.verb} succeeded` : `${returned.verb} failed with ${error}`,
            against: [returned.at],
          };
    }
    case 'no-return': {
      const returned = model.returned.findLast(({ id }) => id === expectation.call);
      return returned === undefined ? undefined : { text: `${returned.verb} has returned`, against: [returned.at] };
    }
    case 'value': {
      const returned = model.returned.findLast(({ id }) => id === expectation.call);
      if (returned === undefined) return { text: 'the call has not returned', against: [] };
      const is = expectation.path.reduce<unknown>(
        (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
        returned.result,
      );
      return JSON.stringify(is) === JSON.stringify(expectation.is)
        ? undefined
        : { text: JSON.stringify(is) ?? 'nothing', against: [returned.at] };
    }
    case 'received': {
      const socket = socketAt(model, expectation.node, expectation.socket);
      const came = (socket?.received ?? []).filter(({ at }) => at > expectation.since);
      const counted = (texts: readonly string[]): readonly string[] =>
        (isBestEffort(model) ? [...new Set(texts)] : [...texts]).sort();
      const data = counted(came.map((it) => it.data));
      const wanted = counted(expectation.data);
      if (JSON.stringify(data) === JSON.stringify(wanted)) return undefined;
      return { text: data.map((it) => `"${it}"`).join(', ') || 'nothing', against: came.map(({ at }) => at) };
    }
    case 'members': {
      const is = sureMembers(model).filter(({ roles }) => roles.control !== 'c_root');
      const wanted = expectation.sockets;
      const extra = is.filter((it) => !wanted.some(({ node, socket }) => it.node === node && it.descriptor === socket));
      const missing = wanted.filter(({ node, socket: descriptor }) => {
        const socket = socketAt(model, node, descriptor);
        return socket === undefined || (!is.includes(socket) && !isUnknown(model, socket));
      });
      if (extra.length === 0 && missing.length === 0) return undefined;
      return { text: `members: ${is.map(who).join(', ') || 'none'}`, against: [] };
    }
  }
}

function indications(
  model: Model,
  { node, socket, event, since }: Expectation & { see: 'indication' | 'no-indication' },
): SocketFacts['seen'] {
  const seen = socketAt(model, node, socket)?.seen ?? [];
  return seen.filter((it) => it.event === event && it.at > since);
}

function fitsError(error: string, wanted: (Expectation & { see: 'indication' })['error']): boolean {
  if (wanted === undefined) return true;
  return wanted === 'any-error' ? error !== 'NO_ERROR' : wanted.some((it) => it === error);
}

function errorOf(result: Result<unknown>): string | undefined {
  return 'error' in result ? result.error : undefined;
}
