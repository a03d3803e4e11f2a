import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type BreakablePostgres, startBreakablePostgres } from '../testing/postgres.ts';
import { timed, until } from '../testing/until.ts';
import { withDatabaseBudget } from './budget.ts';
import { connect, type Sql } from './connect.ts';

const gone = { code: 'database-unavailable' };

describe('a connection to a database that breaks', { timeout: 60_000 }, () => {
  let postgres: BreakablePostgres;
  let sql: Sql;

  before(async () => {
    postgres = await startBreakablePostgres();
    sql = connect(postgres.address);
    await sql`create table numbers (n int primary key)`;
  });
  after(async () => {
    await sql.end({ timeout: 1 });
    await postgres.remove();
  });

  for (const [how, act] of [
    ['killed', () => postgres.kill()],
    ['stopped', () => postgres.stop()],
  ] as const) {
    test(`transactions that are open while Postgres is ${how} are refused, and the process lives`, async () => {
      const child = await inTheDark('guarded', postgres);
      await act();
      assert.deepEqual(await child.ended, { exit: 0, last: 'alive database-unavailable database-unavailable' });
      await postgres.start();
    });
  }

  test('one table after the other can be copied out, however large the last rows of one were', async () => {
    await sql.begin(async (tx) => {
      for (let bytes = 15_000; bytes <= 70_000; bytes += 5_000) {
        const rows = await tx`copy (select repeat('x', ${tx.unsafe(String(bytes))})) to stdout`.readable();
        let read = 0;
        for await (const chunk of rows) read += (chunk as Buffer).length;
        assert.equal(read, bytes + 1);
        assert.equal((await tx`select 1`).length, 1, `after ${bytes} bytes`);
      }
    });
  });

  test('the bare driver dies of the same: the guard is still needed', async () => {
    const child = await inTheDark('bare', postgres);
    postgres.kill();
    const { exit } = await child.ended;
    await postgres.start();
    assert.notEqual(exit, 0, 'postgres.js survives this by itself now: see whether db/guard.ts can go');
  });

  test('a query waits at most its deadline for a frozen Postgres, and the next works as soon as it runs again', async () => {
    await until(() => sql`select 1`);
    postgres.freeze();
    const took = await timed(assert.rejects(async () => sql`select 1`, gone));
    assert.ok(took < 1_700, `took ${took} ms`);
    const fresh = await timed(assert.rejects(async () => sql.begin((tx) => tx`select 1`), gone));
    assert.ok(fresh < 1_700, `took ${fresh} ms`);
    postgres.thaw();
    assert.ok((await timed(until(() => sql`select 1`))) < 2_000);
  });

  test('a transaction frozen in the middle is refused in time, and nothing of it is kept', async () => {
    await until(() => sql`select 1`);
    const refused = sql.begin(async (tx) => {
      await tx`insert into numbers values (1)`;
      postgres.freeze();
      await tx`insert into numbers values (2)`;
    });
    const took = await timed(assert.rejects(refused, gone));
    assert.ok(took < 1_700, `took ${took} ms`);
    postgres.thaw();
    assert.equal((await until(() => sql`select n from numbers`)).length, 0);
  });

  test('a transaction goes on nowhere once its connection is lost, not even on the next one', async () => {
    const single = connect(postgres.address, { max: 1 });
    let late: Promise<unknown> = Promise.resolve();
    const { promise: killed, resolve: letGo } = Promise.withResolvers<void>();
    const first = single.begin(async (tx) => {
      const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await sql`select pg_terminate_backend(${row?.pid ?? 0})`;
      await killed;
      late = assert.rejects(async () => tx`insert into numbers values (3)`, gone);
      await late;
    });
    await assert.rejects(first, gone);
    await until(() =>
      single.begin(async (tx) => {
        await tx`select 1`;
        letGo();
        await new Promise((resolve) => setImmediate(resolve));
        await late;
      }),
    );
    assert.equal((await sql`select n from numbers where n = 3`).length, 0);
    await single.end();
  });

  test('a connection whose first query gave up reads and writes arrays like any other', async () => {
    const fresh = connect(postgres.address, { max: 1 });
    postgres.freeze();
    await assert.rejects(async () => fresh`select 1`, gone);
    postgres.thaw();
    // The driver pauses before it connects again: this one gives up in the pause, and the connection is made for nobody.
    await assert.rejects(
      withDatabaseBudget(async () => {
        await fresh`select 1`;
      }, 50),
      gone,
    );
    const rows = await until(async () => fresh<{ list: string[] }[]>`select ${['a', 'b']}::text[] as list`);
    assert.deepEqual(rows[0]?.list, ['a', 'b']);
    await fresh.end();
  });

  test('all queries of one request together wait no longer than its budget', async () => {
    await until(() => sql`select 1`);
    postgres.freeze();
    const request = withDatabaseBudget(async () => {
      for (let i = 0; i < 3; i++) await assert.rejects(async () => sql`select 1`, gone);
    });
    const took = await timed(request);
    postgres.thaw();
    assert.ok(took < 1_800, `took ${took} ms`);
  });

  test("a statement or a lock that takes too long is the database's fault, not the caller's", async () => {
    await until(() => sql`select 1`);
    await assert.rejects(async () => sql`select pg_sleep(5)`, gone);
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: locked, resolve: lock } = Promise.withResolvers<void>();
    const patient = connect(postgres.address, { max: 1, deadlineMs: 10_000 });
    const holder = patient.begin(async (tx) => {
      await tx`lock table numbers`;
      lock();
      await held;
    });
    await locked;
    await assert.rejects(async () => sql`insert into numbers values (4)`, gone);
    letGo();
    await holder;
    await patient.end();
    await sql`insert into numbers values (4)`;
  });

  test('the line for connections is bounded: the rest is turned away at once', async () => {
    const narrow = connect(postgres.address, { max: 1, line: 2 });
    const queries = Array.from({ length: 5 }, async () => narrow`select pg_sleep(0.1)`);
    const outcomes = await Promise.allSettled(queries);
    assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), [
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    await narrow.end();
  });

  test('two transactions that block each other both get through', async () => {
    await sql`delete from numbers`;
    await sql`insert into numbers values (10), (20)`;
    const { promise: both, resolve: meet } = Promise.withResolvers<void>();
    let arrived = 0;
    const swap = (first: number, second: number) =>
      sql.begin(async (tx) => {
        await tx`update numbers set n = n + 1 where n between ${first} and ${first + 5}`;
        arrived++;
        if (arrived >= 2) meet();
        await both;
        await tx`update numbers set n = n + 1 where n between ${second} and ${second + 5}`;
      });
    await Promise.all([swap(10, 20), swap(20, 10)]);
    const rows = await sql<{ n: number }[]>`select n from numbers order by n`;
    assert.deepEqual(
      rows.map((row) => row.n),
      [12, 22],
    );
  });

  test('a mistake in a statement stays a mistake', async () => {
    await assert.rejects(async () => sql`insert into numbers values (12)`, { code: '23505' });
    await assert.rejects(async () => sql.begin((tx) => tx`select nonsense`), { code: '42703' });
  });

  test('a reserved connection and a savepoint are under the same guard', async () => {
    const reserved = await sql.reserve();
    await assert.rejects(async () => reserved`select pg_sleep(5)`, gone);
    reserved.release();
    await sql.begin(async (tx) => {
      await tx.savepoint((inner) => inner`select 1 / 0`).catch(() => {});
      await tx`insert into numbers values (30)`;
    });
    assert.equal((await sql`select n from numbers where n = 30`).length, 1);
  });

  test('however often Postgres goes in the middle of work, all the work goes on each time', async () => {
    const workers = 12;
    const done = Array.from({ length: workers }, () => 0);
    let over = false;
    const work = async (worker: number) => {
      const one = async () => {
        if (worker % 2 === 0) await sql`select 1`;
        else await sql.begin((tx) => [tx`select 1`, tx`select pg_sleep(0.005)`, tx`select 2`]);
      };
      while (!over) {
        await until(one);
        done[worker] = (done[worker] ?? 0) + 1;
      }
    };
    const working = Promise.all(done.map((_, worker) => work(worker)));
    for (let round = 0; round < 12; round++) {
      if (round % 2 === 0) postgres.kill();
      else await postgres.stop();
      await postgres.start();
      const before = [...done];
      await until(() => assert.ok(done.every((count, worker) => count > (before[worker] ?? 0))), 5_000);
    }
    over = true;
    await working;
  });

  test('a listener hears again after Postgres came back', async () => {
    const heard: string[] = [];
    let begun = 0;
    await sql.listen(
      'news',
      (value) => heard.push(value),
      () => begun++,
    );
    postgres.kill();
    await postgres.start();
    while (begun < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await until(() => sql.notify('news', 'back'));
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(heard, ['back']);
  });
});

/** Starts a process that has transactions open, and waits until they are. */
async function inTheDark(kind: 'guarded' | 'bare', postgres: BreakablePostgres) {
  const script = path.join(import.meta.dirname, '../testing/transaction-in-the-dark.ts');
  const child = spawn(process.execPath, ['--conditions=source', script, kind, postgres.address.path], {
    stdio: ['ignore', 'pipe', kind === 'bare' ? 'ignore' : 'inherit'],
  });
  let output = '';
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.includes('open\n')) open();
  });
  const ended = once(child, 'close').then(([exit]: unknown[]) => ({ exit, last: output.trim().split('\n').at(-1) }));
  await opened;
  return { ended };
}
