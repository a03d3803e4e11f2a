import { holdPostgres } from './database.ts';

// `node --test --test-global-setup` calls these around all files of a run: none of them then starts Postgres while
// the one before is ending it.

let release: (() => Promise<void>) | undefined;

export async function globalSetup(): Promise<void> {
  release = await holdPostgres();
}

export async function globalTeardown(): Promise<void> {
  await release?.();
}
