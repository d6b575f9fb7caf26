import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonical, sha256 } from './digest.js';

/** What an envelope with an in-toto statement says that it holds. */
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** An envelope as DSSE has it. */
export const envelopeShape = z.object({
  payload: z.base64(),
  payloadType: z.literal(PAYLOAD_TYPE),
  signatures: z.array(z.object({ keyid: z.string().exactOptional(), sig: z.base64() })),
});

/** An envelope. */
export type Envelope = z.infer<typeof envelopeShape>;

/** What is signed: the pre-authentication encoding of type and body, in which neither can be taken for the other. */
function encoded(type: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.byteLength} `;
  return Buffer.concat([Buffer.from(head, 'utf8'), body]);
}

/** The name of a key: the digest of its public half. */
export function keyId(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return sha256(half.export({ type: 'spki', format: 'der' }));
}

/** Puts a statement into an envelope, signed if there is a key. */
export function sealed(statement: object, key: KeyObject | undefined): Envelope {
  const body = Buffer.from(canonical(statement), 'utf8');
  const signatures =
    key === undefined
      ? []
      : [{ keyid: keyId(key), sig: sign(null, encoded(PAYLOAD_TYPE, body), key).toString('base64') }];
  return { payload: body.toString('base64'), payloadType: PAYLOAD_TYPE, signatures };
}

/** Whether one of an envelope's signatures was made with this key. */
export function isSignedBy({ payload, payloadType, signatures }: Envelope, key: KeyObject): boolean {
  const signed = encoded(payloadType, Buffer.from(payload, 'base64'));
  return signatures.some(({ sig }) => verify(null, signed, key, Buffer.from(sig, 'base64')));
}
