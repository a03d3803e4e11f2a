import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../testing/until.ts';
import { createTestPage } from './testing/page.ts';
import { createSinkChannel } from './testing/sink-channel.ts';

test('who subscribed is told once, by whoever sends', async () => {
  await using page = await createTestPage();
  await page.subscribe(500);
  const sinks = [createSinkChannel(), createSinkChannel()];
  for (const { channel } of sinks) page.send([channel]);
  await page.open();
  await page.settled();
  const told = sinks.flatMap((sink) => sink.told());
  assert.equal(told.length, 500);
  assert.equal(new Set(told).size, 500);
  assert.deepEqual(await page.counts(), { sent: 500 });
});

test('what is told carries links of the subscriber’s own, and all that there is to say', async () => {
  await using page = await createTestPage();
  const [id] = await page.subscribe(1);
  const sink = createSinkChannel();
  page.send([sink.channel]);
  const incident = await page.open();
  await until(() => assert.equal(sink.messages.length, 1));
  await page.post(incident.id, { status: 'monitoring', body: 'It is **better**.' });
  await until(() => assert.equal(sink.messages.length, 2));
  const { notice, to } = sink.messages[1] ?? {};
  assert.equal(to?.subscription_id, id);
  assert.match(
    to?.links.unsubscribe ?? '',
    /^https:\/\/status\.fernhill\.example\/subscriptions\/unsubscribe\/[\w-]+$/,
  );
  assert.equal(notice?.incident.name, 'Checkout is slow');
  assert.equal(notice?.incident.status, 'monitoring');
  assert.equal(notice?.update.body, 'It is **better**.');
  assert.deepEqual(
    notice?.earlier.map((update) => update.body),
    ['We look into it.'],
  );
  assert.equal(notice?.page.indicator, 'none');
});
