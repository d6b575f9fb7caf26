// Runs all checks and prints one line of JSON for each: its name, and what was wrong if anything was.
import { CHECKS } from './checks.js';

for (const { name, run } of CHECKS) {
  let wrong: string | undefined;
  try {
    await run();
  } catch (reason) {
    wrong = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  }
  console.log(JSON.stringify({ name, ...(wrong === undefined ? {} : { wrong }) }));
}
process.exit();
