export { coverageOf, type ClauseCover, type Cover, type Coverage, type SentenceCover } from './coverage.js';
export { type Run, type SiteData } from './data.js';
export { readFeatures, type Feature } from './features.js';
export { readGuides, type Guide } from './guides.js';
export { siteOf, type Assets, type Files } from './site.js';
