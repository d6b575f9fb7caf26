import { controlPlane, type DataPlane, type Feature, type ProtocolEntry, type Scheme } from '../spi/index.js';
import type { Applicability, Clause } from './types.js';

/** The part of a provider's capabilities that says which clauses are about it. */
export interface Claims {
  readonly schemes: readonly Scheme[];
  readonly dataPlanes: readonly DataPlane[];
  readonly features: readonly Feature[];
  readonly entries: readonly ProtocolEntry[];
  /** At the receiver, where it is not said. */
  readonly loopbackSide?: 'receiver' | 'sender';
}

/** Whether a clause is about a provider with these claims. Where it is not, it is not applicable, never failed. */
export function applies(clause: Pick<Clause, 'applies'>, claims: Claims): boolean {
  return holds(clause.applies, claims);
}

function holds(wanted: Applicability, claims: Claims): boolean {
  const { schemes, allSchemes = [], dataPlane, features = [], loopbackSide, plainEntry, anyOf } = wanted;
  return (
    (schemes === undefined || schemes.some((scheme) => claims.schemes.includes(scheme))) &&
    allSchemes.every((scheme) => claims.schemes.includes(scheme)) &&
    (dataPlane === undefined || claims.dataPlanes.includes(dataPlane)) &&
    features.every((feature) => claims.features.includes(feature)) &&
    (loopbackSide === undefined || loopbackSide === (claims.loopbackSide ?? 'receiver')) &&
    (plainEntry === undefined || claims.entries.some((entry) => controlPlane(entry) === 'none')) &&
    (anyOf === undefined || anyOf.some((one) => holds(one, claims)))
  );
}
