import { serve } from './joinleaf-adapter.js';
import { myProvider } from './my-provider.js';

// Standard output belongs to the protocol: whatever is printed goes to the log.
console.log = console.info = console.debug = console.error;

await serve(myProvider, process.stdin, process.stdout);
// The last answer goes out first; what the provider has left open does not hold the process.
process.stdout.write('', () => process.exit());
