import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { DomainError, type InnerAlert } from '@allswell/protocol';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { readConfig } from '../../config.ts';
import { silentLog } from '../../log.ts';
import { until } from '../../testing/until.ts';
import { startClock } from '../../worker.ts';
import { addSender, type Sender } from '../testing/sender.ts';
import { settleDeliveries, type TakeAlerts } from './settle-deliveries.ts';

const publicUrl = 'https://status.fernhill.example';
const mapping = {
  key: { path: 'id' },
  title: { path: 'title' },
  state: { path: 'state' },
} as NonNullable<Sender['source']['mapping']>;
let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from alert_sources`;
});

const addGeneric = () => addSender(t, maya, { kind: 'generic', verification: { kind: 'none' }, mapping });
/** Puts deliveries where they wait, as a process does that dies before it reads them. */
async function leave({ source }: Sender, ...bodies: string[]): Promise<void> {
  for (const body of bodies)
    await t.sql`
      insert into alert_deliveries (source_id, body, state) values (${source.id}, ${Buffer.from(body)}, 'waiting')
    `;
}
const alert = (id: string) => JSON.stringify({ id, title: `Alert ${id}`, state: 'firing' });
const states = async (sender: Sender) => (await sender.kept()).map(({ state }) => state);

/** Takes alerts as the real one does, and says what it was given. */
function listener(onTake: (alerts: readonly InnerAlert[]) => void | Promise<void> = () => {}) {
  const taken: string[] = [];
  const take: TakeAlerts = async (_tx, _sender, alerts) => {
    await onTake(alerts);
    taken.push(...alerts.map(({ key }) => key));
    return alerts.map(({ key, state, title }) => ({
      key,
      state,
      title,
      became: 'drafted',
      rule_id: null,
      case_id: null,
      draft_id: null,
      incident_id: null,
    }));
  };
  return { taken, take };
}

test('what a process left behind is read later, oldest first, each once', async () => {
  const sender = await addGeneric();
  await leave(sender, alert('1'), 'no JSON', alert('2'), alert('3'));
  const { taken, take } = listener();
  await settleDeliveries(t.sql, publicUrl, take);
  await settleDeliveries(t.sql, publicUrl, take);
  assert.deepEqual(taken, ['1', '2', '3']);
  assert.deepEqual(await states(sender), ['done', 'done', 'unreadable', 'done']);
});

test('many who read at once take each delivery once, and those of one source in their order', async () => {
  const senders = [await addGeneric(), await addGeneric(), await addGeneric()];
  for (let number = 0; number < 20; number++)
    for (const [at, sender] of senders.entries()) await leave(sender, alert(`${at}-${number}`));
  const { taken, take } = listener(() => new Promise((resolve) => void setImmediate(resolve)));
  const run = async () => {
    // One that finds nothing free to take may come back while another still holds what waits.
    for (;;) {
      await settleDeliveries(t.sql, publicUrl, take);
      const [waiting] = await t.sql`select from alert_deliveries where state = 'waiting' limit 1`;
      if (!waiting) return;
    }
  };
  await Promise.all([run(), run(), run(), run()]);
  assert.equal(new Set(taken).size, 60);
  assert.equal(taken.length, 60);
  for (const at of senders.keys()) {
    const ofOne = taken.filter((key) => key.startsWith(`${at}-`)).map((key) => Number(key.split('-')[1]));
    assert.deepEqual(
      ofOne,
      Array.from({ length: 20 }, (_, number) => number),
    );
  }
});

test('a delivery that fails is tried five times, holds up none of other sources, and its reason is told', async () => {
  const [sick, well] = [await addGeneric(), await addGeneric()];
  await leave(sick, alert('sick'), alert('after it'));
  await leave(well, alert('well'));
  const { taken, take } = listener(([first]) => {
    if (first?.key === 'sick') throw new TypeError('A bug');
  });
  for (let time = 1; time <= 5; time++) {
    await assert.rejects(settleDeliveries(t.sql, publicUrl, take), AggregateError);
    assert.deepEqual(await states(well), ['done']);
    assert.deepEqual(await states(sick), time < 5 ? ['waiting', 'waiting'] : ['done', 'failed']);
  }
  await settleDeliveries(t.sql, publicUrl, take);
  assert.deepEqual(taken, ['well', 'after it']);
  const failed = (await sick.kept()).at(-1);
  assert.match(String(failed?.reason), /log of the server/);
  assert.ok(!String(failed?.reason).includes('A bug'));
});

test('what failed or could not be read can be tried again by an admin, and what was settled cannot', async () => {
  const sender = await addGeneric();
  await leave(sender, alert('1'), 'no JSON');
  const refusing: TakeAlerts = () =>
    Promise.reject(new DomainError('component-not-found', 'Choose another component.'));
  for (let time = 0; time < 5; time++) await settleDeliveries(t.sql, publicUrl, refusing).catch(() => {});
  const [unreadable, failed] = await sender.kept();
  assert.deepEqual([unreadable?.state, failed?.state], ['unreadable', 'failed']);
  assert.equal(failed?.reason, 'Choose another component.');

  const { taken, take } = listener();
  const retry = (id = '') => maya.request('POST', `/api/v1/alert-deliveries/${id}/retry`);
  assert.equal((await retry(failed?.id)).status, 204);
  assert.equal((await retry(failed?.id)).status, 204, 'it waits already');
  assert.equal((await retry(unreadable?.id)).status, 204);
  await settleDeliveries(t.sql, publicUrl, take);
  assert.deepEqual(taken, ['1']);
  assert.deepEqual(await states(sender), ['unreadable', 'done']);
  const settled = await retry(failed?.id);
  assert.equal(settled.status, 409);
  assert.match(settled.problem.type, /alert-delivery-settled$/);
  for (const id of ['999999', 'abc', '1'.repeat(30)]) assert.equal((await retry(id)).status, 404);
});

test('what met somebody else in the way is tried again at once, and what the database did not take is not its fault', async () => {
  const sender = await addGeneric();
  await leave(sender, alert('1'));
  let conflicts = 0;
  const { taken, take } = listener(() => {
    if (conflicts++ < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  });
  await settleDeliveries(t.sql, publicUrl, take);
  assert.deepEqual(taken, ['1']);

  await leave(sender, alert('2'));
  const gone: TakeAlerts = () => Promise.reject(new DomainError('database-unavailable', 'It is gone.'));
  for (let time = 0; time < 7; time++) await assert.rejects(settleDeliveries(t.sql, publicUrl, gone));
  assert.deepEqual(await states(sender), ['waiting', 'done']);
  for (let time = 7; time < 20; time++) await assert.rejects(settleDeliveries(t.sql, publicUrl, gone));
  assert.deepEqual(
    await states(sender),
    ['failed', 'done'],
    'what is too much for it does not hold up its source for ever',
  );
});

test('the clock reads what nobody has read, as soon as it is told of it', async () => {
  const sender = await addGeneric();
  await leave(sender, 'no JSON');
  const { config } = readConfig({ ALLSWELL_PUBLIC_URL: publicUrl });
  const clock = startClock({ sql: t.sql, ready: Promise.resolve() }, config, silentLog);
  try {
    await until(async () => assert.deepEqual(await states(sender), ['unreadable']));
    const [first] = await sender.kept();
    await maya.request('PATCH', `/api/v1/alert-sources/${sender.source.id}`, { body: { mapping } });
    await t.sql`update alert_deliveries set body = ${Buffer.from(alert('1'))} where id = ${first?.id ?? ''}`;
    assert.equal((await maya.request('POST', `/api/v1/alert-deliveries/${first?.id}/retry`)).status, 204);
    await until(async () => assert.deepEqual(await states(sender), ['done']));
  } finally {
    await clock.stop();
  }
});

test('nothing of a delivery stays when its alerts could not all be taken', async () => {
  const sender = await addGeneric();
  await leave(sender, alert('1'));
  const half: TakeAlerts = async (tx) => {
    await tx`insert into alerts (source_id, key, state, title) values (${sender.source.id}, 'half', 'firing', 'Half')`;
    throw new Error('The second half went wrong');
  };
  await assert.rejects(settleDeliveries(t.sql, publicUrl, half));
  assert.equal((await t.sql`select from alerts where key = 'half'`).count, 0);
  const [row] = await t.sql<
    { tries: number }[]
  >`select tries from alert_deliveries where source_id = ${sender.source.id}`;
  assert.equal(row?.tries, 1);
});
