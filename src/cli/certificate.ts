import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { certificateOf, sha256, whyNone, type DigestedFile } from '../certificate/index.js';
import type { SettingKey, Settings } from '../config/index.js';
import type { Report } from '../report/index.js';
import { inOneLine } from '../transport/index.js';
import { WrongInput } from './exit.js';
import type { Io } from './io.js';
import { kitDigest } from './kit-digest.js';
import { REPORT_FILE, TRACES } from './output.js';

/** What the options say of a certificate. */
export type CertificateOptions = Pick<Settings<SettingKey>, 'certificate' | 'sign' | 'subject' | 'out' | 'shard'>;

/** Makes the writing of a certificate ready, before the run: undefined if none is asked for. */
export function certificateFrom(options: CertificateOptions): ((io: Io, report: Report) => void) | undefined {
  const { certificate: file, sign, subject, out, shard } = options;
  if (file === undefined) {
    if (sign !== undefined || subject !== undefined) throw new WrongInput('--sign and --subject need a --certificate');
    return undefined;
  }
  if (shard !== undefined) throw new WrongInput('a shard gets no certificate; joinleaf merge can write one');
  if (out === undefined)
    throw new WrongInput('--certificate needs --out: the evidence that it speaks of has to be kept');
  const key = sign === undefined ? undefined : keyIn(sign, 'private');
  const artefact = subject === undefined ? undefined : digested(path.dirname(subject), path.basename(subject));
  try {
    // One of an earlier run must not stay, if this run gets none.
    rmSync(file, { force: true });
    writeFileSync(file, '');
    rmSync(file);
  } catch (reason) {
    throw new WrongInput(`cannot write to ${file}: ${inOneLine(reason)}`);
  }
  return (io, report) => {
    const why = whyNone(report);
    if (why !== undefined) {
      io.err(`joinleaf: no certificate: ${why}\n`);
      return;
    }
    const particulars = { kitDigest: kitDigest(), evidence: evidenceIn(out), issued: new Date() };
    writeFileSync(file, certificateOf(report, { ...particulars, ...(key && { key }), ...(artefact && { artefact }) }));
  };
}

/** The report and the traces in a folder, each with its digest. */
export function evidenceIn(folder: string): readonly DigestedFile[] {
  let traces: readonly string[];
  try {
    traces = readdirSync(path.join(folder, TRACES));
  } catch {
    traces = [];
  }
  return [REPORT_FILE, ...[...traces].sort().map((name) => `${TRACES}/${name}`)].map((name) => digested(folder, name));
}

/** A file with its digest. */
export function digested(folder: string, name: string): DigestedFile {
  try {
    return { name, digest: { sha256: sha256(readFileSync(path.join(folder, name))) } };
  } catch (reason) {
    throw new WrongInput(`cannot read ${path.join(folder, name)}: ${inOneLine(reason)}`);
  }
}

/** The Ed25519 key in a file. */
export function keyIn(file: string, kind: 'private' | 'public'): KeyObject {
  let key: KeyObject;
  try {
    const pem = readFileSync(file);
    key = kind === 'private' ? createPrivateKey(pem) : createPublicKey(pem);
  } catch (reason) {
    throw new WrongInput(`${file}: there is no ${kind} key in it: ${inOneLine(reason)}`);
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new WrongInput(`${file}: it is a key of kind ${key.asymmetricKeyType ?? 'unknown'}, and not Ed25519`);
}
