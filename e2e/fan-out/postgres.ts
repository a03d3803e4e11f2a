import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Sql } from '../../packages/server/src/db/connect.ts';
import { attachEmbedded, type Embedded } from '../../packages/server/src/db/embedded/attach.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { prepareDatabase } from '../../packages/server/src/db/prepare.ts';

/** A Postgres that no server owns, and that can be made to crash. Linux only. */
export interface CrashablePostgres extends AsyncDisposable {
  /** What servers are given as DATABASE_URL. */
  url: string;
  /** A connection past everything that is being tried. */
  sql: Sql;
  /** Kills all its processes at once, as the kernel does when memory runs out, and starts it again. */
  crash(): Promise<void>;
  pid(): number;
}

/** Starts an empty Postgres with our tables, on an address of the loopback net. */
export async function startCrashablePostgres(settings: Record<string, string> = {}): Promise<CrashablePostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'allswell-fan-out-'));
  // All of 127.0.0.0/8 is ours: an address by chance needs no free port.
  const host = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;
  const attach = () =>
    attachEmbedded(dir, { settings: { listen_addresses: host, max_connections: '100', ...settings } });
  let running: Embedded = await attach();
  await prepareDatabase(embeddedAddress(dir));
  const sql = connect(embeddedAddress(dir), { max: 3, deadlineMs: 120_000, name: 'fan-out' });
  return {
    url: `postgres://allswell@${host}:5432/postgres`,
    sql,
    pid: () => running.pid,
    async crash() {
      for (const pid of [running.pid, ...descendants(running.pid)]) process.kill(pid, 'SIGKILL');
      while (running.alive()) await pause(5);
      running = await attach();
    },
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 1 });
      await running.leave();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Everything that a process has started. */
function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const direct = children === '' ? [] : children.split(' ').map(Number);
  return [...direct, ...direct.flatMap(descendants)];
}
