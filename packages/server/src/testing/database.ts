import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type DatabaseAddress, type Sql } from '../db/connect.ts';
import { attachEmbedded, type Embedded } from '../db/embedded/attach.ts';
import { embeddedAddress } from '../db/embedded/folder.ts';
import { migrate, migrationsDir } from '../db/migrate.ts';
import { type Claim, claim } from '../lifecycle/claim.ts';

/** A fresh, migrated database of a test file's own. */
export interface TestDatabase {
  sql: Sql;
  address: Exclude<DatabaseAddress, string>;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

const home = path.join(tmpdir(), `allswell-tests-${process.getuid?.() ?? 0}-${hash(import.meta.dirname)}`);
/** The template's name says which migrations are in it: a changed one makes a new template. */
const template = `template_${hash(migrationSources())}`;

let running: Promise<Embedded> | undefined;
let made = 0;

/**
 * Makes a database on the one real Postgres that all test processes of a run share. Whichever needs it first starts
 * it, and it ends by itself with the last of them. It alone runs without fsync: its data are worth nothing.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  running ??= attachShared();
  await running;
  const name = `test_${process.pid}_${made++}`;
  const admin = connect(embeddedAddress(home), { max: 1, deadlineMs: 30_000 });
  try {
    // The ending "strategy" copies files instead of writing each page to the log: half the time for a small database.
    await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
  } finally {
    await admin.end();
  }
  const address = { ...embeddedAddress(home), database: name };
  const sql = connect(address);
  return {
    sql,
    address,
    async drop() {
      await sql.end({ timeout: 1 });
      await dropDatabases(home, [name]);
    },
  };
}

/** Keeps the shared Postgres running for a whole run of many files; resolves to what lets go of it. */
export async function holdPostgres(): Promise<() => Promise<void>> {
  running ??= attachShared();
  const embedded = await running;
  return () => embedded.leave();
}

async function attachShared(): Promise<Embedded> {
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' };
  const building = await claimPatiently(path.join(home, 'template.lock'));
  try {
    const embedded = await attachEmbedded(home, { settings }).catch(async () => {
      // Without fsync a machine that went down may have left rubbish.
      rmSync(path.join(home, 'postgres'), { recursive: true, force: true });
      return attachEmbedded(home, { settings });
    });
    await prepare();
    return embedded;
  } finally {
    building.release();
  }
}

/** Makes the template when the migrations are new, and clears away what runs that were killed have left. */
async function prepare(): Promise<void> {
  const sql = connect(embeddedAddress(home), { max: 1, deadlineMs: 60_000 });
  try {
    const rows = await sql<{ datname: string }[]>`select datname from pg_database where datname ~ '^(test|template)_'`;
    const names = rows.map((row) => row.datname);
    const stale = names.filter((name) =>
      name.startsWith('test_') ? !lives(Number(name.split('_')[1])) : name !== template,
    );
    for (const name of stale) await sql.unsafe(`drop database if exists ${name} with (force)`);
    if (names.includes(template)) return;

    const fresh = `test_${process.pid}_template`;
    await sql.unsafe(`create database ${fresh}`);
    const into = connect({ ...embeddedAddress(home), database: fresh }, { max: 1, deadlineMs: 60_000 });
    await migrate(into);
    await into.end();
    await sql.unsafe(`alter database ${fresh} rename to ${template}`);
  } finally {
    await sql.end();
  }
}

async function dropDatabases(dir: string, names: string[]): Promise<void> {
  const sql = connect(embeddedAddress(dir), { max: 1, deadlineMs: 30_000 });
  try {
    for (const name of names) await sql.unsafe(`drop database if exists ${name} with (force)`);
  } finally {
    await sql.end();
  }
}

async function claimPatiently(file: string): Promise<Claim> {
  for (;;) {
    const claimed = claim(file);
    if (claimed) return claimed;
    await sleep(20);
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function migrationSources(): string {
  return readdirSync(migrationsDir)
    .sort()
    .map((name) => readFileSync(path.join(migrationsDir, name), 'utf8'))
    .join('\n');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
