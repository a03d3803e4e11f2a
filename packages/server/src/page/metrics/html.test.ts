import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { MetricsDocument } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import { bumpSeq } from '../../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { until } from '../../testing/until.ts';
import { component, page, plant } from '../testing/rows.ts';
import { parse, type ServedPage, servePage } from '../testing/serve-page.ts';
import { plantMetric, plantPoints, stepAgo } from './testing/plant-metrics.ts';

const rhythm = { gatherMs: 20, furtherMs: 20, pollMs: 100, keepMs: 20, redrawMs: 20 };
const thresholds = { yellow: 300, red: 800, worse: 'above' } as const;
let database: TestDatabase;
let sql: Sql;

before(async () => {
  database = await createTestDatabase();
  ({ sql } = database);
  const settings = { ...page().settings, languages: ['en', 'de', 'fr', 'es', 'ar'] };
  await plant(sql, page({ settings, components: [component({ name: 'Web' })] }));
});
beforeEach(async () => {
  await sql`delete from metrics`;
  await sql.begin((tx) => bumpSeq(tx));
});
after(() => database.drop());

/** What somebody without a script reads of a page: no tags, no styles, no data. */
async function readAsText(served: ServedPage, path: string): Promise<string> {
  const { status, text } = await served.ask(path);
  assert.equal(status, 200);
  const seen = text.replaceAll(/<(script|style|head)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '');
  return seen.replaceAll(/<[^>]*>/g, '').replaceAll(/&nbsp;|\s+/g, ' ');
}

/** The hour and the minute as the clock of the page has them, written as people of that language do. */
function clockIn(lang: string, at: Date): string {
  const hour = lang === 'ar' ? 'numeric' : '2-digit';
  const options = { hour, minute: '2-digit', numberingSystem: 'latn', timeZone: 'Europe/Berlin' } as const;
  const [clock = ''] =
    /\d+:\d+/.exec(new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, options).format(at)) ?? [];
  return clock;
}

test('every language tells the figures without a script: what, how much, how good, when, and the day as a table', async () => {
  const metric = await plantMetric(sql, { name: 'Response time', suffix: 'ms', decimal_places: 1, thresholds });
  const at = await stepAgo(sql, 0);
  await plantPoints(sql, metric, [
    { at: new Date(at.getTime() - 3 * 3_600_000), value: 100 },
    { at, value: 1_234.5 },
  ]);
  await using served = await servePage({ sql, metricsRhythm: rhythm });
  for (const [lang, value, level] of [
    ['en', '1,234.5 ms', 'Poor'],
    ['de', '1.234,5 ms', 'Schlecht'],
    ['fr', '1 234,5 ms', 'Mauvais'],
    ['es', '1234,5 ms', 'Mal'],
    ['ar', '1,234.5 ms', 'سيئ'],
  ] as const) {
    const path = lang === 'en' ? '/' : `/?lang=${lang}`;
    await until(async () => {
      const text = await readAsText(served, path);
      assert.match(text, /Response time/, path);
      assert.ok(text.includes(value), `${path}: ${value}`);
      assert.ok(text.includes(level), `${path}: ${level}`);
      assert.ok(text.includes(clockIn(lang, at)), `${path}: as of ${clockIn(lang, at)}`);
    });
    const { text } = await served.ask(path);
    const [table = ''] = /<details class="table"[\s\S]*?<\/table>/.exec(text) ?? [];
    assert.match(table, /<tr>/, path);
    assert.match(table, /100/, 'the hour in which it was measured first');
    assert.doesNotMatch(table, /(?<![\d.,\s])0[.,]0/, 'what was not measured is not zero');
  }
});

test('the overview moves on with the figures, in every language, while nothing else on the page changes', async () => {
  const metric = await plantMetric(sql, { name: 'Response time', suffix: 'ms', thresholds });
  await using served = await servePage({ sql, metricsRhythm: rhythm });
  const { seq } = served.page.state();
  for (const value of [111, 222]) {
    await plantPoints(sql, metric, [{ at: await stepAgo(sql, 0), value }]);
    for (const path of ['/', '/?lang=de', '/?lang=ar']) {
      await until(async () => assert.match(await readAsText(served, path), new RegExp(`\\b${value}\\s`), path));
    }
  }
  assert.equal(served.page.state().seq, seq, 'no incident has changed');
});

test('the page and the data inside it tell the same figures as the document', async () => {
  const metric = await plantMetric(sql, { name: 'Response time' });
  await plantPoints(sql, metric, [{ at: await stepAgo(sql, 1), value: 321 }]);
  await using served = await servePage({ sql, metricsRhythm: rhythm });
  await until(async () => {
    const { text } = await served.ask('/');
    const [, json = ''] = /<script type="application\/json">([\s\S]*?)<\/script>/.exec(text) ?? [];
    const { metrics } = parse<{ metrics?: MetricsDocument }>(json);
    assert.deepEqual(metrics, await served.read<MetricsDocument>('metrics.json'));
    assert.equal(metrics?.metrics[0]?.value, 321);
  });
  for (const path of ['/history', '/maintenance', '/subscribe']) {
    assert.doesNotMatch((await served.ask(path)).text, /Response time/, path);
  }
});

test('a name that tries to become code stays a name', async () => {
  const name = '</script><script>globalThis.pwned=1</script><img src=x onerror=globalThis.pwned=1>';
  const metric = await plantMetric(sql, { id: 'hostilename0', name, suffix: '"><svg onload=1>' });
  await plantPoints(sql, metric, [{ at: await stepAgo(sql, 1), value: 1 }]);
  await using served = await servePage({ sql, metricsRhythm: rhythm });
  await until(async () => {
    const { text } = await served.ask('/');
    assert.match(text, /&lt;img src=x/);
    assert.doesNotMatch(text, /<img src=x|<script>globalThis|<svg onload/);
  });
});

test('a page without metrics carries nothing of them', async () => {
  await using served = await servePage({ sql, metricsRhythm: rhythm });
  const { text } = await served.ask('/');
  assert.doesNotMatch(text, /status-metrics|show-metrics|"metrics":\{/);
});
