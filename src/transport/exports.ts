import { z } from 'zod';
import type { Provider } from '../port/index.js';
import { capabilitiesShape, issuesOf } from '../trace/index.js';
import { inOneLine } from './one-line.js';

const nameShape = z.string().trim().min(1).max(200);

const shape = z.object({
  name: nameShape,
  version: nameShape,
  capabilities: capabilitiesShape,
  open: z.custom((value) => typeof value === 'function', { error: 'expected a function' }),
});

/** What a module may export for us, in the order in which we look. */
const EXPECTED = 'expected `provider`, a default export or `createProvider(options)`';

/** The provider that a module exports, or one line that says what is wrong with its exports. */
export async function providerIn(
  module: object,
  chosen: string | undefined,
): Promise<{ readonly provider: Provider } | { readonly wrong: string }> {
  try {
    return await pick(module, chosen);
  } catch (reason) {
    return { wrong: `making the provider failed: ${inOneLine(reason)}` };
  }
}

async function pick(
  module: object,
  chosen: string | undefined,
): Promise<{ readonly provider: Provider } | { readonly wrong: string }> {
  const maker: unknown = Reflect.get(module, 'createProvider');
  const ready: unknown = Reflect.get(module, 'provider') ?? Reflect.get(module, 'default');
  if (chosen !== undefined && typeof maker !== 'function') {
    return { wrong: 'an interface cannot be chosen: the module exports no `createProvider(options)`' };
  }
  if (typeof maker === 'function' && (chosen !== undefined || ready === undefined)) {
    const options = chosen === undefined ? {} : { interface: chosen };
    return checked(await Reflect.apply(maker, undefined, [options]), 'what createProvider() gave');
  }
  if (ready !== undefined) return checked(ready, Reflect.has(module, 'provider') ? '`provider`' : 'the default export');
  const names = Object.keys(module);
  return { wrong: `the module exports ${names.length === 0 ? 'nothing' : names.join(', ')}; ${EXPECTED}` };
}

function checked(value: unknown, what: string): { readonly provider: Provider } | { readonly wrong: string } {
  if (isProvider(value)) return { provider: value };
  if (typeof value !== 'object' || value === null) return { wrong: `${what} is no provider but ${typeof value}` };
  const parsed = shape.safeParse(value);
  return { wrong: `${what} is no provider: ${parsed.success ? 'its shape changes' : issuesOf(parsed.error)}` };
}

// A provider may be an instance of a class: it is checked and passed on as it is, not as the copy that zod makes.
function isProvider(value: unknown): value is Provider {
  return typeof value === 'object' && value !== null && shape.safeParse(value).success;
}
