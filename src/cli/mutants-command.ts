import { availableParallelism } from 'node:os';
import pc from 'picocolors';
import { selfTest, specimenNames, type Assessment, type Reported, type SelfTest } from '../certify/index.js';
import { MONITORS } from '../oracle/index.js';
import { plain } from '../report/index.js';
import { EXIT, WrongInput, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { nearest } from './near.js';
import { jsonText } from './output.js';

/** The options of `joinleaf mutants`. */
export interface MutantsCommandOptions {
  readonly json?: boolean;
  readonly jobs?: number;
  readonly only?: readonly string[];
  /** Monitors and feature files to leave out: for showing that the self-test misses them. */
  readonly withoutMonitor?: readonly string[];
  readonly withoutFeature?: readonly string[];
}

/** `joinleaf mutants`: tries the kit on faulty providers and on odd ones, and prints what it makes of each. */
export async function mutantsCommand(io: Io, options: MutantsCommandOptions): Promise<ExitCode> {
  const { json, only, jobs = availableParallelism(), withoutMonitor = [], withoutFeature = [] } = options;
  among(await specimenNames(), only ?? [], 'provider');
  among(
    MONITORS.map(({ name }) => name),
    withoutMonitor,
    'monitor',
  );
  const began = performance.now();
  let done = 0;
  const tested = await selfTest({
    jobs,
    ...(only === undefined ? {} : { only }),
    withoutMonitors: withoutMonitor,
    withoutFeatures: withoutFeature,
    onAssessed: ({ name }) => {
      done += 1;
      if (io.interactive) io.err(`\r\u001B[K${done} ${name}`);
    },
  });
  if (io.interactive) io.err('\r\u001B[K');
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  io.out(json === true ? jsonText({ ...tested, seconds }) : text(tested, seconds, io.colour));
  return tested.ok ? EXIT.conformant : EXIT.nonconformant;
}

function among(known: readonly string[], wanted: readonly string[], what: string): void {
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new WrongInput(`there is no ${what} '${plain(unknown)}'${near === undefined ? '' : `; is it '${near}'?`}`);
}

function text({ ok, rows }: SelfTest, seconds: number, coloured: boolean): string {
  const colours = pc.createColors(coloured);
  const width = Math.max(...rows.map(({ name }) => name.length), 0);
  const lines = rows.map((row) => {
    const mark = row.defects.length === 0 ? colours.green('✓') : colours.red('✗');
    return `${mark} ${row.name.padEnd(width)}  ${told(row)}`;
  });
  const defects = rows.flatMap(({ name, defects: all }) => all.map((defect) => `✗ ${name}: ${plain(defect, 400)}`));
  const mutants = rows.filter(({ kind }) => kind === 'mutant');
  const caught = mutants.filter(({ fate }) => fate === 'caught');
  const overlapping = caught.filter(({ by }) => by === 'overlap').length;
  const only = overlapping === 0 ? '' : `, ${overlapping} of them only where calls overlap`;
  const sound = rows.length - mutants.length;
  const conformant = rows.filter(({ fate }) => fate === 'conformant').length;
  const executions = rows.reduce((sum, row) => sum + row.executions, 0);
  return [
    ...lines,
    '',
    ...(defects.length === 0 ? [] : [...defects, '']),
    `${caught.length} of ${mutants.length} mutants caught for the clause that they break${only}; ` +
      `${conformant} of ${sound} sound providers found conformant; ` +
      `${defects.length} defects; ${executions} executions in ${seconds} s`,
    ok ? colours.green('the kit does what it should') : colours.red('the kit does not do what it should'),
    '',
  ].join('\n');
}

function told({ breaks, fate, reported }: Assessment): string {
  if (breaks === undefined) return reported.length === 0 ? fate : `${fate}: ${reported.map(cell).join(', ')}`;
  const own = reported.find(({ clause }) => clause === breaks);
  const others = reported.filter(({ clause }) => clause !== breaks);
  const also = others.length === 0 ? '' : `  also ${others.map(cell).join(', ')}`;
  const state = fate === 'caught' ? '' : `  ${fate}`;
  return `${own === undefined ? breaks : cell(own)}${state}${also}`;
}

function cell({ clause, scenarios, properties, overlaps }: Reported): string {
  const cases = [
    ...(scenarios === 0 ? [] : [`${scenarios} scenario${scenarios === 1 ? '' : 's'}`]),
    ...(properties === 0 ? [] : [properties === 1 ? 'a property' : `${properties} properties`]),
    ...(overlaps === 0 ? [] : [overlaps === 1 ? 'calls that overlap' : `calls that overlap, ${overlaps} times`]),
  ];
  return `${clause} (${cases.join(' and ')})`;
}
