import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseTrace } from '../src/index.js';

it('shows a trace that can be read, in docs/trace-format.md', () => {
  const page = readFileSync(new URL('../docs/trace-format.md', import.meta.url), 'utf8');
  const shown = /```json\r?\n(?<trace>[^]*?)```/u.exec(page)?.groups?.['trace'] ?? '';
  expect(parseTrace(shown)).toHaveProperty('trace.length', 4);
});
