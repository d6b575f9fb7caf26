import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { canonical, sha256 } from '../certificate/index.js';
import { PACKAGE } from '../certify/index.js';

/** What of the package decides verdicts. */
const FOLDERS = ['dist/src', 'dist/steps', 'features'];

/** The digest of this kit: of its compiled sources and its features, each by its name. */
export function kitDigest(): string {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(PACKAGE, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:js|feature)$/u.test(file) && !/\.test\.|(?:^|[\\/])testing[\\/]/u.test(file))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  );
  return sha256(canonical(files.sort().map((file) => [file, sha256(readFileSync(path.join(PACKAGE, file)))])));
}
