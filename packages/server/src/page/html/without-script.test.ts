import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { HistoryDocument, HistorySearch, ReportDocument, UptimeDetail, UptimeDocument } from '@allswell/protocol';
import { bumpSeq } from '../../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { until } from '../../testing/until.ts';
import { dateOf } from '../../time/days.ts';
import { findMonth, monthOf, shiftMonth } from '../../time/month.ts';
import { component, group, incident, maintenance, page, plant, update } from '../testing/rows.ts';
import { type ServedPage, servePage } from '../testing/serve-page.ts';
import { plantPast } from '../uptime/testing/plant-past.ts';
import { sayMonth, sayPercent } from './say.ts';

// What somebody reads of each page whose browser runs no script: every fact that is in the documents.

let database: TestDatabase;
let served: ServedPage;

const zone = 'Europe/Berlin';
const languages = ['en', 'de', 'fr', 'es', 'ar'];
const newest = monthOf(new Date(), zone);
const last = shiftMonth(newest, -1);
const old = shiftMonth(newest, -15);
const hourMs = 3_600_000;
/** A moment of last month, some hours after it began. */
const hours = (amount: number) => new Date((findMonth(last, zone)?.startsAt.getTime() ?? NaN) + amount * hourMs);
const core = group({ name: 'Core' });
const web = component({ name: 'Web', group_id: core.id, start_date: `${old}-01` });
const api = component({ name: 'API', group_id: core.id, position: 2, start_date: `${old}-01` });
const help = component({ name: 'Help centre', position: 3, start_date: `${last}-20` });
const over = (name: string, from: number, to: number) =>
  incident({ name, status: 'resolved', impact: 'major', started_at: hours(from), resolved_at: hours(to) });
// Over midnight, so that two days tell of it.
const outage = over('Cards were declined', 70, 80);
const alarm = over('Sensor trouble', 200, 203);
const work = maintenance(0, 0, {
  name: 'Disk swap',
  status: 'completed',
  started_at: hours(300),
  scheduled_for: hours(300),
  scheduled_until: hours(304),
  resolved_at: hours(304),
});
const planned = maintenance(0, 0, {
  name: 'Router swap',
  started_at: new Date(Date.now() + 50 * hourMs),
  scheduled_for: new Date(Date.now() + 50 * hourMs),
  scheduled_until: new Date(Date.now() + 52 * hourMs),
});
const longAgo = incident({
  name: 'A slow winter',
  status: 'resolved',
  started_at: new Date(`${old}-15T12:00:00Z`),
  resolved_at: new Date(`${old}-16T12:00:00Z`),
});

before(async () => {
  database = await createTestDatabase();
  const { sql } = database;
  const stories = [outage, alarm, work, planned, longAgo];
  await plant(
    sql,
    page({
      settings: { ...page().settings, languages },
      groups: [core],
      components: [web, api, help],
      incidents: stories,
      affected: stories.map(({ id }) => ({ incident_id: id, component_id: web.id })),
      updates: stories.map((story) =>
        update({ incident_id: story.id, body: `What was said of ${story.name}.`, display_at: story.started_at }),
      ),
    }),
  );
  const tell = (
    story: typeof outage,
    status: 'major_outage' | 'partial_outage' | 'under_maintenance' | 'degraded_performance',
  ) => ({
    component_id: web.id,
    incident_id: story.id,
    status,
    starts_at: story.started_at,
    ends_at: story.resolved_at,
  });
  await plantPast(sql, {
    told: [
      tell(outage, 'major_outage'),
      tell(alarm, 'partial_outage'),
      tell(work, 'under_maintenance'),
      tell(longAgo, 'degraded_performance'),
    ],
    corrections: [
      {
        component_id: web.id,
        starts_at: hours(200),
        ends_at: hours(203),
        counts_as: 'operational',
        reason: 'The sensor was wrong.',
      },
    ],
  });
  await sql.begin((tx) => bumpSeq(tx));
  served = await servePage({ sql, pollMs: 3_600_000 });
});
after(async () => {
  await served.close();
  await database.drop();
});

/** What is to be read of a page: no tags, no styles, no data. Blanks of any kind are one blank. */
async function readAsText(path: string, lang = 'en'): Promise<string> {
  const url = lang === 'en' ? path : `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
  return until(async () => {
    const { status, text } = await served.ask(url);
    assert.equal(status, 200, url);
    const seen = text.replaceAll(/<(script|style|head)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '');
    return seen
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/&nbsp;|[\s\u2066-\u2069]+/g, ' ')
      .replaceAll(/ +(?=[.,;:)])/g, '');
  });
}

function assertSays(text: string, facts: readonly string[], where: string): void {
  for (const fact of facts) assert.ok(text.includes(fact.replaceAll(/\s+/g, ' ')), `${where} does not say ${fact}`);
}

const percentOf = (percent: number | null, lang: string) => (percent === null ? '–' : sayPercent(percent, lang));
const detailOf = (id: string) => served.read<UptimeDetail>(`uptime/${id}.json`);
/** A day as English pages name it, without its weekday and year. */
const dayOf = (instant: Date) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: zone }).format(instant);
const clockOf = (instant: Date) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(instant);

test('the overview says of each component and group how much of 90 days it was up', async () => {
  const { components } = await served.read<UptimeDocument>('uptime.json');
  assert.equal(components.length, 4);
  for (const lang of languages) {
    const facts = components.flatMap(({ name, percent }) => [name, percentOf(percent[90], lang)]);
    assertSays(await readAsText('/', lang), facts, `/ in ${lang}`);
  }
});

test('the page of uptime says five percentages of each, in every language and for every number of days', async () => {
  const { components } = await served.read<UptimeDocument>('uptime.json');
  for (const lang of languages) {
    const facts = components.flatMap(({ name, percent }) => [
      name,
      ...Object.values(percent).map((one) => percentOf(one, lang)),
    ]);
    assertSays(await readAsText('/uptime', lang), facts, `/uptime in ${lang}`);
  }
  for (const days of ['30', '60', '365']) {
    assertSays(await readAsText(`/uptime?days=${days}`), [web.name, `${days} days`], days);
  }
});

test('a component says why: its spans, what they count as, what is left out, the weights and the formula', async () => {
  const path = `/uptime/${web.id}`;
  const { component: told, days, sums, weights } = await detailOf(web.id);
  const text = await readAsText(path);
  const stories = [outage, alarm, work];
  const moments = [outage.started_at, outage.resolved_at, alarm.started_at, work.started_at].map(
    (at) => at ?? hours(0),
  );
  assertSays(
    text,
    [
      ...stories.map(({ name }) => name),
      ...moments.flatMap((at) => [dayOf(at), clockOf(at)]),
      ...['Major outage', 'Partial outage', 'Operational', 'Maintenance', '10 hours', '3 hours', '4 hours'],
      ...['Corrected: The sensor was wrong.', 'Left out', 'Weight: 1'],
      ...Object.values(told.percent).map((one) => percentOf(one, 'en')),
    ],
    path,
  );
  assert.deepEqual([sums[90].major, sums[90].maintenance, sums[90].partial], [36_000, 14_400, 0]);
  assert.match(text, /100 × \(1 − \(10 hrs × 1\) ÷ \(\d+ days .*? − 4 hrs maintenance\)\) = 99\.\d\d%, rounded down/);
  assert.equal(weights.length, 1);
  assert.match(text, /Major outage 1, Partial outage 0\.3, Degraded performance 0/);
  // Each day on which something was is there, with its percentage.
  assert.ok(days.length >= 4);
  for (const { date, percent } of days) {
    const day = dayOf(new Date(`${date}T12:00:00Z`));
    assert.match(
      text,
      new RegExp(`${day} ${date.slice(0, 4)}.{0,60}?${percentOf(percent, 'en').replace('.', '\\.')}`),
      date,
    );
  }
  for (const lang of languages.slice(1)) {
    const facts = [
      ...stories.map(({ name }) => name),
      ...Object.values(told.percent).map((one) => percentOf(one, lang)),
      'The sensor was wrong.',
    ];
    assertSays(await readAsText(path, lang), facts, `${path} in ${lang}`);
  }
});

test('a group says that it is the mean of its components, and of which', async () => {
  const path = `/uptime/${core.id}`;
  const { component: told } = await detailOf(core.id);
  for (const lang of languages) {
    const facts = ['Core', 'Web', 'API', ...Object.values(told.percent).map((one) => percentOf(one, lang))];
    assertSays(await readAsText(path, lang), facts, `${path} in ${lang}`);
  }
  assertSays(await readAsText(path), ['÷ 2 =', outage.name, alarm.name], path);
});

test('the timeline says what was when, what goes with what, and what is planned', async () => {
  for (const lang of languages) {
    const text = await readAsText('/timeline?span=quarter', lang);
    assertSays(text, ['Web', 'API', 'Help centre', outage.name, alarm.name, work.name], `/timeline in ${lang}`);
  }
  const text = await readAsText('/timeline?span=quarter');
  for (const at of [outage.started_at, outage.resolved_at, work.started_at]) {
    assert.ok(at);
    assertSays(text, [dayOf(at), clockOf(at)], 'the timeline');
  }
  assertSays(text, ['10 hours', 'Web: Major outage', 'Web: Partial outage', 'Web: Maintenance'], 'the timeline');
  const until = dateOf(planned.started_at, zone);
  const ahead = await readAsText(`/timeline?span=week&until=${until}`);
  assertSays(ahead, [planned.name, dayOf(planned.started_at), clockOf(planned.started_at)], 'the days to come');
  const ofOneDay = await readAsText(`/timeline?span=day&until=${dateOf(outage.started_at, zone)}`);
  assertSays(ofOneDay, [outage.name], 'the day');
  assert.ok(!ofOneDay.includes(alarm.name), 'and nothing of other days');
});

test('a month says on which days something was, what, and where the other months are', async () => {
  const path = `/history?month=${last}`;
  const { days = [], months = [] } = await served.read<HistoryDocument>(`history/${last}.json`);
  assert.ok(days.length >= 4);
  const names = new Map([outage, alarm, work].map(({ id, name }) => [id, name]));
  const text = await readAsText(path);
  for (const { date, stories } of days) {
    for (const id of stories) assertSays(text, [`${Number(date.slice(8))}, ${names.get(id)}`], date);
  }
  assert.deepEqual(months.toSorted(), [old, last, newest]);
  for (const lang of languages) {
    const facts = [sayMonth(last, lang), `What was said of ${outage.name}.`, `What was said of ${work.name}.`];
    assertSays(await readAsText(path, lang), facts, `${path} in ${lang}`);
  }
  const { text: html } = await served.ask(`${path}&lang=de`);
  for (const month of [old, newest]) assert.match(html, new RegExp(`href="/history\\?month=${month}&amp;lang=de"`));
  assert.match(html, new RegExp(`href="/reports/${last}\\?lang=de"`));
  assert.match(html, /<form[^>]* action="\/history"/);
  assert.match(html, /<input[^>]* name="lang"[^>]* value="de"|<input[^>]* value="de"[^>]* name="lang"/);
});

test('what was looked for says how much there is of it, what it is and what was said', async () => {
  const path = '/history?q=swap';
  const found = await until(() => served.read<HistorySearch>('history/search.json?q=swap'));
  assert.equal(found.count, 2);
  for (const lang of languages) {
    const text = await readAsText(path, lang);
    assertSays(
      text,
      found.stories.flatMap(({ name, excerpt }) => [name, excerpt]),
      `${path} in ${lang}`,
    );
    const { text: html } = await served.ask(`${path}&lang=${lang}`);
    assert.match(html, /<input[^>]* value="swap"/, 'it can be changed');
    assert.match(html, /<meta name="robots" content="noindex">/);
  }
  const nothing = await readAsText('/history?q=nothingofthekind');
  assert.ok(!nothing.includes(outage.name));
});

test('hostile words in a search stay words', async () => {
  const evil = `"'></script><script>alert(1)</script><img src=x onerror=alert(2)><!--`;
  const html = await until(async () => {
    const { status, text } = await served.ask(`/history?q=${encodeURIComponent(evil)}`);
    assert.equal(status, 200);
    return text;
  });
  assert.doesNotMatch(html, /<script>|<img src=x/);
  assert.match(html, /&lt;img src=x|&lt;script/);
});

test('too long a search is told so, kindly, and leads back; an empty one shows the month', async () => {
  for (const lang of languages) {
    const { status, text } = await served.ask(`/history?q=${'x'.repeat(201)}&lang=${lang}`);
    assert.equal(status, 422);
    assert.match(text, /<a href="\/history/);
    assert.match(text, /200/);
  }
  const { text: month } = await served.ask('/history');
  for (const query of ['?q=', '?q=%20%0a', '?q=%00']) {
    assert.equal((await served.ask(`/history${query}`)).text, month, query);
  }
});

test('a report says the numbers, each component, each incident and each maintenance of its month', async () => {
  const path = `/reports/${last}`;
  const { components, stories, numbers } = await served.read<ReportDocument>(`reports/${last}.json`);
  assert.deepEqual([numbers.incidents, numbers.maintenances, stories.length], [2, 1, 3]);
  for (const lang of languages) {
    const text = await readAsText(path, lang);
    const facts = [
      sayMonth(last, lang),
      ...components.flatMap(({ name, percent }) => [name, percentOf(percent, lang)]),
      ...stories.map(({ name }) => name),
    ];
    assertSays(text, facts, `${path} in ${lang}`);
  }
  const text = await readAsText(path);
  const facts = [
    '10 hours',
    '3 hours',
    '4 hours',
    '6 hours 30 minutes',
    dayOf(outage.started_at),
    clockOf(work.started_at),
  ];
  assertSays(text, facts, path);
  assertSays(await readAsText(`/reports/${old}`), [longAgo.name, '1 day', sayMonth(old, 'en')], 'the old one');
});
