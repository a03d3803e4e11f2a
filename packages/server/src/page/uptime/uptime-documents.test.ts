import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PageDocument, Problem, TimelineDocument, UptimeDetail, UptimeDocument } from '@allswell/protocol';
import { bumpSeq } from '../../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { until } from '../../testing/until.ts';
import { component, incident, page, plant } from '../testing/rows.ts';
import { parse, servePage } from '../testing/serve-page.ts';
import { plantPast } from './testing/plant-past.ts';

let t: TestDatabase;
const web = component({ name: 'Web', start_date: '2024-01-01' });
const began = Date.now() - 48 * 3_600_000;
const outage = incident({ name: 'Outage', started_at: new Date(began) });
const told = { component_id: web.id, incident_id: outage.id, status: 'major_outage' as const };
const names = ['uptime.json', `uptime/${web.id}.json`, 'timeline.json'];

before(async () => {
  t = await createTestDatabase();
  await plant(t.sql, page({ components: [web], incidents: [outage] }));
  await plantPast(t.sql, { told: [{ ...told, starts_at: outage.started_at, ends_at: null }] });
  // From now on nothing is due before ten minutes are over.
  await t.sql.begin((tx) => bumpSeq(tx));
});
after(() => t.drop());

test('the documents about uptime are answered as every public read is', async () => {
  await using served = await servePage({ sql: t.sql });
  for (const name of names) {
    const path = `/api/v2/${name}`;
    const { status, headers, text } = await served.ask(path);
    assert.equal(status, 200, name);
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    assert.ok(headers['allswell-verified-at']);
    const etag = headers.etag ?? '';
    assert.equal((await served.ask(path, { 'if-none-match': etag })).status, 304);
    assert.equal(
      (await served.ask(`${path}?cached=1`, { 'if-none-match': etag })).status,
      304,
      'a query changes nothing',
    );
    const small = await served.ask(path, { 'accept-encoding': 'gzip' });
    assert.equal(small.headers['content-encoding'], 'gzip');
    assert.ok(small.body.length < text.length);
    assert.equal((await served.ask(path, {}, 'HEAD')).text, '');
    assert.equal((await served.ask(path, {}, 'POST')).status, 405);
    assert.equal((await served.ask(path, {}, 'OPTIONS')).status, 204);
  }
});

test('all documents of one moment agree, and say the same in two processes', async () => {
  await using one = await servePage({ sql: t.sql });
  await using other = await servePage({ sql: t.sql });
  const [uptime, detail, timeline, known] = await Promise.all([
    one.read<UptimeDocument>('uptime.json'),
    one.read<UptimeDetail>(`uptime/${web.id}.json`),
    one.read<TimelineDocument>('timeline.json'),
    one.read<PageDocument>('page.json'),
  ]);
  for (const { page: head, allswell } of [uptime, detail, timeline]) {
    assert.deepEqual([head, allswell], [known.page, known.allswell]);
  }
  assert.deepEqual(detail.component, uptime.components[0]);
  assert.deepEqual(detail.stories, timeline.stories);
  assert.equal(known.uptime[web.id]?.percent, detail.component.percent['90']);
  for (const name of names) {
    const [here, there] = await Promise.all([one, other].map((served) => served.ask(`/api/v2/${name}`)));
    assert.equal(here?.text, there?.text, name);
  }
});

test('a component that does not exist is a problem that says so, and nothing asks the database for it', async () => {
  await using served = await servePage({ sql: t.sql });
  for (const name of ['unknown00000', '', '../x', '%00', 'x'.repeat(5_000), '__proto__']) {
    const { status, text, headers } = await served.ask(`/api/v2/uptime/${name}.json`);
    assert.equal(status, 404, name);
    assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
    assert.match(parse<Problem>(text).type, /\/problems\/not-found$/);
  }
});

test('what changes is in the documents with the next change', async () => {
  await using served = await servePage({ sql: t.sql });
  const before = await served.read<UptimeDetail>(`uptime/${web.id}.json`);
  assert.equal(before.spans[0]?.ends_at, null);
  const seq = await t.sql.begin(async (tx) => {
    await tx`update component_changes set ends_at = ${new Date(began + 3_600_000)} where told`;
    return bumpSeq(tx);
  });
  await until(async () => {
    const { allswell, spans } = await served.read<UptimeDetail>(`uptime/${web.id}.json`);
    assert.ok(allswell.seq >= seq);
    assert.equal(spans[0]?.seconds, 3_600);
  });
});
