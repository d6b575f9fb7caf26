import type { TraceEvent } from '../../trace/index.js';
import type { Model } from './facts.js';
import { onCall } from './on-call.js';
import { onIndication } from './on-indication.js';
import { onReturn } from './on-return.js';
import { onSettled } from './on-settled.js';

/** Nothing is known yet. */
export const NOTHING: Model = {
  index: 0,
  header: undefined,
  sockets: new Map(),
  byName: new Map(),
  joins: new Map(),
  flying: new Map(),
  returned: [],
  messages: [],
  strays: [],
  tombstones: [],
  settledAt: -1,
  early: [],
  still: true,
  rejectionAt: -1,
  nextSocket: 1,
};

/** What is known after one more event. It notes what was observed, and judges nothing. */
export function advance(model: Model, event: TraceEvent): Model {
  return { ...observed(model, event), index: model.index + 1 };
}

function observed(model: Model, event: TraceEvent): Model {
  switch (event.kind) {
    case 'header':
      return { ...model, header: event };
    case 'call':
      return onCall(model, event);
    case 'return':
      return onReturn(model, event);
    case 'indication':
      return onIndication(model, event);
    case 'settled':
      return onSettled(model);
    case 'expect':
    case 'fault':
    case 'note':
      return model;
  }
}
