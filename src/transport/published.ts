import { z } from 'zod';
import { capabilitiesShape } from '../trace/index.js';
import { address, errorName, failed, fdName } from '../trace/shapes.js';
import { indication, notification, PROTOCOL, refusal, REQUESTS, response, RESULTS } from './protocol.js';

/**
 * The adapter protocol as a JSON Schema, as the package publishes it. The whole fits every message; `$defs` has each
 * request (`request.bind`), the result of each (`result.bind`) and what they consist of. Fields that it does not name
 * are allowed everywhere, and mean nothing.
 */
export function protocolSchema(): object {
  const shapes = z.registry<{ readonly id: string }>();
  const add = (id: string, shape: z.ZodType): void => {
    shapes.add(shape, { id });
  };
  add('address', address);
  add('error-name', errorName);
  add('event-name', fdName);
  add('capabilities', capabilitiesShape);
  add('failure', failed);
  for (const [method, shape] of Object.entries(REQUESTS)) add(`request.${method}`, shape);
  // The same shape stands for several results; a shape can be registered only once.
  for (const [method, shape] of Object.entries(RESULTS)) add(`result.${method}`, shape.clone());
  add('indication', indication);
  add('message.result', response);
  add('message.error', refusal);
  add('message.indication', notification);

  const { schemas } = z.toJSONSchema(shapes, { io: 'input', uri: (id) => `#/$defs/${id}` });
  const defs = Object.entries(schemas).map(([id, schema]) => {
    const { $schema, $id, ...rest } = schema;
    void [$schema, $id];
    return [id, rest] as const;
  });
  const messages = defs.map(([id]) => id).filter((id) => id.startsWith('request.') || id.startsWith('message.'));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:joinleaf:adapter-protocol:${PROTOCOL}`,
    title: `A message of the joinleaf adapter protocol, version ${PROTOCOL}`,
    anyOf: messages.map((id) => ({ $ref: `#/$defs/${id}` })),
    $defs: Object.fromEntries(defs),
  };
}
