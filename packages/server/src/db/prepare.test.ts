import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { createTestDatabase } from '../testing/database.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { until } from '../testing/until.ts';
import { connect } from './connect.ts';
import { hearsItself } from './hears-itself.ts';
import { bumpSeq } from './page-state.ts';
import { prepareDatabase, refuseOldVersion } from './prepare.ts';
import { UnsuitableDatabaseError } from './unsuitable-database.ts';

test('a Postgres older than 15 is refused, with what to do', () => {
  assert.throws(
    () => refuseOldVersion(140_011),
    /This is Postgres 14, and Allswell needs 15 or newer\. Point DATABASE_URL/,
  );
  refuseOldVersion(150_000);
});

test('several servers that start at once apply each migration once', async () => {
  const t = await createTestDatabase();
  await t.sql`drop schema public cascade`;
  await t.sql`create schema public`;
  const applied = await Promise.all(Array.from({ length: 3 }, () => prepareDatabase(t.address)));
  assert.equal(applied.filter((names) => names.length > 0).length, 1);
  const rows = await t.sql`select name from migrations`;
  assert.equal(rows.length, applied.flat().length);
  await t.drop();
});

test('it is noticed when notices do not come through', async () => {
  const t = await createTestDatabase();
  assert.equal(await hearsItself(t.sql), true);
  const deaf = Object.assign(() => {}, t.sql, { notify: async () => [] }) as unknown as typeof t.sql;
  assert.equal(await hearsItself(deaf), false);
  await t.drop();
});

test('a database that a newer Allswell has been at is refused', async () => {
  const t = await createTestDatabase();
  await t.sql`insert into migrations (name) values ('9999-hoverboards.sql')`;
  await assert.rejects(
    prepareDatabase(t.address),
    (error) => error instanceof UnsuitableDatabaseError && error.message.includes('9999-hoverboards.sql'),
  );
  await t.drop();
});

const debian = '/usr/lib/postgresql/15/bin';
const olderPostgres = { timeout: 60_000, skip: !existsSync(debian) && 'there is no Postgres 15 on this machine' };

test('any Postgres from 15 on will do, by its address', olderPostgres, async () => {
  using folder = temporaryFolder();
  const { url, stop } = await startDebianPostgres(folder.path);
  assert.notEqual((await prepareDatabase(url)).length, 0);
  const sql = connect(url);
  assert.equal(await sql.begin(bumpSeq), 2);
  await sql.end();
  await stop();
});

/** Runs the machine's own Postgres on a loopback port. */
async function startDebianPostgres(dir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const as = identity();
  if ('uid' in as) chownSync(dir, as.uid, as.gid);
  const data = path.join(dir, 'data');
  execFileSync(
    `${debian}/initdb`,
    ['-D', data, '-U', 'allswell', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...as, cwd: dir, stdio: 'ignore' },
  );
  const port = await freePort();
  const args = ['-D', data, '-k', dir, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'];
  const child: ChildProcess = spawn(`${debian}/postgres`, args, { ...as, cwd: dir, stdio: 'ignore' });
  const url = `postgres://allswell@127.0.0.1:${port}/postgres`;
  await until(async () => {
    const sql = connect(url, { max: 1 });
    await sql`select 1`.finally(() => sql.end());
  });
  return {
    url,
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

function identity(): { uid: number; gid: number } | object {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
