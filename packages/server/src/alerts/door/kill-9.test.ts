import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { connect } from '../../db/connect.ts';
import { createTestApp, publicUrl, setUpAdmin, type TestApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';
import { settleDeliveries } from '../deliveries/settle-deliveries.ts';
import { addSender, proofOf } from '../testing/sender.ts';

const script = path.join(import.meta.dirname, '..', 'testing', 'door-process.ts');
const gate = 20_261_122;

test('a server that is killed between its answer and reading loses nothing, and nothing is read twice', async () => {
  const t = await createTestApp();
  try {
    const sender = await addSender(t, await setUpAdmin(t), { kind: 'alertmanager' });
    await holdBack(t);
    const server = await startServer(t);
    const gatekeeper = connect(t.database.address, { max: 1, deadlineMs: 60_000 });
    const statuses: number[] = [];
    try {
      await gatekeeper.begin(async (tx) => {
        await tx`select pg_advisory_xact_lock(${gate})`;
        for (const name of ['a', 'b', 'c', 'd', 'e']) {
          const body = JSON.stringify(group(name));
          const headers = proofOf(sender.source.verification, sender.secret, { body });
          statuses.push((await fetch(`${server.url}${sender.path}`, { method: 'POST', body, headers })).status);
        }
        // What is read waits at the very end of its transaction: its alert is taken, and is not there yet.
        await until(async () => {
          const [waiting] = await t.sql`select from pg_locks where locktype = 'advisory' and not granted`;
          assert.ok(waiting);
        });
        await server.kill();
      });
    } finally {
      await server.kill();
      await gatekeeper.end();
    }
    assert.deepEqual(statuses, [202, 202, 202, 202, 202]);
    assert.ok((await sender.kept()).every(({ state }) => state === 'waiting'));

    await until(async () => {
      await settleDeliveries(t.sql, publicUrl);
      assert.ok((await sender.kept()).every(({ state }) => state === 'done'));
    });
    const alerts = await t.sql<{ key: string; times_fired: number }[]>`
      select key, times_fired from alerts where source_id = ${sender.source.id} order by key
    `;
    assert.deepEqual(
      alerts.map(({ key, times_fired }) => [key, times_fired]),
      ['a', 'b', 'c', 'd', 'e'].map((key) => [key, 1]),
    );
    assert.equal((await t.sql`select from drafts`).count, 5);

    const log = server.output();
    assert.ok(!log.includes(sender.path.slice(-43)), 'the address is in no log');
    assert.ok(!log.includes(sender.secret), 'the secret is in no log');
  } finally {
    await t.drop();
  }
});

/** Lets nobody say that a delivery is done while the gate is shut. */
async function holdBack({ sql }: TestApp): Promise<void> {
  await sql.unsafe(`
    create function wait_at_the_gate() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${gate});
      return new;
    end $$;
    create trigger wait_at_the_gate before update on alert_deliveries
      for each row when (new.state = 'done') execute function wait_at_the_gate();
  `);
}

async function startServer({ database }: TestApp) {
  const { path: socket, database: name } = database.address;
  const child = spawn(process.execPath, ['--conditions=source', script, socket, name, publicUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const url = await until(() => {
    const [, found] = /^(http:\S+)\n/.exec(output) ?? [];
    assert.ok(found, 'it has started');
    return found;
  });
  return {
    url,
    output: () => output,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function group(fingerprint: string) {
  return {
    version: '4',
    status: 'firing',
    groupKey: '{}',
    alerts: [
      {
        status: 'firing',
        labels: { alertname: `Alert ${fingerprint}` },
        annotations: {},
        startsAt: '2026-11-22T10:00:00Z',
        endsAt: '0001-01-01T00:00:00Z',
        fingerprint,
      },
    ],
  };
}
