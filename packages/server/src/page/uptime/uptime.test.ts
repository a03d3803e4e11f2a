import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import {
  componentStatuses,
  explainUptime,
  meanShare,
  sumUptime,
  type UptimeDetail,
  type UptimeRange,
  uptimePercent,
  upShare,
} from '@allswell/protocol';
import { hostileTexts } from '@allswell/protocol/fixtures';
import * as schemas from '@allswell/protocol/schema';
import * as v from 'valibot';
import type { Sql } from '../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { startOfDay } from '../../time/day.ts';
import { findMonth } from '../../time/month.ts';
import { readUptimeRows } from '../../wire/uptime-rows.ts';
import { recallSnapshot } from '../snapshot.ts';
import { component, group, id, incident, maintenance, minutes, now, page, plant } from '../testing/rows.ts';
import { strict } from '../testing/strict.ts';
import type { KnownUptime } from './page-uptime.ts';
import { readUptimeOfMonth } from './read-uptime.ts';
import { plantPast, publicUrl, snapshotOf } from './testing/plant-past.ts';

let t: TestDatabase;
let sql: Sql;
before(async () => {
  t = await createTestDatabase();
  sql = t.sql;
});
after(() => t.drop());
afterEach(async () => {
  await sql`delete from uptime_weights where effective_from is not null`;
  await sql`truncate components, component_groups, incidents cascade`;
});

const hours = (amount: number) => minutes(amount * 60);
const days = (amount: number) => hours(amount * 24);
const settings = (time_zone: string) => ({ ...page().settings, time_zone });
const web = component({ name: 'Web', start_date: '2026-09-01' });
const api = component({ name: 'API', position: 2, start_date: '2026-09-01' });
const outage = incident({ name: 'Outage', status: 'resolved', started_at: hours(-30), resolved_at: hours(-20) });
const hourSeconds = 3_600;

const detailOf = async (one: { id: string }): Promise<UptimeDetail> => {
  const found = (await snapshotOf(sql)).uptime.detail(one.id)?.document;
  assert.ok(found);
  return found;
};

test('every number is what the rules make of the same rows, whatever the history and the zone', async () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const anyStatus = () => componentStatuses[random(componentStatuses.length)] ?? 'operational';
  for (const time_zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
    const shop = group({ name: 'Shop' });
    const components = ['One', 'Two', 'Three', 'Four'].map((name, index) =>
      component({
        name,
        group_id: index % 2 ? shop.id : null,
        start_date: [null, '2026-03-29', '2025-01-01', null][index] ?? null,
      }),
    );
    const incidents = Array.from({ length: 40 }, (_, index) =>
      index % 5 === 0
        ? maintenance(-random(600_000), 9_000, { id: id(`plan${index}`), status: 'completed' })
        : incident({ id: id(`case${index}`), status: 'resolved', started_at: minutes(-random(600_000)) }),
    );
    await plant(sql, page({ settings: settings(time_zone), groups: [shop], components, incidents }));
    await sql`update incidents set counts_as_downtime = true where id like 'plan1%'`;
    await sql`insert into uptime_weights (id, major_outage, partial_outage, degraded_performance, effective_from)
      values ('weightssince', 0.9, 0.5, 0.125, ${minutes(-150_000)})`;
    const told = incidents.flatMap(({ id: incident_id, started_at }) =>
      [0, 1].map(() => {
        const starts_at = new Date(started_at.getTime() + random(9_000_000));
        const ends_at = random(20) === 0 ? null : new Date(starts_at.getTime() + random(400_000_000));
        return { component_id: components[random(4)]?.id ?? '', incident_id, status: anyStatus(), starts_at, ends_at };
      }),
    );
    const corrections = Array.from({ length: 8 }, (_, index) => {
      const starts_at = minutes(-random(500_000));
      const ends_at = new Date(starts_at.getTime() + 1 + random(90_000_000));
      return {
        component_id: components[index % 4]?.id ?? '',
        starts_at,
        ends_at,
        counts_as: anyStatus(),
        reason: 'So.',
      };
    });
    const byHand = components.flatMap(({ id: component_id }) => {
      const at = [...Array.from({ length: 6 }, () => minutes(-random(700_000)))].sort(
        (a, b) => a.getTime() - b.getTime(),
      );
      return at.map((starts_at, index) => ({
        component_id,
        status: anyStatus(),
        starts_at,
        ends_at: at[index + 1] ?? null,
      }));
    });
    await plantPast(sql, { told, byHand, corrections });

    const snapshot = await snapshotOf(sql);
    const document = snapshot.uptime.uptime.document;
    const startOf = (back: number) => startOfDay(now, time_zone, -back).getTime();
    // Everything that ever was, in one go, and each range by itself.
    const rows = await readUptimeRows(sql, { from: new Date(0), until: days(2), timeZone: time_zone });
    const shareOf = (one: string, from: number, to: number) => {
      const record = rows.components.find((other) => other.id === one);
      assert.ok(record);
      const time = { from, until: to, now: now.getTime() + 1 };
      return upShare(sumUptime(explainUptime(record, rows.weights, time), { ...time, since: record.since }));
    };
    const ranges: [UptimeRange, number][] = [
      ['today', 0],
      ['7', 6],
      ['30', 29],
      ['90', 89],
      ['365', 364],
    ];
    for (const one of document.components) {
      const members = one.group ? components.filter(({ group_id }) => group_id === one.id) : [one];
      const meanOf = (from: number, to: number) =>
        uptimePercent(meanShare(members.map((each) => shareOf(each.id, from, to))));
      for (const [range, back] of ranges) {
        assert.equal(one.percent[range], meanOf(startOf(back), startOf(-1)), `${one.name} ${range} ${time_zone}`);
      }
      const detail = snapshot.uptime.detail(one.id)?.document;
      for (const [range, back] of ranges) {
        const shares = one.group
          ? members.map(({ id: of }) => [of, shareOf(of, startOf(back), startOf(-1))] as const)
          : [];
        const said = detail?.members.map((each) => [each.id, each.shares[range]] as const);
        assert.deepEqual(new Map(said), new Map(shares), `${one.name} ${range} ${time_zone}`);
      }
      for (const { date, percent } of detail?.days ?? []) {
        const back = Math.round((Date.parse(document.today) - Date.parse(date)) / 86_400_000);
        assert.equal(percent, meanOf(startOf(back), startOf(back - 1)), `${one.name} ${date} ${time_zone}`);
      }
      assert.equal(one.levels.length, 365);
      const onPage = snapshot.page.uptime[one.id];
      assert.deepEqual([onPage?.percent, onPage?.levels], [one.percent[90], one.levels.slice(-90)]);
      assert.deepEqual(
        snapshot.uptime.month('2026-06')?.find((each) => each.id === one.id)?.percent,
        meanOf(
          startOfDay(new Date('2026-06-01T12:00:00Z'), time_zone).getTime(),
          startOfDay(new Date('2026-07-01T12:00:00Z'), time_zone).getTime(),
        ),
      );
    }
    await sql`delete from uptime_weights where effective_from is not null`;
    await sql`truncate components, component_groups, incidents cascade`;
  }
});

test('a day is as long as its clocks make it, in every zone', async () => {
  for (const [time_zone, date, long] of [
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ] as const) {
    const old = component({ name: 'Old', start_date: '2025-01-01' });
    await plant(sql, page({ settings: settings(time_zone), components: [old], incidents: [outage] }));
    const noon = new Date(`${date}T12:00:00Z`);
    const told = { component_id: old.id, incident_id: outage.id, status: 'major_outage' as const };
    await plantPast(sql, {
      told: [{ ...told, starts_at: startOfDay(noon, time_zone), ends_at: startOfDay(noon, time_zone, 1) }],
    });
    const { days: eventful, component: described } = await detailOf(old);
    assert.deepEqual(
      eventful.map((day) => [day.date, day.known, day.major, day.down, day.percent]),
      [[date, long * hourSeconds, long * hourSeconds, long * hourSeconds, 0]],
      time_zone,
    );
    assert.match(described.levels, /^0+30+$/);
    await sql`truncate components, incidents cascade`;
  }
});

test('a component counts from its start date on, else from the first thing known of it, told afterwards or not', async () => {
  const dated = component({ name: 'Dated', start_date: '2026-11-20' });
  const told = component({ name: 'Told' });
  const fresh = component({ name: 'Fresh', created_at: minutes(-30) });
  await plant(sql, page({ components: [dated, told, fresh], incidents: [outage] }));
  await plantPast(sql, {
    byHand: [{ component_id: told.id, status: 'operational', starts_at: hours(-2), ends_at: null }],
    told: [
      {
        component_id: told.id,
        incident_id: outage.id,
        status: 'partial_outage',
        starts_at: hours(-30),
        ends_at: hours(-20),
      },
    ],
  });
  const { uptime } = await snapshotOf(sql);
  const [first, third, second] = uptime.uptime.document.components;
  assert.deepEqual([first?.since, first?.levels.slice(-5)], ['2026-11-20', '--000']);
  assert.deepEqual([second?.since, second?.levels.slice(-4)], ['2026-11-21', '--20']);
  // Ten hours at three tenths, of the thirty that are known.
  assert.deepEqual(second?.percent, { today: 100, 7: 90, 30: 90, 90: 90, 365: 90 });
  assert.deepEqual([third?.since, third?.percent['365']], ['2026-11-22', 100]);
});

test('what goes on counts until now, and the page asks to be made again within ten minutes', async () => {
  const open = incident({ name: 'Open', started_at: hours(-6) });
  await plant(sql, page({ components: [web, api], incidents: [open] }));
  const told = { component_id: web.id, incident_id: open.id, starts_at: hours(-6), ends_at: null };
  await plantPast(sql, { told: [{ ...told, status: 'major_outage' }] });
  const { uptime, page: known } = await snapshotOf(sql);
  const detail = uptime.detail(web.id)?.document;
  assert.deepEqual(
    detail?.spans.map((span) => [span.starts_at, span.ends_at, span.seconds, span.weight, span.incidents]),
    [['2026-11-22T09:36:00.000+01:00', null, 6 * hourSeconds, 1, [open.id]]],
  );
  assert.equal(detail?.component.levels.at(-1), '3');
  assert.equal(uptime.detail(api.id)?.document.component.percent.today, 100);
  assert.equal(Date.parse(known.allswell.next_change_at ?? '') - now.getTime(), 10 * 60_000);
  assert.deepEqual(
    detail?.stories.map((story) => [story.id, story.ends_at]),
    [[open.id, null]],
  );

  await sql`update component_changes set ends_at = ${hours(-1)}`;
  const over = (await snapshotOf(sql)).page.allswell.next_change_at ?? '';
  assert.equal(Date.parse(over) - now.getTime(), 60 * 60_000, 'what is over today weighs less by the hour');
  await sql`update component_changes set ends_at = null, status = 'degraded_performance'`;
  const quiet = (await snapshotOf(sql)).page.allswell.next_change_at;
  assert.equal(quiet, '2026-11-23T00:00:00.000+01:00', 'what weighs nothing changes nothing');
});

test('what a change writes counts at once, though the change was counted first', async () => {
  const open = incident({ name: 'Open', started_at: now });
  await plant(sql, page({ components: [web], incidents: [open] }));
  const later = new Date(now.getTime() + 40);
  await plantPast(sql, {
    told: [{ component_id: web.id, incident_id: open.id, status: 'major_outage', starts_at: later, ends_at: null }],
  });
  const { page: known } = await snapshotOf(sql);
  assert.equal(known.uptime[web.id]?.levels?.at(-1), '3');
  assert.ok(Date.parse(known.allswell.next_change_at ?? '') < minutes(11).getTime());
});

test('a group is up as much as its members on average, and its days name what happened to any of them', async () => {
  const shop = group({ name: 'Shop' });
  const empty = group({ name: 'Empty', position: 2 });
  const [one, two, unborn] = ['One', 'Two', 'Unborn'].map((name) =>
    component({ name, group_id: shop.id, start_date: name === 'Unborn' ? '2026-11-22' : '2026-09-01' }),
  );
  assert.ok(one && two && unborn);
  const other = incident({ name: 'Other', status: 'resolved', started_at: hours(-30) });
  await plant(sql, page({ groups: [shop, empty], components: [one, two, unborn], incidents: [outage, other] }));
  const [starts_at, ends_at] = [hours(-30), hours(-20)];
  await plantPast(sql, {
    told: [
      { component_id: one.id, incident_id: outage.id, status: 'major_outage', starts_at, ends_at },
      { component_id: two.id, incident_id: other.id, status: 'partial_outage', starts_at, ends_at: hours(-25) },
    ],
  });
  const { uptime, page: known } = await snapshotOf(sql);
  const detail = uptime.detail(shop.id)?.document;
  assert.deepEqual(detail?.spans, []);
  assert.deepEqual(detail?.days, [
    {
      date: '2026-11-21',
      known: 24 * hourSeconds,
      maintenance: 0,
      degraded: 0,
      partial: 2.5 * hourSeconds,
      major: 5 * hourSeconds,
      down: 5.75 * hourSeconds,
      percent: 76.04,
      related: [outage.id, other.id].sort(),
    },
  ]);
  assert.deepEqual(new Set(detail.stories.map((story) => story.id)), new Set([outage.id, other.id]));
  assert.deepEqual(
    known.uptime[shop.id]?.days.filter(({ related }) => related.length > 0),
    [
      {
        date: '2026-11-21',
        outages: { partial: 2.5 * hourSeconds, major: 5 * hourSeconds },
        related: [outage.id, other.id].sort(),
      },
    ],
  );
  const nothing = uptime.detail(empty.id)?.document.component;
  assert.deepEqual([nothing?.since, nothing?.percent['90'], nothing?.levels], [null, null, '-'.repeat(365)]);
});

test('what was corrected counts as something else, and readers see both and the reason', async () => {
  await plant(sql, page({ components: [web], incidents: [outage] }));
  const [starts_at, ends_at] = [hours(-30), hours(-20)];
  await plantPast(sql, {
    told: [{ component_id: web.id, incident_id: outage.id, status: 'major_outage', starts_at, ends_at }],
    corrections: [
      { component_id: web.id, starts_at, ends_at: hours(-24), counts_as: 'operational', reason: 'A false alarm.' },
      { component_id: web.id, starts_at: hours(-26), ends_at, counts_as: 'partial_outage', reason: 'Only searches.' },
    ],
  });
  const { spans, sums } = await detailOf(web);
  assert.deepEqual(
    spans.map((span) => [span.status, span.counts_as, span.seconds / hourSeconds, span.correction?.reason]),
    [
      ['major_outage', 'partial_outage', 6, 'Only searches.'],
      ['major_outage', 'operational', 4, 'A false alarm.'],
    ],
  );
  assert.equal(sums['7'].down, 1.8 * hourSeconds);
  const { components } = (await snapshotOf(sql)).uptime.timeline.document;
  assert.deepEqual(
    components[0]?.spans.map((span) => [span.status, span.starts_at, span.ends_at]),
    [['major_outage', '2026-11-21T09:36:00.000+01:00', '2026-11-21T19:36:00.000+01:00']],
    'the timeline tells what was published',
  );
});

test('weights count from their date on, and what was before keeps its own', async () => {
  await plant(sql, page({ components: [web], incidents: [outage] }));
  await sql`insert into uptime_weights (id, major_outage, partial_outage, degraded_performance, effective_from)
    values ('weightssince', 0.5, 0.3, 0, ${hours(-25)})`;
  const told = { component_id: web.id, incident_id: outage.id, status: 'major_outage' as const };
  await plantPast(sql, { told: [{ ...told, starts_at: hours(-30), ends_at: hours(-20) }] });
  const { spans, weights, sums } = await detailOf(web);
  assert.deepEqual(
    spans.map(({ weight, seconds }) => [weight, seconds / hourSeconds]),
    [
      [0.5, 5],
      [1, 5],
    ],
  );
  assert.equal(sums['30'].down, 7.5 * hourSeconds);
  assert.deepEqual(
    weights.map(({ from, major_outage }) => [from, major_outage]),
    [
      [null, 1],
      ['2026-11-21T14:36:00.000+01:00', 0.5],
    ],
  );
});

test('maintenance is left out of the reckoning, unless somebody says that it is downtime', async () => {
  const done = { status: 'completed' as const };
  const quiet = maintenance(-1_800, -1_200, { ...done, id: id('quiet') });
  const loud = maintenance(-1_800, -1_500, { ...done, id: id('loud') });
  await plant(sql, page({ components: [web, api], incidents: [quiet, loud] }));
  await sql`update incidents set counts_as_downtime = true where id = ${loud.id}`;
  const told = { status: 'under_maintenance' as const, starts_at: hours(-30), ends_at: hours(-25) };
  await plantPast(sql, {
    told: [
      { ...told, component_id: web.id, incident_id: quiet.id },
      { ...told, component_id: api.id, incident_id: loud.id },
    ],
  });
  const left = await detailOf(web);
  assert.deepEqual(
    left.spans.map((span) => [span.counts_as, span.excluded, span.weight]),
    [['under_maintenance', true, 0]],
  );
  assert.deepEqual([left.component.percent['7'], left.component.levels.at(-2)], [100, 'm']);
  assert.equal(left.sums['7'].maintenance, 5 * hourSeconds);
  const counted = await detailOf(api);
  assert.deepEqual(
    counted.spans.map((span) => [span.status, span.counts_as, span.excluded, span.weight]),
    [['under_maintenance', 'major_outage', false, 1]],
  );
  assert.equal(counted.component.levels.at(-2), '3');
  assert.deepEqual(
    [left, counted].map(({ stories }) => stories[0]?.counts_as_downtime),
    [undefined, true],
  );
});

test('what is archived is in no document, what is deleted counts for nothing', async () => {
  const gone = incident({ name: 'Gone', status: 'resolved', started_at: hours(-30) });
  await plant(sql, page({ components: [web, api], incidents: [outage, gone] }));
  await sql`update components set archived_at = now() where id = ${api.id}`;
  await sql`update incidents set deleted_at = now() where id = ${gone.id}`;
  const told = { status: 'major_outage' as const, starts_at: hours(-30), ends_at: hours(-25) };
  await plantPast(sql, {
    told: [
      { ...told, component_id: web.id, incident_id: gone.id },
      { ...told, component_id: api.id, incident_id: outage.id },
    ],
  });
  const { uptime, page: known } = await snapshotOf(sql);
  assert.deepEqual(Object.keys(known.uptime), [web.id]);
  assert.equal(uptime.detail(api.id), undefined);
  assert.deepEqual(
    uptime.uptime.document.components.map((one) => [one.id, one.percent['7']]),
    [[web.id, 100]],
  );
  assert.deepEqual(
    uptime.timeline.document.stories.map((story) => story.id),
    [outage.id],
  );
});

test('the timeline tells what was and what is planned, not what was called off before it began', async () => {
  const planned = maintenance(3_000, 3_060);
  const [left, broken] = [
    maintenance(-3_000, -2_940, { id: id('off'), status: 'completed', cancelled_at: minutes(-4_000) }),
    maintenance(-2_000, -1_940, { id: id('broken'), status: 'completed', cancelled_at: minutes(-1_990) }),
  ];
  const ancient = incident({ name: 'Ancient', status: 'resolved', started_at: days(-500) });
  const lasting = incident({ name: 'Lasting', status: 'resolved', started_at: days(-400), resolved_at: days(-399) });
  const incidents = [planned, left, broken, ancient, lasting, outage];
  await plant(
    sql,
    page({ components: [web], incidents, affected: [{ incident_id: outage.id, component_id: web.id }] }),
  );
  const old = { component_id: web.id, incident_id: lasting.id, status: 'degraded_performance' as const };
  await plantPast(sql, { told: [{ ...old, starts_at: days(-400), ends_at: days(-300) }] });
  const { from, until: end, stories, components } = (await snapshotOf(sql)).uptime.timeline.document;
  assert.deepEqual([from, end], ['2025-11-23T00:00:00.000+01:00', '2026-11-24T18:36:00.000+01:00']);
  assert.deepEqual(
    stories.map((story) => [story.name, story.kind, story.status, story.components]),
    [
      ['Database upgrade', 'maintenance', 'scheduled', []],
      ['Outage', 'incident', 'resolved', [web.id]],
      ['Database upgrade', 'maintenance', 'cancelled', []],
      ['Lasting', 'incident', 'resolved', []],
    ],
  );
  // It began with its start date.
  assert.deepEqual(components[0]?.spans, []);
});

test('documents have exactly the keys of their schemas, whatever they name', async () => {
  for (const name of hostileTexts.slice(0, 20)) {
    const hostile = component({ name: 'x', group_id: null, start_date: '2026-09-01' });
    const open = incident({ name: 'y', started_at: hours(-2) });
    await plant(
      sql,
      page({ components: [{ ...hostile, name }], groups: [group({ name: 'g' })], incidents: [{ ...open, name }] }),
    );
    const told = { component_id: hostile.id, incident_id: open.id, status: 'partial_outage' as const };
    await plantPast(sql, {
      told: [{ ...told, starts_at: hours(-2), ends_at: null }],
      corrections: [
        {
          component_id: hostile.id,
          starts_at: hours(-2),
          ends_at: hours(-1),
          counts_as: 'operational',
          reason: name,
        },
      ],
    });
    const { uptime, texts } = await snapshotOf(sql);
    const read = (text = ''): unknown => JSON.parse(text);
    v.parse(strict(schemas.uptimeDocumentSchema), read(uptime.uptime.text));
    v.parse(strict(schemas.timelineDocumentSchema), read(uptime.timeline.text));
    v.parse(strict(schemas.pageDocumentSchema), read(texts['page.json']));
    const detail = read(uptime.detail(hostile.id)?.text);
    const { component: described, stories } = v.parse(schemas.uptimeDetailSchema, detail);
    v.parse(strict(schemas.uptimeDetailSchema), detail);
    assert.deepEqual([described.name, stories[0]?.name], [name, name]);
    await sql`truncate components, component_groups, incidents cascade`;
  }
});

test('equal rows give equal bytes, also by what was kept on disk', async () => {
  await plant(sql, page({ components: [web], incidents: [outage] }));
  const told = { component_id: web.id, incident_id: outage.id, status: 'major_outage' as const };
  await plantPast(sql, { told: [{ ...told, starts_at: hours(-30), ends_at: hours(-20) }] });
  const [one, other] = [await snapshotOf(sql), await snapshotOf(sql)];
  const textsOf = ({ uptime, texts }: typeof one) => [
    ...Object.values(texts),
    uptime.uptime.text,
    uptime.timeline.text,
    uptime.detail(web.id)?.text,
  ];
  assert.deepEqual(textsOf(one), textsOf(other));
  const { state, settings: kept, months, knownSince, beyond, texts: documents, uptime } = one;
  const known = { state, settings: kept, months, knownSince, beyond, documents, verifiedAt: now };
  const onDisk = JSON.parse(JSON.stringify(uptime.known)) as KnownUptime;
  assert.deepEqual(textsOf(recallSnapshot({ ...known, uptime: onDisk }, publicUrl)), textsOf(one));
  const earlier = recallSnapshot(known, publicUrl).uptime.detail(web.id)?.document.component;
  assert.deepEqual([earlier?.since, earlier?.percent.today], [null, null], 'an earlier release kept nothing of it');
});

test('a month of long ago is reckoned from rows that are read for it', async () => {
  const old = component({ name: 'Old', start_date: '2021-01-10' });
  const ago = incident({ name: 'Ago', status: 'resolved', started_at: new Date('2021-02-10T00:00:00Z') });
  await plant(sql, page({ settings: settings('UTC'), components: [old], incidents: [ago] }));
  const told = { component_id: old.id, incident_id: ago.id, status: 'major_outage' as const };
  await plantPast(sql, { told: [{ ...told, starts_at: ago.started_at, ends_at: new Date('2021-02-11T12:00:00Z') }] });
  const { uptime } = await snapshotOf(sql);
  assert.equal(uptime.month('2021-02'), undefined);
  const read = async (name: string) => {
    const month = findMonth(name, 'UTC');
    assert.ok(month);
    return uptime.monthFrom(name, await sql.begin((tx) => readUptimeOfMonth(tx, month, 'UTC')))[0];
  };
  const february = await read('2021-02');
  assert.deepEqual(
    [february?.levels, february?.seconds.major],
    [`${'0'.repeat(9)}33${'0'.repeat(17)}`, 36 * hourSeconds],
  );
  assert.equal(february?.percent, uptimePercent(1 - 1.5 / 28));
  assert.equal((await read('2021-01'))?.levels, `${'-'.repeat(9)}${'0'.repeat(22)}`);
  assert.equal((await read('2020-12'))?.percent, null);
  assert.equal(uptime.month('2026-11')?.[0]?.levels, '0'.repeat(22), 'this month ends with today');
  assert.deepEqual(uptime.monthFrom('2026-12', uptime.known.rows), [], 'nothing is known of months to come');
});
