export { consoleReport, type ConsoleOptions } from './console.js';
export { excerptOf, type ExcerptLine } from './excerpt.js';
export { reportOf } from './report.js';
export { reportShape, type Report } from './schema.js';
export { many, plain } from './text.js';
