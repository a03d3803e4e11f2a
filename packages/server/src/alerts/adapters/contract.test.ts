import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { AlertDelivery } from '@allswell/protocol';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { type Envelope, type FakeSns, startFakeSns } from '../../testing/fake-sns.ts';
import { until } from '../../testing/until.ts';
import { addSender, type Sender } from '../testing/sender.ts';
import { adapters } from './index.ts';
import type { Sample } from './testing/sample.ts';
import { samples } from './testing/samples/index.ts';

let sns: FakeSns;
let t: TestApp;
let maya: TestAdmin;
before(async () => {
  sns = await startFakeSns();
  t = await createTestApp({ upstreams: sns.upstreams });
  maya = await setUpAdmin(t);
});
after(async () => {
  sns.close();
  await t.drop();
});

/** A delivery as it is sent now: senders that sign it say when. */
function sentNow({ kind, body }: Sample): unknown {
  const now = new Date().toISOString();
  if (kind === 'pagerduty') {
    const { event } = body as { event: object };
    return { event: { ...event, id: randomUUID(), occurred_at: now } };
  }
  if (kind === 'cloudwatch') {
    const { Message } = body as { Message: string };
    return sns.sign({ ...(sns.notification(Message) satisfies Envelope), Timestamp: now });
  }
  return body;
}

async function deliver(sender: Sender, sample: Sample): Promise<AlertDelivery> {
  const reply = await sender.send(sentNow(sample));
  assert.equal(reply.status, 202, JSON.stringify(reply.body));
  return until(async () => {
    const path = `/api/v1/alert-sources/${sender.source.id}/deliveries`;
    const [newest] = (await maya.request<AlertDelivery[]>('GET', path)).body;
    assert.ok(newest && newest.state !== 'waiting');
    return newest;
  });
}

for (const { kind, verifications } of adapters) {
  const ofKind = samples.filter((sample) => sample.kind === kind);
  const fires = ofKind.find(({ expects }) => expects[0]?.state === 'firing' && !expects[0].is_test);
  const isOver = ofKind.find(
    ({ expects }) => expects[0]?.state === 'resolved' && expects[0].key === fires?.expects[0]?.key,
  );
  const tries = ofKind.find(({ expects }) => expects[0]?.is_test);

  test(`${kind}: what fires and ends comes in by ${verifications[0]}, the way that is proposed, and nothing by another secret`, async () => {
    assert.ok(fires);
    const sender = await addSender(t, maya, {
      kind,
      ...(fires.mapping && { mapping: fires.mapping }),
      ...(kind === 'cloudwatch' && { topic_arns: [String(sns.notification('').TopicArn)] }),
    });
    assert.equal(sender.source.verification.kind, verifications[0]);

    const { state, reason, outcomes } = await deliver(sender, fires);
    assert.equal(state, 'done', String(reason));
    assert.deepEqual(
      outcomes.map((one) => ({ key: one.key, state: one.state })),
      fires.expects,
    );
    assert.equal(outcomes[0]?.became, 'drafted');
    assert.ok(isOver);
    const [ended] = (await deliver(sender, isOver)).outcomes;
    assert.deepEqual([ended?.key, ended?.became], [outcomes[0]?.key, 'recovered'], 'its end is heard');
    const forged =
      kind === 'cloudwatch'
        ? await sender.send({ ...(sentNow(fires) as Envelope), Message: '{}' })
        : await sender.send(sentNow(fires), { secret: 'whsec_YW5vdGhlcnNlY3JldGFub3RoZXI=' });
    assert.equal(forged.status, 403);
  });

  if (tries) {
    test(`${kind}: trying the address shows that it works, and opens nothing`, async () => {
      const sender = await addSender(t, maya, { kind });
      const countOpen = async () => (await t.sql`select 1 from alert_cases union all select 1 from drafts`).length;
      const before = await countOpen();
      const { state, reason, outcomes } = await deliver(sender, tries);
      assert.equal(state, 'done', String(reason));
      assert.deepEqual(
        outcomes.map(({ became }) => became),
        ['test'],
      );
      assert.equal(await countOpen(), before);
    });
  }
}
