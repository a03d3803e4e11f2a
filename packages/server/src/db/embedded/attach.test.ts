import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { silentLog } from '../../log.ts';
import { temporaryFolder } from '../../testing/folder.ts';
import { timed, until } from '../../testing/until.ts';
import { connect } from '../connect.ts';
import { chooseAccount } from './account.ts';
import { attachEmbedded } from './attach.ts';
import { findBinaries } from './binaries.ts';
import { embeddedAddress, embeddedFolder } from './folder.ts';
import { keepEmbedded } from './keep.ts';
import { readPostmaster } from './postmaster.ts';

const limit = { timeout: 60_000 };
/** Most of these tests have nothing to lose. */
const quick = { settings: { fsync: 'off' } };

async function ask(dataDir: string, setting: string): Promise<string> {
  const sql = connect(embeddedAddress(dataDir), { max: 1 });
  try {
    const [row] = await sql<{ value: string }[]>`select current_setting(${setting}) as value`;
    return row?.value ?? '';
  } finally {
    await sql.end();
  }
}

test('the first user starts Postgres, others join it, and it ends with the last of them', limit, async () => {
  using folder = temporaryFolder();
  const first = await attachEmbedded(folder.path, quick);
  const second = await attachEmbedded(folder.path, quick);
  assert.equal(second.pid, first.pid);
  await first.leave();
  assert.ok(second.alive());
  assert.equal(await ask(folder.path, 'jit'), 'off');
  await second.leave();
  assert.equal(second.alive(), false);
});

test('it checks its files, syncs them, and cannot be reached over the network', limit, async () => {
  using folder = temporaryFolder();
  const embedded = await attachEmbedded(folder.path);
  assert.equal(await ask(folder.path, 'fsync'), 'on');
  assert.equal(await ask(folder.path, 'data_checksums'), 'on');
  assert.equal(await ask(folder.path, 'synchronous_commit'), 'on');
  assert.equal(await ask(folder.path, 'listen_addresses'), '');
  assert.equal(statSync(embeddedAddress(folder.path).path).mode & 0o077, 0);
  await embedded.leave();
});

test('many who come at once share one', limit, async () => {
  using folder = temporaryFolder();
  const all = await Promise.all(Array.from({ length: 4 }, () => attachEmbedded(folder.path, quick)));
  assert.equal(new Set(all.map((embedded) => embedded.pid)).size, 1);
  for (const embedded of all) await embedded.leave();
  assert.equal(readPostmaster(embeddedFolder(folder.path).data), undefined);
});

test('when its only user is killed it is taken over by the next one, or ends by itself', limit, async () => {
  using folder = temporaryFolder();
  const orphan = await startAndKill(folder.path);
  const heir = await attachEmbedded(folder.path, quick);
  assert.equal(heir.pid, orphan);
  await heir.leave();

  const lonely = await startAndKill(folder.path);
  await until(() => assert.throws(() => process.kill(lonely, 0)));
});

test('one whose guard was killed is watched again by whoever joins', limit, async () => {
  using folder = temporaryFolder();
  const first = await attachEmbedded(folder.path, quick);
  for (const pid of guardsOf(first.pid)) process.kill(pid, 'SIGKILL');
  await until(() => assert.deepEqual(guardsOf(first.pid), []));
  const second = await attachEmbedded(folder.path, quick);
  assert.equal(second.pid, first.pid);
  await second.leave();
  assert.equal(first.alive(), false);
});

test('a lock file that names some other living process does not keep it from starting', limit, async () => {
  using folder = temporaryFolder();
  await (await attachEmbedded(folder.path, quick)).leave();
  const { data, socketDir } = embeddedFolder(folder.path);
  const stale = `${process.pid}\n${data}\n1700000000\n5432\n${socketDir}\n\n  0 0\nready   \n`;
  writeFileSync(path.join(data, 'postmaster.pid'), stale);
  writeFileSync(path.join(socketDir, '.s.PGSQL.5432.lock'), stale);
  const embedded = await attachEmbedded(folder.path, quick);
  assert.notEqual(embedded.pid, process.pid);
  await embedded.leave();
});

test('files left by a start that was killed half way are made anew', limit, async () => {
  using folder = temporaryFolder();
  const half = `${embeddedFolder(folder.path).data}.new`;
  mkdirSync(path.join(half, 'base'), { recursive: true });
  await (await attachEmbedded(folder.path, quick)).leave();
  assert.equal(existsSync(half), false);
});

test('a folder whose name is too long for a socket works as well', limit, async () => {
  using folder = temporaryFolder();
  const long = path.join(folder.path, 'a-very-long-name'.repeat(8));
  const embedded = await attachEmbedded(long, quick);
  assert.equal(await ask(long, 'jit'), 'off');
  await embedded.leave();
});

test('Ctrl-C in the terminal does not reach it before its users', limit, async () => {
  using folder = temporaryFolder();
  const embedded = await attachEmbedded(folder.path, quick);
  const [, , , , group] = statOf(embedded.pid);
  assert.equal(Number(group), embedded.pid, 'it has a process group of its own');
  await embedded.leave();
});

const isRoot = process.getuid?.() === 0;
const rootOnly = { ...limit, skip: !isRoot && 'only root can be kept from running Postgres' };

test('as root it runs as another user, also where only root may enter', rootOnly, async () => {
  using open = temporaryFolder();
  using closed = temporaryFolder(homedir());
  for (const dir of [path.join(open.path, 'data'), path.join(closed.path, 'data')]) {
    const embedded = await attachEmbedded(dir, quick);
    assert.notEqual(await ask(dir, 'data_directory_mode'), '');
    const capabilities = /^CapEff:\s*(\S+)$/m.exec(readFileSync(`/proc/${embedded.pid}/status`, 'utf8'))?.[1];
    assert.equal(Number.parseInt(capabilities ?? 'f', 16), 0, `${dir}: it has none of root's powers`);
    await embedded.leave();
  }
});

test(
  'where no other account may enter and namespaces are off, the error names the folder and the ways out',
  rootOnly,
  async () => {
    using closed = temporaryFolder(homedir());
    const folder = embeddedFolder(path.join(closed.path, 'data'));
    const found = findBinaries(folder.lib);
    const withoutNamespaces = { ...found, env: { ...found.env, PATH: '/nowhere' } };
    mkdirSync(folder.home, { recursive: true });
    await assert.rejects(chooseAccount(withoutNamespaces, folder.home), (error: Error) => {
      for (const part of [path.dirname(folder.home), 'ordinary user', 'ALLSWELL_DATA_DIR', 'DATABASE_URL']) {
        assert.ok(error.message.includes(part), part);
      }
      return true;
    });
  },
);

test('when it dies it is back within five seconds', limit, async () => {
  using folder = temporaryFolder();
  const pids: number[] = [];
  const kept = keepEmbedded(folder.path, { ...quick, log: silentLog, onStart: (pid) => pids.push(pid) });
  await kept.ready;
  process.kill(pids[0] as number, 'SIGKILL');
  const took = await timed(
    until(async () => {
      assert.equal(pids.length, 2);
      await ask(folder.path, 'fsync');
    }),
  );
  assert.ok(took < 5_000, `took ${took} ms`);
  await kept.close();
  assert.equal(kept.pid(), undefined);
});

/** Starts it in a process that is killed as soon as it runs; answers with the postmaster left behind. */
async function startAndKill(dataDir: string): Promise<number> {
  const script = `
    const { attachEmbedded } = await import(${JSON.stringify(path.join(import.meta.dirname, 'attach.ts'))});
    console.log((await attachEmbedded(${JSON.stringify(dataDir)}, ${JSON.stringify(quick)})).pid);
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return Number(line);
}

/** The shells that wait for the last user to go. */
function guardsOf(postmaster: number): number[] {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  return children.map(Number).filter((pid) => pid > 0 && statOf(pid)[1] === '(sh)' && statOf(pid)[2] !== 'Z');
}

function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
}
