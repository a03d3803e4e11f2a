import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Sending } from '@allswell/protocol';
import { postLetter } from '../letters/post-letter.ts';
import type { Log } from '../log.ts';
import { silentLog } from '../log.ts';
import { until } from '../testing/until.ts';
import { createTestPage, type TestPage } from './testing/page.ts';
import { createSinkChannel } from './testing/sink-channel.ts';

/** Listens for the line that says that nothing is sent. */
function listening(): { log: Log; held: string[] } {
  const held: string[] = [];
  return {
    held,
    log: {
      ...silentLog,
      warn(details, message) {
        if (/notifications resume/.test(message)) held.push((details as { because: string }).because);
      },
    },
  };
}

const fenceOf = async ({ sql }: TestPage) =>
  (await sql<{ fence: string | null }[]>`select fence from sending`)[0]?.fence;
const fileIn = (dataDir: string) => path.join(dataDir, 'fence');
const state = async (page: TestPage) => (await page.maya.request<Sending>('GET', '/api/v1/notifications')).body;
const resume = async (page: TestPage) => {
  const reply = await page.maya.request<Sending>('POST', '/api/v1/notifications/resume');
  assert.equal(reply.status, 200);
  return reply.body;
};

/** Makes this database look like a copy that was brought up elsewhere: what was due in it waits, and nobody sends. */
async function asCopy(page: TestPage): Promise<void> {
  await page.subscribe(3);
  const sink = createSinkChannel();
  const first = page.send([sink.channel]);
  await page.open();
  await page.settled();
  await first.stop();
  await page.open();
}

test('the first sender makes the fence, and keeps it beside itself', async () => {
  await using page = await createTestPage();
  const sending = page.send([createSinkChannel().channel]);
  await until(async () => assert.ok(await fenceOf(page)));
  await until(() => assert.ok(existsSync(fileIn(sending.dataDir))));
  assert.equal(readFileSync(fileIn(sending.dataDir), 'utf8').trim(), await fenceOf(page));
});

test('a second sender with a folder of its own just works, also in the middle of a fan-out', async () => {
  await using page = await createTestPage();
  await page.subscribe(60);
  const [one, other] = [createSinkChannel({ concurrency: 1 }), createSinkChannel()];
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  one.answer = async () => {
    await gate;
    return { kind: 'sent' };
  };
  page.send([one.channel]);
  await page.open();
  await until(() => assert.equal(one.most, 1));
  const late = page.send([other.channel]);
  await until(() => assert.ok(other.messages.length > 0));
  open();
  await page.settled();
  assert.equal(one.messages.length + other.messages.length, 60);
  assert.equal(readFileSync(fileIn(late.dataDir), 'utf8').trim(), await fenceOf(page));
});

test('a copy of a database tells nobody anything, says so once, and goes on when it is let', async () => {
  await using page = await createTestPage();
  await asCopy(page);
  const sink = createSinkChannel();
  const { log, held } = listening();
  page.send([sink.channel], { log });
  await postLetter(page.sql, { kind: 'test', address: 'maya@fernhill.example', locale: 'en' });
  await until(() => assert.equal(held.length, 1));
  await until(async () => assert.match((await state(page)).held?.because ?? '', /may be a copy/));
  assert.equal((await state(page)).waiting, 4);
  assert.deepEqual([sink.messages.length, sink.letters.length], [0, 0]);

  assert.equal((await resume(page)).held, null);
  await page.settled();
  await until(() => assert.deepEqual([sink.messages.length, sink.letters.length], [3, 1]));
  assert.equal(held.length, 1);
  assert.equal((await state(page)).held, null);
});

test('a sender that knows another fence holds, and what was overtaken meanwhile is not told afterwards', async () => {
  await using page = await createTestPage();
  await page.sql`update sending set fence = 'the fence of somebody else'`;
  await page.subscribe(2);
  const incident = await page.open({ body: 'Old.' });
  const dataDir = page.dataDir();
  writeFileSync(fileIn(dataDir), 'the fence of this folder\n');
  const sink = createSinkChannel();
  const { log, held } = listening();
  page.send([sink.channel], { dataDir, log });
  await until(() => assert.match(held[0] ?? '', /another fence/));
  await until(async () => assert.ok((await state(page)).held));
  await page.post(incident.id, { status: 'monitoring', body: 'New.' });
  await until(async () => {
    assert.equal((await page.sql`select from notices where expanded_at is null`).length, 0, 'it is planned while held');
  });
  await resume(page);
  await page.settled();
  assert.deepEqual(sink.told(), ['reader-1@example.com: New.', 'reader-2@example.com: New.']);
});

test('who has not sent for hours asks before what is waiting is told', async () => {
  await using page = await createTestPage();
  await page.subscribe(1);
  const sink = createSinkChannel();
  const first = page.send([sink.channel]);
  await page.open({ body: 'In time.' });
  await page.settled();
  await first.stop();
  await page.sql`update sending set last_sender_at = clock_timestamp() - interval '7 hours'`;
  await page.open({ body: 'Hours later.' });
  const { log, held } = listening();
  page.send([sink.channel], { dataDir: first.dataDir, log });
  await until(() => assert.match(held[0] ?? '', /for 7 hours/));
  await until(async () => assert.ok((await state(page)).held));
  assert.equal(sink.messages.length, 1);
  await resume(page);
  await until(() => assert.equal(sink.messages.length, 2));
});

test('who has not sent for hours goes on by itself when nothing is waiting', async () => {
  await using page = await createTestPage();
  await page.subscribe(1);
  const sink = createSinkChannel();
  const first = page.send([sink.channel]);
  await until(async () => assert.ok((await state(page)).last_sender_at));
  await first.stop();
  await page.sql`update sending set last_sender_at = clock_timestamp() - interval '7 hours'`;
  const again = page.send([sink.channel], { dataDir: first.dataDir });
  await again.decided;
  await page.open();
  await until(() => assert.equal(sink.messages.length, 1));
});

test('a sender without a lasting folder is given its fence by the environment', async () => {
  await using page = await createTestPage();
  await asCopy(page);
  const sink = createSinkChannel();
  page.send([sink.channel], { env: { ALLSWELL_FENCE_TOKEN: (await fenceOf(page)) ?? '' } });
  await until(() => assert.equal(sink.messages.length, 3));
});

test('after it was let, all senders of a database go on, whatever fence they knew', async () => {
  await using page = await createTestPage();
  await asCopy(page);
  const sinks = [createSinkChannel(), createSinkChannel()];
  const { log, held } = listening();
  for (const { channel } of sinks) {
    const dataDir = page.dataDir();
    writeFileSync(fileIn(dataDir), 'the fence of before the restore\n');
    page.send([channel], { dataDir, log });
  }
  await until(() => assert.equal(held.length, 2));
  await until(async () => assert.ok((await state(page)).held));
  await resume(page);
  await page.settled();
  assert.equal(
    sinks.reduce((sum, sink) => sum + sink.messages.length, 0),
    3,
  );
  const { figures } = page.send([createSinkChannel().channel]);
  await until(async () => assert.equal((await figures()).isHeld, false));
});
