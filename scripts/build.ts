/** Builds everything that is published: modules with their types, and the browser bundles. */
import { spawnSync } from 'node:child_process';
import { chmod, cp, readdir, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

// Each package is compiled against the built types of those before it, as its users will be.
for (const name of ['protocol', 'widget', 'admin', 'server']) {
  const folder = join(root, 'packages', name);
  await emptyDist(folder);
  run([tsc, '-p', join(folder, 'tsconfig.build.json')], `packages/${name} does not compile.`);
}
await copyAssets(join(root, 'packages', 'server'));
await chmod(join(root, 'packages', 'server', 'dist', 'main.js'), 0o755);
run([join(root, 'scripts', 'build-browser.ts')], 'The browser bundles could not be built.');

/** A running server may be reading the bundles: those are replaced one by one, not swept away. */
async function emptyDist(folder: string): Promise<void> {
  const dist = join(folder, 'dist');
  const entries = await readdir(dist).catch(() => []);
  const old = entries.filter((name) => name !== 'browser' && name !== 'sri.json');
  await Promise.all(old.map((name) => rm(join(dist, name), { recursive: true })));
}

/** Migrations and the like are read at run time, beside the module that reads them. */
async function copyAssets(folder: string): Promise<void> {
  await cp(join(folder, 'src'), join(folder, 'dist'), {
    recursive: true,
    filter: (path) => extname(path) !== '.ts' && basename(path) !== 'testing',
  });
}

function run(args: string[], complaint: string): void {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(complaint);
    process.exit(1);
  }
}
