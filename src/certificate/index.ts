export { badgeOf, badgeSvg, type Badge } from './badge.js';
export { certificateOf, type Particulars } from './certificate.js';
export { whyNone } from './content.js';
export { canonical, sha256 } from './digest.js';
export { evidenceFits, filesFit, type Evidence } from './evidence.js';
export type { Conformance, DigestedFile } from './statement.js';
export { unchecked, verified, wrong, type Finding } from './verify.js';
