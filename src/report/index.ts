export { consoleReport, type ConsoleOptions } from './console.js';
export {
  DIAGRAM_STYLE,
  mermaidOf,
  storyOf,
  svgOf,
  textOf,
  type Story,
  type StoryOptions,
  type SvgOptions,
} from './diagram/index.js';
export { excerptOf, type ExcerptLine } from './excerpt.js';
export { annotationsOf } from './annotations.js';
export { REPORT_FORMATS, type FormatContext, type ReportFormat } from './formats/index.js';
export { failureText } from './formats/results.js';
export { scenarioOf, type Finding, type Told } from './gherkin/index.js';
export {
  EMPTY_LIST,
  emptyList,
  heldAgainst,
  knownFailuresShape,
  parseKnown,
  unfit,
  unfitSource,
  updatedList,
  type Expected,
  type KnownFailure,
  type KnownFailures,
} from './known/index.js';
export { reportOf } from './report.js';
export { reportShape, type Report } from './schema.js';
export { storiesOf } from './stories.js';
export { many, plain } from './text.js';
