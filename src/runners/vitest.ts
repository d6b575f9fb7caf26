/** The entry for a suite of Vitest: `joinleaf/vitest`. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, it } from 'vitest';
import {
  certify,
  CLAUSES,
  CLAUSE_IDS,
  failureText,
  heldAgainst,
  isSelected,
  parseKnown,
  propertiesFor,
  reportOf,
  selectionOf,
  type CertifyOptions,
  type Expected,
  type Provider,
  type Report,
} from '../index.js';

/** How a provider is to be tested. */
export interface ConformanceOptions extends Pick<
  CertifyOptions,
  'level' | 'clauses' | 'spec' | 'seed' | 'runs' | 'limits'
> {
  /** A list of known failures, in YAML: these are skipped, and a test fails if one of them is stale. */
  readonly knownFailures?: string;
  /** As the command line names the provider: for the command that replays a failure. */
  readonly specifier?: string;
  /** How long everything together may take, in milliseconds: five minutes where it is not said. */
  readonly timeout?: number;
}

const FIVE_MINUTES = 300_000;

/**
 * Registers the tests of a provider: one for each clause that applies to it, and one for each property. Everything is
 * run once, before the first of them. To be called where `describe` may be called.
 */
export function conformance(provider: Provider, options: ConformanceOptions = {}): void {
  const { knownFailures, specifier = '<specifier>', timeout = FIVE_MINUTES, ...asked } = options;
  const expected = expectedFrom(knownFailures);
  const selection = selectionOf(asked);
  const selected = CLAUSE_IDS.filter((id) => isSelected(id, selection) && CLAUSES[id].level !== 'definition');
  const command = `joinleaf replay --provider ${specifier}`;

  describe(`${provider.name} by joinleaf`, () => {
    let report: Report | undefined;
    const seen = (): Report => {
      if (report === undefined) throw new Error('the provider has not been certified');
      return report;
    };
    beforeAll(async () => {
      report = heldAgainst(reportOf(await certify({ provider, ...asked })), expected);
    }, timeout);

    for (const id of selected) {
      it(`${id} ${CLAUSES[id].title}`, ({ skip }) => {
        const { clauses, details, failures } = seen();
        const reason = details[id]?.reason ?? clauses[id] ?? 'unknown';
        const its = failures.filter(({ clause }) => clause === id);
        const [first] = its.filter(({ known }) => known === undefined);
        if (first !== undefined) throw new Error(`${first.name}\n${failureText(first, command)}`);
        if (its.length > 0) skip(`known: ${its.map(({ known }) => known?.reason).join('; ')}`);
        if (clauses[id] === 'inconclusive') throw new Error(`inconclusive: ${reason}`);
        if (clauses[id] !== 'passed') skip(reason);
      });
    }
    for (const property of propertiesFor(selected)) {
      it(property.name, ({ skip }) => {
        const { evidence, failures } = seen();
        const record = evidence.find((it) => it.id === property.id);
        const its = failures.filter((failure) => failure.case === property.id);
        const [first] = its.filter(({ known }) => known === undefined);
        if (first !== undefined) throw new Error(`${first.clause} ${first.title}\n${failureText(first, command)}`);
        if (its.length > 0) skip(`known: ${its.map(({ known }) => known?.reason).join('; ')}`);
        if (record?.outcome === 'not-applicable') skip(record.reason);
        if (record?.outcome !== 'passed') throw new Error(`inconclusive: ${record?.reason ?? 'it was not run'}`);
      });
    }
    it('everything could be seen', () => {
      const { verdict, reason, gate } = seen();
      if (verdict === 'inconclusive' || gate?.verdict === 'inconclusive') {
        throw new Error(`inconclusive: ${reason ?? 'something stayed open behind the failures'}`);
      }
    });
    if (knownFailures !== undefined) {
      it('the known failures are up to date', () => {
        const [stale] = seen().gate?.stale ?? [];
        if (stale !== undefined) throw new Error(`${stale.clause} ${stale.kind} ${stale.case ?? ''}: ${stale.why}`);
      });
    }
  });
}

function expectedFrom(file: string | undefined): Expected {
  if (file === undefined) return {};
  const parsed = parseKnown(readFileSync(file, 'utf8'));
  if ('wrong' in parsed) throw new Error(`${file}: ${parsed.wrong}`);
  return { known: { file, list: parsed.known } };
}
