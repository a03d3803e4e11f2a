import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a package built for browsers: the version, and the files by what they are for. */
export interface Bundles {
  version: string;
  /** `embed` → `embed.js`, `page` → `page-HASH.js`, … */
  files: Record<string, string>;
  read(file: string): Buffer;
}

/** The bundles of a package of ours; undefined before they were built. */
export function findBundles(name: '@allswell/widget' | '@allswell/admin'): Bundles | undefined {
  // The entry lies in src/ of the repository or in dist/ of the published package; the bundles are beside either.
  const entry = fileURLToPath(import.meta.resolve(name));
  return readBundles(path.join(path.dirname(path.dirname(entry)), 'dist', 'browser'));
}

/** The bundles in a folder, by its manifest. */
export function readBundles(folder: string): Bundles | undefined {
  const manifest = path.join(folder, 'manifest.json');
  if (!existsSync(manifest)) return undefined;
  const { version, files } = JSON.parse(readFileSync(manifest, 'utf8')) as Pick<Bundles, 'version' | 'files'>;
  return { version, files, read: (file) => readFileSync(path.join(folder, file)) };
}
