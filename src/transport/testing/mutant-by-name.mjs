// Any of the faulty providers, by its name: `serve --provider module:mutant-by-name.mjs --interface <name>`.
import { MUTANTS } from '../../../dist/reference/mutants/all.js';

export function createProvider({ interface: name }) {
  const found = MUTANTS.find((mutant) => mutant.name === name);
  if (found === undefined) throw new Error(`there is no mutant ${name}`);
  return found.provider;
}
