// Says whether the browser bundles were built from the sources as they are now.
// Plain JavaScript without dependencies: it runs before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const packages = ['protocol', 'widget', 'admin'];
const builders = ['package-lock.json', 'scripts/build-browser.ts', 'scripts/browser-inputs.mjs'];

/** The packages that ship bundles; each keeps a manifest of them. */
const bundled = ['widget', 'admin'];

/**
 * The file that names a package's bundles and what they were built from.
 * @param {string} root
 * @param {string} name
 */
export function manifestPath(root, name) {
  return join(root, 'packages', name, 'dist', 'browser', 'manifest.json');
}

/**
 * One hash over everything that the bundles depend on. Times are not looked at: a clone and a copy have new ones.
 * @param {string} root
 */
export function hashInputs(root) {
  return hashSources(root, packages, builders);
}

/**
 * One hash over the sources of some packages and some other files.
 * @param {string} root
 * @param {string[]} names
 * @param {string[]} others
 */
export function hashSources(root, names, others) {
  const files = names
    .flatMap((name) => [join(root, 'packages', name, 'package.json'), ...sources(join(root, 'packages', name, 'src'))])
    .concat(others.map((file) => join(root, file)))
    .filter((file) => existsSync(file))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** @param {string} root */
export function bundlesAreCurrent(root) {
  const inputs = hashInputs(root);
  return bundled.every((name) => {
    const path = manifestPath(root, name);
    if (!existsSync(path)) return false;
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const files = /** @type {string[]} */ (Object.values(manifest.files));
    return manifest.inputs === inputs && files.every((file) => existsSync(join(path, '..', file)));
  });
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|css)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}
