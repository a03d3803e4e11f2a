/**
 * Loads every module of the server, so that Node writes them to its compile cache without their types. Loading them does
 * nothing else: only `main.ts` acts, and is asked to do the least it can.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = fileURLToPath(new URL('../packages/server/src/', import.meta.url));
const acts = 'main.ts';

for (const file of globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts', '**/testing/**', acts] })) {
  await import(pathToFileURL(join(folder, file)).href);
}
spawnSync(process.execPath, ['--conditions=source', join(folder, acts), '--help'], { stdio: 'ignore' });
