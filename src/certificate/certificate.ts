import type { KeyObject } from 'node:crypto';
import type { Report } from '../report/index.js';
import { contentOf } from './content.js';
import { sealed } from './envelope.js';
import { CONFORMANCE, declared, specificationDigest, STATEMENT, testResultOf } from './statement.js';
import type { Conformance, DigestedFile } from './statement.js';

/** What goes into a certificate beside the report. */
export interface Particulars {
  /** The provider's artefact, if it is a file. */
  readonly artefact?: DigestedFile;
  readonly kitDigest: string;
  /** The report and the traces, each with its digest. */
  readonly evidence: readonly DigestedFile[];
  readonly issued: Date;
  readonly key?: KeyObject;
}

/** The certificate for a conformant run: a line for each of two statements, each in an envelope. */
export function certificateOf(report: Report, particulars: Particulars): string {
  const { artefact, kitDigest, evidence, issued, key } = particulars;
  const content = contentOf(report);
  const ours: Conformance = {
    _type: STATEMENT,
    subject: [artefact ?? declared(content)],
    predicateType: CONFORMANCE,
    predicate: {
      ...content,
      subject: artefact === undefined ? 'declaration' : 'artefact',
      kit: { version: report.kit, digest: { sha256: kitDigest } },
      specification: { revision: report.spec, digest: { sha256: specificationDigest(report.spec) } },
      evidence: [...evidence],
      issued: issued.toISOString(),
    },
  };
  return [testResultOf(ours), ours].map((statement) => `${JSON.stringify(sealed(statement, key))}\n`).join('');
}
