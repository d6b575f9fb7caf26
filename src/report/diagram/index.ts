export { mermaidOf } from './mermaid.js';
export { storyOf, type Story } from './story.js';
export { svgOf } from './svg.js';
