/** Builds everything that is published: modules with their types, and the browser bundles. */
import { spawnSync } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

// Each package is compiled against the built types of those before it, as its users will be.
for (const name of ['protocol', 'widget', 'admin', 'server']) {
  const folder = join(root, 'packages', name);
  await rm(join(folder, 'dist'), { recursive: true, force: true });
  run([tsc, '-p', join(folder, 'tsconfig.build.json')], `packages/${name} does not compile.`);
}
await copyAssets(join(root, 'packages', 'server'));
run([join(root, 'scripts', 'build-browser.ts')], 'The browser bundles could not be built.');

/** Migrations and the like are read at run time, beside the module that reads them. */
async function copyAssets(folder: string): Promise<void> {
  const notModules = (path: string) => extname(path) !== '.ts' && !path.includes('testing');
  const source = join(folder, 'src');
  await cp(source, join(folder, 'dist'), {
    recursive: true,
    filter: (path) => extname(path) === '' || notModules(path.slice(source.length)),
  });
}

function run(args: string[], complaint: string): void {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(complaint);
    process.exit(1);
  }
}
