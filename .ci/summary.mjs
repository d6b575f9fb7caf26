// Counts what .ci/run has left in reports/: unit tests, scenarios, and the gates around them. Prints what failed and,
// as the last line, the totals; exits with 1 if anything failed or nothing ran.
import { existsSync, readFileSync } from 'node:fs';

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function count(outcome, name) {
  totals[outcome] += 1;
  if (outcome === 'failed') failures.push(name);
}

/** Unit tests, as vitest's json reporter tells of them. A file that could not be loaded is one failure. */
function countTests({ testResults }) {
  for (const { name, status, assertionResults } of testResults) {
    for (const test of assertionResults) {
      const outcome = { passed: 'passed', failed: 'failed' }[test.status] ?? 'skipped';
      count(outcome, test.fullName);
    }
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) count('failed', name);
  }
}

/** Scenarios, as cucumber's json formatter tells of them. One with a step that is not written has failed. */
function countScenarios(features) {
  for (const { uri, elements } of features) {
    for (const { name, line, steps } of elements) {
      const all = steps.map((step) => step.result?.status ?? 'unknown');
      const good = all.every((status) => status === 'passed' || status === 'skipped');
      const outcome = !good ? 'failed' : all.includes('skipped') ? 'skipped' : 'passed';
      count(outcome, `${uri}:${line} ${name}`);
    }
  }
}

function read(file, countAll) {
  const before = totals.passed + totals.failed + totals.skipped;
  try {
    if (existsSync(file)) countAll(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    count('failed', `${file} cannot be read: ${error.message}`);
  }
  if (totals.passed + totals.failed + totals.skipped === before) count('failed', `${file} tells of nothing that ran`);
}

read('reports/vitest.json', countTests);
read('reports/cucumber.json', countScenarios);

const gates = existsSync('reports/gates.tsv') ? readFileSync('reports/gates.tsv', 'utf8').trim().split('\n') : [];
for (const line of gates.filter(Boolean)) {
  const [name, outcome] = line.split('\t');
  // These are counted by what they ran, unless they failed without anything in it that did.
  const counted = name === 'npm test' || name === 'npm run features';
  if (!counted || (outcome === 'failed' && totals.failed === 0)) count(outcome, name);
}

console.log(failures.length === 0 ? '' : `\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}\n`);
console.log(
  `${totals.passed} passed, ${totals.failed} failed${totals.skipped === 0 ? '' : `, ${totals.skipped} skipped`}`,
);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
