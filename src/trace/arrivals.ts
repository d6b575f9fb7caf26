import type { NodeName } from './verbs.js';

/** What the suite let arrive: so many messages, which the provider chose; or the oldest between two nodes. */
export type Arrival =
  { readonly messages: number } | { readonly from: NodeName; readonly to: NodeName; readonly messages: 1 };

const MANY = /^(?:one message arrives|(\d{1,9}) messages arrive)$/u;
const FROM_TO = /^a message from ([\w-]+) reaches ([\w-]+)$/u;

/** What a note says before messages are let through, so that whoever reads the trace can do it again. */
export function arrivalNote(arrival: Arrival): string {
  if ('from' in arrival) return `a message from ${arrival.from} reaches ${arrival.to}`;
  return arrival.messages === 1 ? 'one message arrives' : `${arrival.messages} messages arrive`;
}

/** Reads such a note; undefined if it is another. */
export function arrivalIn(text: string): Arrival | undefined {
  const [between, from, to] = FROM_TO.exec(text) ?? [];
  if (between !== undefined && from !== undefined && to !== undefined) return { from, to, messages: 1 };
  const [many, number = '1'] = MANY.exec(text) ?? [];
  return many === undefined ? undefined : { messages: Number(number) };
}
