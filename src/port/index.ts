export * from './fault.js';
export * from './flow.js';
export * from './gate.js';
export * from './limits.js';
export * from './provider.js';
export * from './recorder.js';
export { checkAnswer, checkIndication, shown, type Checked } from './answers.js';
