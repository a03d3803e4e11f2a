import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { HistoryDocument, PageDocument, Summary } from '@allswell/protocol';
import { pageSentences } from '@allswell/protocol';
import { bumpSeq } from '../../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { until } from '../../testing/until.ts';
import { monthOf, shiftMonth } from '../../time/month.ts';
import { silentLog } from '../../log.ts';
import { Archive } from '../archive.ts';
import type { Prepared } from '../bytes.ts';
import { takeSnapshot } from '../snapshot.ts';
import { component, id, incident, maintenance, page, plant, update } from '../testing/rows.ts';
import { parse, publicUrl, type ServedPage, servePage } from '../testing/serve-page.ts';
import { HtmlPages } from './pages.ts';
import { directionOf } from './languages.ts';
import { sayMonth } from './say.ts';
import { wordsFor } from './words.ts';

let database: TestDatabase;
let served: ServedPage;

const languages = ['en', 'de', 'fr', 'es', 'ar'];
const newest = monthOf(new Date(), 'Europe/Berlin');
const old = shiftMonth(newest, -14);
const minutesFromNow = (amount: number) => new Date(Date.now() + amount * 60_000);
const web = component({ name: 'Web' });
const open = incident({ name: 'Cards are failing', started_at: minutesFromNow(-30) });
const gone = incident({ name: 'Never happened', started_at: minutesFromNow(-60) });
const longAgo = incident({ name: 'Long ago', status: 'resolved', started_at: new Date(`${old}-15T12:00:00Z`) });
const plan = (name: string, from: number) =>
  maintenance(0, 0, {
    name,
    started_at: minutesFromNow(from),
    scheduled_for: minutesFromNow(from),
    scheduled_until: minutesFromNow(from + 60),
  });
const planned = plan('Database upgrade', 600);
const hostile = `</script><script>alert(1)</script><!--`;
const calledOff = { ...plan('Router swap', 900), status: 'completed' as const, cancelled_at: minutesFromNow(-9) };
const files = {
  page: 'page-abcdefgh.js',
  'page/open-subscribe': 'open-subscribe-abcdefgh.js',
  'page/further-views': 'further-views-abcdefgh.js',
  'page/de': 'de-abcdefgh.js',
  'page/subscribe-de': 'subscribe-de-abcdefgh.js',
};
const widget = { version: '1.2.3', files, read: () => Buffer.from('export {};') };

before(async () => {
  database = await createTestDatabase();
  const { settings } = page();
  await plant(
    database.sql,
    page({
      settings: { ...settings, languages, default_language: 'en' },
      components: [web],
      incidents: [open, gone, longAgo, planned, { ...calledOff, resolved_at: minutesFromNow(-9) }],
      updates: [
        update({ incident_id: open.id, body: hostile, display_at: minutesFromNow(-20) }),
        update({ incident_id: calledOff.id, status: 'completed', body: 'Not needed.', display_at: minutesFromNow(-9) }),
      ],
    }),
  );
  // So many that the documents hold nothing of what was long ago.
  await database.sql`
    insert into incidents (id, name, status, started_at, resolved_at)
    select 'many' || lpad(n::text, 8, '0'), 'Recent', 'resolved', at, at
    from generate_series(1, 60) n, lateral (select clock_timestamp() - interval '40 days' - n * interval '1 minute' as at)
  `;
  await database.sql`
    update incidents set deleted_at = '2026-11-20T09:30:00Z' where id = ${gone.id}
  `;
  await database.sql.begin((tx) => bumpSeq(tx));
  served = await servePage({ sql: database.sql, bundles: { widget, admin: undefined } });
});
after(async () => {
  await served.close();
  await database.drop();
});

const titleOf = (html: string) => /<title>(.*?)<\/title>/s.exec(html)?.[1];
const elementOf = (html: string) => /<status-page[^>]*>/.exec(html)?.[0] ?? '';
const dataOf = (html: string) =>
  parse<{ summary: Summary; document: PageDocument; history: HistoryDocument | null }>(
    /<script type="application\/json">(.*?)<\/script>/s.exec(html)?.[1],
  );
const linksOf = (html: string) =>
  Array.from(html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g), ([, lang, href]) => [
    lang,
    href?.replaceAll('&amp;', '&'),
  ]);

for (const lang of languages) {
  test(`every page speaks ${lang}, and says which way it reads`, async () => {
    const words = wordsFor(lang);
    const colon = lang === 'fr' ? ' :' : ':';
    const titles = {
      '/': words.sentences['Minor Service Outage'],
      '/maintenance': words.maintenance,
      '/subscribe': words.subscribe.title,
      '/uptime': words.uptime.title,
      '/uptime?days=365': words.uptime.title,
      [`/uptime/${web.id}`]: `${words.uptime.title}${colon} Web`,
      '/timeline': words.timeline.title,
      '/timeline?span=quarter': words.timeline.title,
      [`/reports/${old}`]: `${words.report.title}${colon} ${sayMonth(old, lang)}`,
      [`/reports/${newest}`]: `${words.report.title}${colon} ${sayMonth(newest, lang)}`,
      '/history': `${words.history}${colon} ${sayMonth(newest, lang)}`,
      [`/history?month=${old}`]: `${words.history}${colon} ${sayMonth(old, lang)}`,
      [`/incidents/${open.id}`]: 'Cards are failing',
    };
    for (const [path, title] of Object.entries(titles)) {
      const { status, text } = await served.ask(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      assert.equal(status, 200, path);
      assert.equal(titleOf(text), `${title} · Fernhill`);
      assert.match(text, new RegExp(`<html lang="${lang}" dir="${directionOf(lang)}">`));
      assert.match(elementOf(text), new RegExp(` locale="${lang}"`));
      assert.match(elementOf(text), / languages="en de fr es ar"/);
      const canonical = lang === 'en' ? path : `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
      assert.ok(text.includes(`<link rel="canonical" href="${publicUrl}${canonical.replace('&', '&amp;')}">`), path);
      assert.ok(text.includes(`<meta property="og:locale" content="${words.ogLocale}">`));
    }
    const missing = await served.ask(`/incidents/${id('nobody')}?lang=${lang}`);
    assert.ok(missing.text.includes(wordsFor(lang).notFound.title) && missing.status === 404);
  });
}

test('each page names itself in every other language', async () => {
  const { text } = await served.ask(`/history?lang=ar&month=${old}`);
  const here = `${publicUrl}/history?month=${old}`;
  assert.deepEqual(linksOf(text), [
    ['en', here],
    ...languages.slice(1).map((lang) => [lang, `${here}&lang=${lang}`]),
    ['x-default', here],
  ]);
});

test('an unknown language gives the default one, and what a browser accepts changes nothing', async () => {
  const plainly = await served.ask('/');
  for (const query of ['?lang=xx', '?lang=', '?lang=en', '?lang=EN', '?utm_source=mail', '?lang=%F0']) {
    const { headers } = await served.ask(`/${query}`);
    assert.equal(headers.etag, plainly.headers.etag, query);
  }
  const { headers } = await served.ask('/', { 'accept-language': 'de' });
  assert.equal(headers.etag, plainly.headers.etag);
  assert.equal(headers.vary, 'Accept-Encoding');
  assert.equal((await served.ask('/?lang=de-AT')).headers.etag, (await served.ask('/?lang=de')).headers.etag);
});

test('a page in one language names no other, and one in a language without words speaks English', async () => {
  const other = await createTestDatabase();
  const settings = { ...page().settings, languages: ['ja'], default_language: 'ja' };
  await plant(other.sql, page({ settings }));
  try {
    await using alone = await servePage({ sql: other.sql });
    const { text } = await alone.ask('/?lang=ja');
    assert.match(text, /<html lang="en" dir="ltr">/);
    assert.deepEqual(linksOf(text), []);
  } finally {
    await other.drop();
  }
});

test('the page of maintenance carries what is planned, and what is over of it', async () => {
  const { text } = await served.ask('/maintenance');
  assert.match(elementOf(text), / view="maintenance"/);
  const { summary, document } = dataOf(text);
  assert.deepEqual(
    summary.scheduled_maintenances.map((one) => one.name),
    ['Database upgrade'],
  );
  assert.deepEqual(
    document.incidents.map((one) => one.name),
    ['Router swap'],
  );
  assert.match(text, /<meta name="description" content="Planned maintenance: Database upgrade\.">/);
});

test('the page of a month carries that month, and no more', async () => {
  const { text } = await served.ask(`/history?month=${old}`);
  assert.match(elementOf(text), new RegExp(` view="history".* month="${old}"`));
  const { history, document } = dataOf(text);
  assert.deepEqual(history, await served.read(`history/${old}.json`));
  assert.deepEqual(document.incidents, []);
  assert.match(text, /content="What happened at Fernhill in .* Incidents: 1\. Maintenance: 0\."/);
  assert.equal(dataOf((await served.ask('/history')).text).history?.month, newest);
});

test('the page on which people subscribe offers feeds and the calendar where no script runs, whatever its query', async () => {
  const { text } = await served.ask('/subscribe?channel=web_push&incident=%22%3E%3Cscript%3E&lang=de');
  assert.match(elementOf(text), / view="subscribe"/);
  assert.doesNotMatch(text, /web_push|&quot;&gt;|"><script>/);
  const [, form = ''] = /<status-subscribe ([\s\S]*)<\/status-subscribe>/.exec(text) ?? [];
  assert.match(form, /^slot="subscribe" src="\/" from-query locale="de"><h1>Neuigkeiten erhalten<\/h1>/);
  assert.deepEqual(
    Array.from(form.matchAll(/href="([^"]+)"/g), ([, href]) => href),
    ['/history.atom?lang=de', '/history.rss?lang=de', '/feed.json?lang=de', '/calendar.ics?lang=de'],
  );
  for (const path of ['history.atom', 'calendar.ics']) assert.equal((await served.ask(`/${path}?lang=de`)).status, 200);
  assert.match(form, /Skripte/);
});

test('what a page will ask for at once is named in its head', async () => {
  const namedIn = async (path: string) => {
    const { text } = await served.ask(path);
    return [
      ...Array.from(
        text.matchAll(/<script type="module" async src="\/assets\/([a-z-]+)-abcdefgh/g),
        ([, name]) => name,
      ),
      ...Array.from(text.matchAll(/<link rel="modulepreload" href="\/assets\/([a-z-]+)-abcdefgh/g), ([, name]) => name),
    ];
  };
  assert.deepEqual(await namedIn('/'), ['page']);
  assert.deepEqual(await namedIn('/?lang=de'), ['page', 'de']);
  assert.deepEqual(await namedIn('/maintenance'), ['page', 'further-views']);
  assert.deepEqual(await namedIn('/subscribe?lang=de'), [
    'page',
    'open-subscribe',
    'de',
    'subscribe-de',
    'further-views',
  ]);
});

test('a month, a component or a day without a page is not found', async () => {
  const paths = [
    ...[`/reports/${shiftMonth(newest, 1)}`, '/reports/2026-13', '/reports/', '/reports/x%00'],
    ...[
      '/uptime/',
      `/uptime/${id('nobody')}`,
      '/uptime/%00',
      '/timeline?until=2001-01-01',
      '/timeline?until=2999-01-01',
    ],
  ];
  for (const path of paths) assert.equal((await served.ask(path)).status, 404, path);
  for (const month of [shiftMonth(newest, 1), shiftMonth(old, -1), 'x', '2026-13', '%00']) {
    assert.equal((await served.ask(`/history?month=${month}`)).status, 404, month);
  }
});

test('the data inside each page is inert, whatever the texts in it say', async () => {
  for (const path of [
    ...['/', `/incidents/${open.id}`, '/maintenance', '/history', '/history?q=cards', '/uptime', `/uptime/${web.id}`],
    ...['/timeline', `/reports/${newest}`],
  ]) {
    const { text } = await served.ask(path);
    assert.equal((text.match(/<script/g) ?? []).length, 2, path);
    assert.doesNotMatch(text, /<script>|<!--(?!\/?lit)/);
    const { summary } = dataOf(text);
    assert.equal(summary.incidents[0]?.incident_updates[0]?.body, hostile);
  }
});

test('an incident that was deleted has a page that says so, and when', async () => {
  const english = await served.ask(`/incidents/${gone.id}`);
  assert.equal(english.status, 410);
  assert.match(english.text, /This incident was deleted/);
  assert.match(english.text, /20 November 2026/);
  assert.match(english.text, /10:30/, 'in the page’s zone');
  assert.match(english.text, /<meta name="robots" content="noindex">/);
  assert.doesNotMatch(english.text, /Never happened/);
  const german = await served.ask(`/incidents/${gone.id}?lang=de`);
  assert.match(german.text, /20\. November 2026/);
  assert.match(german.text, /<a href="\/\?lang=de">/);
});

test('a maintenance that was called off says so in its preview', async () => {
  const { text } = await served.ask(`/incidents/${calledOff.id}`);
  assert.match(text, /<meta name="description" content="Cancelled: Not needed\.">/);
});

test('the sitemap is well formed, names every page in every language, and robots find it', async () => {
  const { status, headers, text } = await served.ask('/sitemap.xml');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'application/xml; charset=utf-8');
  const locations = Array.from(text.matchAll(/<loc>(.*?)<\/loc>/g), ([, url]) => url?.replaceAll('&amp;', '&'));
  for (const lang of languages) {
    const mark = (path: string) =>
      `${publicUrl}${path}${lang === 'en' ? '' : `${path.includes('?') ? '&' : '?'}lang=${lang}`}`;
    for (const path of [
      ...['/', '/maintenance', '/uptime', `/uptime/${web.id}`, '/timeline', '/history', `/history?month=${old}`],
      ...[`/reports/${old}`, `/reports/${newest}`, `/incidents/${open.id}`],
    ]) {
      assert.ok(locations.includes(mark(path)), mark(path));
    }
  }
  assert.ok(!text.includes(gone.id), 'what was deleted is not to be found');
  assert.equal(new Set(locations).size, locations.length);
  assertWellFormed(text);
  assert.match((await served.ask('/robots.txt')).text, new RegExp(`^Sitemap: ${publicUrl}/sitemap\\.xml$`, 'm'));
});

test('the pages of now are made before anybody asks, in every language, and again when they are too old', async () => {
  const made: string[] = [];
  const archive = new Archive({ sql: database.sql, publicUrl, catchUp: () => Promise.resolve() });
  const onMade = (prepared: Prepared) => made.push(titleOf(prepared.identity.toString()) ?? '');
  const html = new HtmlPages({ publicUrl, script: undefined, log: silentLog, archive, verified: () => '', onMade });
  const { settings } = page();
  const state = { epoch: 'e', seq: 1, changed_at: new Date() };
  const snapshot = takeSnapshot(page({ state, settings: { ...settings, languages }, incidents: [open] }), publicUrl);
  archive.publish(snapshot, undefined);
  html.publish(snapshot);
  await until(() => assert.equal(made.length, 25));
  for (const lang of languages) {
    const { maintenance, uptime } = wordsFor(lang);
    for (const title of [maintenance, uptime.title]) assert.ok(made.includes(`${title} · Fernhill`), lang);
  }
  made.length = 0;
  html.checkAge(new Date(), new Date(Date.now() + 91_000));
  await until(() => assert.equal(made.length, 25));
  for (const lang of languages)
    assert.ok(
      made.some((title) => title.startsWith(wordsFor(lang).lastKnown(''))),
      lang,
    );
  html.close();
});

test('each language has a sentence of its own for every status, and its own page for every “no”', () => {
  for (const lang of languages.slice(1)) {
    const words = wordsFor(lang);
    for (const sentence of pageSentences) assert.notEqual(words.sentences[sentence], sentence, lang);
    for (const kind of ['notFound', 'failed', 'later', 'unavailable', 'tooLong'] as const) {
      assert.notEqual(words[kind].title, wordsFor('en')[kind].title, lang);
      assert.notEqual(words[kind].text, wordsFor('en')[kind].text, lang);
    }
  }
});

/** Each tag that is opened is closed in turn, and no text holds what would be markup. */
function assertWellFormed(xml: string): void {
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml[^>]*\?>\n/, '')
    .replace(
      /<(\/?)([\w:]+)((?: [\w:]+="[^"<&]*(?:&amp;[^"<&]*)*")*)(\/?)>/g,
      (_, closing: string, name: string, __, alone: string) => {
        if (closing) assert.equal(open.pop(), name);
        else if (!alone) open.push(name);
        return '';
      },
    );
  assert.deepEqual(open, []);
  assert.doesNotMatch(rest, /[<>]|&(?!amp;)/);
}
