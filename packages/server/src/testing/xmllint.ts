import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './folder.ts';

/** Whether this machine has libxml2's reader. */
export const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

/** Has xmllint count the elements of each document; throws with its own words when one is not well-formed. */
export function countElements(documents: readonly string[]): number[] {
  using folder = temporaryFolder();
  const files = documents.map((document, index) => {
    const file = path.join(folder.path, `${index}.xml`);
    writeFileSync(file, document);
    return file;
  });
  const run = spawnSync('xmllint', ['--nonet', '--huge', '--xpath', 'count(//*)', ...files], { encoding: 'utf8' });
  if (run.status !== 0 || run.stderr !== '')
    throw new Error(`xmllint refuses a document: ${run.stderr.slice(0, 2_000)}`);
  return run.stdout.trim().split('\n').map(Number);
}
