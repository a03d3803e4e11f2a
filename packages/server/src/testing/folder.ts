import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** An empty folder that is gone when its holder goes out of scope. */
export function temporaryFolder(parent = tmpdir()): Disposable & { path: string } {
  const dir = mkdtempSync(path.join(parent, 'allswell-test-'));
  return { path: dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}
