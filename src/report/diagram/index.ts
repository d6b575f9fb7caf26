export { mermaidOf } from './mermaid.js';
export { storyOf, type Story, type StoryOptions } from './story.js';
export { STYLE as DIAGRAM_STYLE } from './svg-style.js';
export { svgOf, type SvgOptions } from './svg.js';
export { textOf } from './text-diagram.js';
