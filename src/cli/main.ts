#!/usr/bin/env node
import { flushed, processIo } from './io.js';
import { runCommandLine } from './program.js';

const code = await runCommandLine(processIo(), process.argv.slice(2));
await flushed();
// A provider may have left timers or sockets behind: the verdict is out, so the process ends.
process.exit(code);
