import { Presets, SingleBar } from 'cli-progress';
import type { CertifyEvent } from '../certify/index.js';
import { many, plain } from '../report/index.js';
import type { Io } from './io.js';

/** Shows how a run gets on. */
export interface Progress {
  told(event: CertifyEvent): void;
  done(): void;
}

/** A bar on a terminal, a few plain lines elsewhere. */
export function progressOn(io: Io): Progress {
  return io.interactive ? bar() : lines(io);
}

/** A property takes about as long as so many scenarios. */
const WEIGHT = 20;

function bar(): Progress {
  const shown = new SingleBar(
    { format: '{bar} {percentage}% | {done} | {now}', clearOnComplete: true, hideCursor: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let started = false;
  let scenarios = 0;
  let cases = 0;
  let properties = 0;
  return {
    told(event) {
      const done = (): string => many(cases, 'case');
      if (event.kind === 'planned' && !started) {
        started = true;
        shown.start(event.scenarios + event.properties * WEIGHT, 0, { done: done(), now: 'scenarios' });
      }
      if (!started) return;
      if (event.kind === 'case') {
        cases += 1;
        if (event.record.kind === 'scenario') scenarios += 1;
        else properties += 1;
        shown.update(scenarios + properties * WEIGHT, { done: done(), now: plain(event.record.name, 60) });
      }
      if (event.kind === 'orderings') {
        const part = (event.done / event.of) * WEIGHT;
        shown.update(scenarios + properties * WEIGHT + part, { done: done(), now: plain(event.property, 60) });
      }
    },
    done: () => {
      if (started) shown.stop();
    },
  };
}

function lines(io: Io): Progress {
  let left = -1;
  return {
    told(event) {
      if (event.kind === 'planned') {
        left = event.scenarios;
        const { properties } = event;
        const then = properties === 0 ? '' : `, then ${properties} ${properties === 1 ? 'property' : 'properties'}`;
        io.err(`running ${many(event.scenarios, 'scenario')}${then}\n`);
      }
      if (event.kind === 'case' && event.record.kind === 'scenario') {
        left -= 1;
        if (left === 0) io.err('all scenarios have run\n');
      }
      if (event.kind === 'stopped') io.err(`stopped: ${plain(event.reason)}\n`);
    },
    done: () => undefined,
  };
}
