// Completes package-lock.json with the optional packages of other platforms (`npm run lock`, after npm install).
// npm leaves out what its registry does not offer, as mirrors without other platforms' binaries do, and `npm ci` then
// refuses the lock everywhere. The entries added here carry the exact version that their parent names, and the platform
// that their own name tells, so that npm skips them elsewhere.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ version?: string, optionalDependencies?: Record<string, string>, dev?: boolean }} Locked
 * @typedef {{ packages: Record<string, Locked> }} Lock
 */

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'win32'];

/**
 * The optional packages that the lock names as dependencies and does not hold.
 * @param {Lock} lock
 * @returns {{ name: string, version: string, dev: boolean }[]}
 */
export function missingOptionals({ packages }) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isHeld(packages, path, name))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/**
 * Whether a package at `path` finds `name` in a node_modules on its way up.
 * @param {Lock['packages']} packages
 * @param {string} path
 * @param {string} name
 * @returns {boolean}
 */
function isHeld(packages, path, name) {
  if (packages[join(path, 'node_modules', name)]) return true;
  return (
    path !== '' &&
    isHeld(
      packages,
      path.includes('/node_modules/') ? path.replace(/\/node_modules\/(?:@[^/]+\/)?[^/]+$/, '') : '',
      name,
    )
  );
}

/**
 * What npm would have written, but for the integrity, which only the registry knows.
 * @param {{ name: string, version: string, dev: boolean }} missing
 */
function entryFor({ name, version, dev }) {
  const [, os = '', cpu = '', libc] = new RegExp(`-(${systems.join('|')})-([^-]+)(?:-([a-z]+))?$`).exec(name) ?? [];
  if (!/^\d/.test(version) || !os) throw new Error(`${name}@${version}: not an exact version of a platform's package.`);
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(os === 'linux' && libc && { libc: [libc.startsWith('musl') ? 'musl' : 'glibc'] }),
    optional: true,
    os: [os],
  };
}

const path = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json');
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingOptionals(lock);
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryFor(one);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} optional packages of other platforms added to package-lock.json.`);
}
