import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Product, RunFile } from '../../e2e/harness.ts';
import { embeddedFolder } from '../../packages/server/src/db/embedded/folder.ts';
import { type Claim, claim } from '../../packages/server/src/lifecycle/claim.ts';
import { descendants } from './process.ts';

/** Ends Postgres, and keeps it from being started again until it may return. */
export async function takeAway(product: Product, signal: 'SIGKILL' | 'SIGINT'): Promise<() => void> {
  const launch = await claimPatiently(embeddedFolder(product.dataDir).launch);
  const [postmaster = 0, ...others] = await postgresPids(product);
  process.kill(postmaster, signal);
  if (signal === 'SIGKILL') for (const pid of others) process.kill(pid, signal);
  return () => launch.release();
}

async function claimPatiently(file: string): Promise<Claim> {
  for (;;) {
    const claimed = claim(file);
    if (claimed) return claimed;
    await pause(10);
  }
}

/** The processes of a product's Postgres. The number changes with each return: run.json has the newest. */
export async function postgresPids({ dataDir }: Product): Promise<number[]> {
  const { postgres_pid } = JSON.parse(await readFile(join(dataDir, 'run.json'), 'utf8')) as RunFile;
  return [postgres_pid, ...descendants(postgres_pid)];
}
