import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestApp, setUpAdmin, type TestApp } from '../../testing/app.ts';
import { addSender, type Sender } from '../testing/sender.ts';
import { sweepDeliveries } from './sweep-deliveries.ts';

let t: TestApp;
let sender: Sender;
before(async () => {
  t = await createTestApp();
  sender = await addSender(t, await setUpAdmin(t), { kind: 'alertmanager' });
});
after(() => t.drop());

const fill = (count: number, { state = 'done', bytes = 1, daysAgo = 0 } = {}) => t.sql`
  insert into alert_deliveries (source_id, body, state, received_at)
  select ${sender.source.id}, convert_to(repeat('x', ${bytes}), 'UTF8'), ${state}, now() - make_interval(days => ${daysAgo})
  from generate_series(1, ${count})
`;
const counts = async () => {
  const rows = await t.sql<{ state: string; count: number }[]>`
    select state, count(*)::int as count from alert_deliveries group by state order by state
  `;
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

test('a week of deliveries is kept, a thousand at most, and twenty of those that are not read; what waits stays', async () => {
  await fill(1, { daysAgo: 8 });
  await fill(1, { daysAgo: 8, state: 'waiting' });
  await fill(1_005);
  await fill(30, { state: 'refused' });
  await fill(30, { state: 'repeated' });
  await sweepDeliveries(t.sql);
  assert.deepEqual(await counts(), { done: 1_000, refused: 20, repeated: 20, waiting: 1 });
  await t.sql`update alert_deliveries set received_at = now() - interval '6 days'`;
  await sweepDeliveries(t.sql);
  assert.deepEqual(await counts(), { done: 1_000, refused: 20, repeated: 20, waiting: 1 });
});

test('large ones are kept for as long as they are 64 MB together', async () => {
  await t.sql`delete from alert_deliveries`;
  await fill(70, { bytes: 1024 * 1024 });
  await sweepDeliveries(t.sql);
  assert.deepEqual(await counts(), { done: 64 });
});

test('what is good once is remembered for a week, however much comes meanwhile, and secrets that ran out are deleted', async () => {
  const { id } = sender.source;
  await t.sql`
    insert into alert_fingerprints (source_id, fingerprint, seen_at)
    values (${id}, 'new', now() - interval '6 days'), (${id}, 'old', now() - interval '8 days')
  `;
  await t.sql`update alert_source_secrets set expires_at = now() where source_id = ${id}`;
  await sweepDeliveries(t.sql);
  const left = await t.sql<
    { name: string }[]
  >`select convert_from(fingerprint, 'UTF8') as name from alert_fingerprints`;
  assert.deepEqual(
    left.map(({ name }) => name),
    ['new'],
  );
  assert.equal((await t.sql`select from alert_source_secrets`).count, 0);
});
