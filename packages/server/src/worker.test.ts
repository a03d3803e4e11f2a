import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyring, ensureKeys, rotateDueKeys } from './auth/index.ts';
import { readConfig } from './config.ts';
import { silentLog } from './log.ts';
import { createTestDatabase } from './testing/database.ts';
import { until } from './testing/until.ts';
import { startClock } from './worker.ts';

test('the clock rotates a key that has signed for 90 days, once however many look', async () => {
  const t = await createTestDatabase();
  await ensureKeys(t.sql, undefined);
  const before = (await createKeyring(t.sql, undefined).signer()).id;
  await rotateDueKeys(t.sql, undefined);
  assert.equal((await createKeyring(t.sql, undefined).signer()).id, before, 'it is not due yet');

  await t.sql`update keys set created_at = created_at - interval '91 days'`;
  const { config } = readConfig({});
  const clocks = [1, 2, 3].map(() => startClock({ sql: t.sql, ready: Promise.resolve() }, config, silentLog));
  await until(async () => assert.notEqual((await createKeyring(t.sql, undefined).signer()).id, before));
  for (const clock of clocks) await clock.stop();
  const rows = await t.sql`select 1 from keys where retired_at is not null`;
  assert.equal(rows.length, 1);
  await t.drop();
});
