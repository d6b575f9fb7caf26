// The last line of standard error says how long the process has computed, in microseconds: busy machines wait, too.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(2, `\n${user + system}`);
});
