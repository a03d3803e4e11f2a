import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Sql } from '../../../db/connect.ts';
import { createNewRelic } from '../../../new-relic/create-new-relic.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/database.ts';
import {
  type FakeNewRelic,
  type NewRelicScene,
  newRelicScenes,
  startFakeNewRelic,
} from '../../../testing/new-relic.ts';
import { createPolling } from '../../poll-due.ts';
import type { MetricReader } from '../../source.ts';
import { newRelicRestReader } from '../new-relic-rest/index.ts';
import { newRelicReader } from './index.ts';

// Metrics are polled for a while of a played clock, while New Relic is unwell, and after it is well again.

const minuteMs = 60_000;
const many = 4;
let database: TestDatabase;
let sql: Sql;
let fake: FakeNewRelic;
let clock: number;

before(async () => {
  database = await createTestDatabase();
  ({ sql } = database);
  fake = await startFakeNewRelic({ now: () => clock });
});
after(async () => {
  await fake.close();
  await database.drop();
});
beforeEach(async () => {
  clock = Date.parse('2026-11-22T10:00:00Z');
  fake.play('ok');
  await sql`delete from metrics`;
  await sql`update metric_upstreams set failures = 0, rests_until = null`;
});

async function plant(source: 'new_relic' | 'new_relic_rest'): Promise<void> {
  for (let at = 0; at < many; at += 1) {
    const query =
      source === 'new_relic'
        ? { kind: 'nrql', nrql: `SELECT average(duration) FROM Transaction WHERE shop = ${at}` }
        : { application_id: 987_654, figure: 'response_time' };
    await sql`
      insert into metrics (id, name, position, source, query, next_poll_at)
      values (${`metric00000${at}`}, 'Response time', ${at}, ${source}, ${sql.json(query)}, ${new Date(clock)})
    `;
  }
}

/** Lets the clock run, and whatever is due happen. */
async function run(polling: ReturnType<typeof createPolling>, minutes: number, enough?: () => Promise<boolean>) {
  const end = clock + minutes * minuteMs;
  while (clock < end) {
    const dueInMs = await polling.run(sql);
    if (await enough?.()) return;
    clock += Math.min(10_000, Math.max(500, dueInMs ?? 10_000));
  }
}

const pollingOf = (timeoutMs = 10_000) => {
  const newRelic = createNewRelic(fake.config, { timeoutMs, now: () => clock });
  return createPolling({
    readers: [newRelicReader(newRelic), newRelicRestReader(newRelic)] as MetricReader[],
    readNow: () => Promise.resolve(new Date(clock)),
    flightMs: timeoutMs + 5_000,
  });
};
const failuresOf = async () =>
  (await sql<{ failures: number }[]>`select failures from metrics order by id`).map(({ failures }) => failures);
const areWell = async () => (await failuresOf()).every((failures) => failures === 0);
const noZeros = async () => {
  const [row] = await sql<{ lowest: number | null }[]>`select min(value)::float8 as lowest from metric_points`;
  assert.ok(row?.lowest === null || Number(row?.lowest) > 0, 'no zero was made of nothing');
};

/** Scenes of which one question knows, and not the others: New Relic itself is well. */
const ofTheQuestion: readonly NewRelicScene[] = ['facet', 'facet-timeseries', 'words', 'nothing', 'repeats the key'];
const good: readonly NewRelicScene[] = ['ok', 'plain', 'nulls', 'nan', 'many', 'objects', 'partial'];

for (const scene of newRelicScenes.filter((one) => !good.includes(one))) {
  test(`while New Relic plays “${scene}” it is asked once a minute, gaps stay gaps, and all comes back by itself`, async () => {
    await plant('new_relic');
    const polling = pollingOf();
    const impatient = scene === 'slow' ? pollingOf(50) : polling;
    await run(polling, 3);
    assert.ok(await areWell());
    const before = await sql`select metric_id, at, value from metric_points order by 1, 2`;
    assert.equal(before.length, many * 1_441);

    fake.play(scene);
    fake.calls.length = 0;
    await run(impatient, 20);
    // Who wants to be left alone for ten minutes is asked twice in twenty.
    const tries = scene === '429 for long' ? 2 : 5;
    assert.ok((await failuresOf()).every((failures) => failures >= (scene === '429 for long' ? 1 : tries)));
    assert.deepEqual(await sql`select metric_id, at, value from metric_points order by 1, 2`, before);

    if (ofTheQuestion.includes(scene)) {
      for (let at = 0; at < many; at += 1)
        atMostOnceAMinute(fake.calls.filter(({ body }) => body.includes(`shop = ${at} `)));
    } else atMostOnceAMinute(fake.calls.slice(5));
    assert.ok(fake.calls.length >= tries, 'it is tried again');

    fake.play('ok');
    await run(polling, 15, areWell);
    assert.ok(await areWell());
    await noZeros();
    const [{ count = 0 } = {}] = await sql<{ count: number }[]>`select count(*)::int as count from metric_points`;
    assert.ok(count >= before.length + many * 20, 'what was missed is read afterwards');
  });
}

for (const scene of good) {
  test(`while New Relic plays “${scene}” its numbers are kept, and nothing else`, async () => {
    await plant('new_relic');
    const polling = pollingOf();
    await run(polling, 3);
    fake.play(scene);
    await run(polling, 6);
    assert.ok(await areWell());
    await noZeros();
    const rows = await sql<{ name: string; count: number; newest: Date }[]>`
      select metric_id as name, count(*)::int as count, max(at) as newest from metric_points group by 1
    `;
    assert.equal(rows.length, many);
    for (const { count, newest } of rows) {
      assert.ok(count >= 1_443 && count <= 1_452, String(count));
      assert.ok(clock - newest.getTime() < 5 * minuteMs);
    }
  });
}

for (const scene of ['401', '429 until', 'html 502', 'truncated', 'nulls', 'nan', 'nothing'] as const) {
  test(`while the REST API plays “${scene}” there is a gap, and afterwards values again`, async () => {
    await plant('new_relic_rest');
    const polling = pollingOf();
    await run(polling, 3);
    const points = async () =>
      sql<{ at: Date; value: number }[]>`select at, value from metric_points where metric_id = 'metric000000'`;
    assert.ok((await points()).length >= 2);
    const begin = clock;
    fake.play(scene);
    fake.calls.length = 0;
    await run(polling, 12);
    if (!['nulls', 'nan', 'nothing'].includes(scene)) atMostOnceAMinute(fake.calls.slice(5));
    fake.play('ok');
    await run(polling, 12, areWell);
    await noZeros();
    const missing = (await points()).filter(({ at }) => at.getTime() > begin && at.getTime() < begin + 11 * minuteMs);
    assert.equal(missing.length, 0);
    assert.ok((await points()).some(({ at }) => at.getTime() >= begin + 11 * minuteMs));
  });
}

function atMostOnceAMinute(calls: readonly { at: number }[]): void {
  calls.slice(1).forEach(({ at }, index) => {
    const since = at - (calls[index]?.at ?? 0);
    assert.ok(since >= minuteMs, `asked again after ${since} ms`);
  });
}
