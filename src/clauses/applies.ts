import type { DataPlane, Feature, Scheme } from '../spi/index.js';
import type { Applicability, Clause } from './types.js';

/** The part of a provider's capabilities that says which clauses are about it. */
export interface Claims {
  readonly schemes: readonly Scheme[];
  readonly dataPlanes: readonly DataPlane[];
  readonly features: readonly Feature[];
}

/** Whether a clause is about a provider with these claims. Where it is not, it is not applicable, never failed. */
export function applies(clause: Pick<Clause, 'applies'>, claims: Claims): boolean {
  return holds(clause.applies, claims);
}

function holds(wanted: Applicability, claims: Claims): boolean {
  const { schemes, allSchemes = [], dataPlane, features = [], anyOf } = wanted;
  return (
    (schemes === undefined || schemes.some((scheme) => claims.schemes.includes(scheme))) &&
    allSchemes.every((scheme) => claims.schemes.includes(scheme)) &&
    (dataPlane === undefined || claims.dataPlanes.includes(dataPlane)) &&
    features.every((feature) => claims.features.includes(feature)) &&
    (anyOf === undefined || anyOf.some((one) => holds(one, claims)))
  );
}
