export { retrace, type Retraced, type RetraceOptions } from './retrace.js';
