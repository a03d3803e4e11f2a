// Finds libfaketime, under which tests let the server live at another time. Plain JavaScript without dependencies: it runs
// before anything is installed.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The Debian package that brings it. */
export const fakeTimePackage = 'libfaketime';

/** The library to preload; undefined where it is not installed. */
export function findFakeTime() {
  const lib = '/usr/lib';
  if (!existsSync(lib)) return undefined;
  return readdirSync(lib)
    .filter((name) => name.includes('-linux-'))
    .map((machine) => join(lib, machine, 'faketime', 'libfaketime.so.1'))
    .find((file) => existsSync(file));
}
