// Programs of the machine that tests use as independent judges. Plain JavaScript, as setup.mjs needs it before anything
// is installed.
import { existsSync } from 'node:fs';

/** @type {Record<string, { package: string, paths: string[], tests: string }>} */
const programs = {
  xmllint: { package: 'libxml2-utils', paths: ['/usr/bin/xmllint'], tests: 'feeds are read by xmllint' },
  postfix: { package: 'postfix', paths: ['/usr/sbin/postfix'], tests: 'mail goes through postfix' },
};

/**
 * Where a program is; undefined where the machine has none.
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  return programs[name]?.paths.find((path) => existsSync(path));
}

/** Those that this machine lacks. */
export function missingPrograms() {
  return Object.entries(programs)
    .filter(([name]) => findProgram(name) === undefined)
    .map(([name, program]) => ({ name, ...program }));
}
