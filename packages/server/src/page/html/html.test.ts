import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { PageDocument, Summary } from '@allswell/protocol';
import { bumpSeq } from '../../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { component, group, id, incident, maintenance, page, plant, update } from '../testing/rows.ts';
import { takeSnapshot } from '../snapshot.ts';
import { parse, publicUrl, type ServedPage, servePage } from '../testing/serve-page.ts';
import { documentStyle } from './document-style.ts';
import { excerpt } from './excerpt.ts';
import { contentPolicy, originOf } from './policy.ts';
import { documentFor } from './view.ts';

let database: TestDatabase;
let served: ServedPage;
let hostileDatabase: TestDatabase;
let hostile: ServedPage;

/** Everything that has ever ended a string, a tag, a script, a style or an attribute. */
const evil = `"'></script><script>alert(1)</script><img src=x onerror=alert(2)><!-- --></template></status-page></style>&lt;b&gt; \u2028 {{x}} \${y} <!--lit-part--> ?x`;
const unique = (field: string) => `${field} ${evil}`;

const minutesAgo = (amount: number) => new Date(Date.now() - amount * 60_000);
const core = group({ name: 'Core', description: 'What you work with' });
const checkout = component({
  name: 'Checkout',
  group_id: core.id,
  status: 'partial_outage',
  description: 'Cards and wallets',
});
const web = component({ name: 'Web app' });
const open = incident({ name: 'Cards are failing', status: 'identified', started_at: minutesAgo(30) });
const past = incident({ name: 'Search was slow', status: 'resolved', started_at: minutesAgo(3_000) });
const planned = maintenance(0, 0, {
  started_at: minutesAgo(-2_000),
  scheduled_for: minutesAgo(-2_000),
  scheduled_until: minutesAgo(-2_100),
});
const updates = [
  update({ incident_id: open.id, body: 'Some cards are declined.', display_at: minutesAgo(30) }),
  update({ incident_id: open.id, status: 'identified', body: 'It is a certificate.', display_at: minutesAgo(4) }),
  update({ incident_id: past.id, status: 'resolved', body: 'The index is up to date.', display_at: minutesAgo(2_980) }),
  update({ incident_id: planned.id, status: 'scheduled', body: 'Read-only meanwhile.', display_at: minutesAgo(900) }),
];

before(async () => {
  [database, hostileDatabase] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const affected = [{ incident_id: open.id, component_id: checkout.id }];
  await plant(
    database.sql,
    page({ groups: [core], components: [checkout, web], incidents: [open, past, planned], affected, updates }),
  );
  const { settings } = page();
  const badGroup = group({ id: id('badgroup'), name: unique('group'), description: unique('group description') });
  const bad = component({
    id: id('badpart'),
    name: unique('component'),
    description: unique('description'),
    group_id: badGroup.id,
    status: 'major_outage',
  });
  const badIncident = incident({ id: id('badincident'), name: unique('incident'), started_at: minutesAgo(20) });
  const badMaintenance = { ...planned, id: id('badwork'), name: unique('maintenance') };
  await plant(
    hostileDatabase.sql,
    page({
      settings: {
        ...settings,
        name: unique('page'),
        support_url: `https://a.example/?${evil}`,
        logo: `https://b.example/logo.png?${evil}`,
        favicon: `https://c.example/icon.png?${evil}`,
        accent_color: '#123456;}</style><script>alert(3)</script>',
      },
      groups: [badGroup],
      components: [bad],
      incidents: [badIncident, badMaintenance],
      affected: [{ incident_id: badIncident.id, component_id: bad.id }],
      updates: [
        update({ incident_id: badIncident.id, body: unique('body'), display_at: minutesAgo(5) }),
        update({
          incident_id: badMaintenance.id,
          status: 'scheduled',
          body: unique('plan'),
          display_at: minutesAgo(5),
        }),
      ],
    }),
  );
  await database.sql.begin((tx) => bumpSeq(tx));
  await hostileDatabase.sql.begin((tx) => bumpSeq(tx));
  served = await servePage({ sql: database.sql, bundles: { widget, admin: undefined } });
  hostile = await servePage({ sql: hostileDatabase.sql, bundles: { widget, admin: undefined } });
});
after(async () => {
  await Promise.all([served.close(), hostile.close()]);
  await Promise.all([database.drop(), hostileDatabase.drop()]);
});

const widget = { version: '1.2.3', files: { page: 'page-abcdefgh.js' }, read: () => Buffer.from('export {};') };
const bodyOf = (html: string) =>
  html.slice(html.indexOf('<body>')).replace(/<script type="application\/json">.*?<\/script>/s, '');

test('the page without a script tells everything that is known', async () => {
  const { status, text } = await served.ask('/');
  assert.equal(status, 200);
  const body = bodyOf(text);
  const facts = [
    'Fernhill',
    'Minor Service Outage',
    'Cards are failing',
    'It is a certificate.',
    'Some cards are declined.',
  ];
  const more = [
    'Checkout',
    'Cards and wallets',
    'Partial outage',
    'Web app',
    'Operational',
    'Core',
    'Database upgrade',
  ];
  for (const fact of [...facts, ...more, 'Read-only meanwhile.', 'Search was slow', 'The index is up to date.']) {
    assert.ok(body.includes(fact), fact);
  }
  assert.match(body, new RegExp(`data-component-id="${checkout.id}"`));
  assert.match(body, new RegExp(`data-incident-id="${open.id}"`));
  assert.match(body, /data-overall/);
  assert.match(body, /shadowrootmode="open"/);
});

test('an incident has a page of its own, and so has a maintenance', async () => {
  const one = await served.ask(`/incidents/${open.id}`);
  assert.equal(one.status, 200);
  for (const fact of [
    'Cards are failing',
    'It is a certificate.',
    'Some cards are declined.',
    'Identified',
    'Checkout',
  ]) {
    assert.ok(bodyOf(one.text).includes(fact), fact);
  }
  assert.match(one.text, /<title>Cards are failing · Fernhill<\/title>/);
  assert.match(one.text, /content="Identified: It is a certificate\."/);
  const other = await served.ask(`/incidents/${planned.id}?lang=en`);
  assert.equal(other.status, 200);
  assert.ok(bodyOf(other.text).includes('Read-only meanwhile.'));
});

test('the head says what search engines, link previews and phones want to know', async () => {
  const { text } = await served.ask('/?lang=tlh');
  const head = text.slice(0, text.indexOf('</head>'));
  assert.match(head, /<html lang="en" dir="ltr">/);
  assert.match(head, /<title>Minor Service Outage · Fernhill<\/title>/);
  assert.match(
    head,
    /<meta name="description" content="Current status of Fernhill: Minor Service Outage\. Open: Cards are failing\./,
  );
  assert.match(head, new RegExp(`<link rel="canonical" href="${publicUrl}/">`));
  assert.match(head, /<link rel="alternate" type="application\/json" href="\/api\/v2\/summary\.json">/);
  for (const name of ['og:title', 'og:description', 'og:url', 'og:site_name', 'og:type'])
    assert.ok(head.includes(`property="${name}"`));
  assert.match(head, /<meta name="theme-color"/);
  assert.match(head, /<meta name="viewport"/);
  assert.match(head, /<link rel="icon" href="\/favicon\.svg">/);
  assert.doesNotMatch(head, /noindex/);
});

test('a reader may ask for a language that the page does not offer by itself', async () => {
  for (const [lang, direction] of [
    ['de', 'ltr'],
    ['ar', 'rtl'],
  ]) {
    const { text, status } = await served.ask(`/maintenance?lang=${lang}`);
    assert.equal(status, 200);
    assert.match(text, new RegExp(`<html lang="${lang}" dir="${direction}">`));
  }
});

test('the policy allows what stands in the page and nothing else', async () => {
  for (const path of ['/', `/incidents/${open.id}`, '/nothing']) {
    const { headers, text } = await served.ask(path);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'none'; /);
    assert.doesNotMatch(policy, /unsafe|\*|http:/);
    for (const part of [
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      "require-trusted-types-for 'script'",
    ]) {
      assert.ok(policy.includes(part), part);
    }
    const styles = Array.from(text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g), ([, style]) => style ?? '');
    assert.ok(styles.length > 0);
    for (const style of styles) {
      assert.ok(policy.includes(`'sha256-${createHash('sha256').update(style).digest('base64')}'`));
    }
    assert.doesNotMatch(text, /<[a-z][^>]* (style|on[a-z]+)="/, 'neither style attributes nor handlers');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin');
  }
});

test('a page on which one looks for words may send them to ourselves, and no other may send anything', async () => {
  for (const path of ['/history', '/history?q=cards']) {
    assert.match(String((await served.ask(path)).headers['content-security-policy']), /form-action 'self'/, path);
  }
  for (const path of ['/', '/uptime', '/timeline', '/maintenance', '/reports']) {
    const policy = String((await served.ask(path)).headers['content-security-policy'] ?? "form-action 'none'");
    assert.match(policy, /form-action 'none'/, path);
  }
});

test('the browser finds inside the element what the server rendered it from', async () => {
  const { text } = await served.ask('/');
  const [, json] = /<script type="application\/json">(.*?)<\/script>/s.exec(text) ?? [];
  const found = parse<{ summary: Summary; document: PageDocument }>(json);
  assert.deepEqual(found.summary, await served.read('summary.json'));
  const whole = await served.read<PageDocument>('page.json');
  const uptime = Object.fromEntries(
    Object.entries(whole.uptime).map(([id, { percent, levels }]) => [id, { days: [], percent, levels }]),
  );
  assert.deepEqual(Object.keys(uptime).length, 3, 'a group and its components');
  const incidents = whole.incidents.filter(({ resolved_at }) => resolved_at);
  assert.deepEqual(found.document, { ...whole, incidents, uptime }, 'bars without what stands behind each day');
  assert.match(text, /<script type="module" async src="\/assets\/page-abcdefgh\.js"><\/script>/);
});

test('the page carries the newest of what is over, however much the history holds', () => {
  const incidents = Array.from({ length: 200 }, (_, index) =>
    incident({ id: id(), status: 'resolved', started_at: minutesAgo(60 * index + 60) }),
  );
  const snapshot = takeSnapshot(page({ incidents, state: { epoch: 'e', seq: 1, changed_at: new Date() } }), publicUrl);
  const carried = documentFor({ snapshot, subject: { view: 'overview' } });
  assert.deepEqual(
    carried.incidents.map((one) => one.id),
    incidents.slice(0, 10).map((one) => one.id),
  );
});

test('a page about one incident carries that one only', async () => {
  const { text } = await served.ask(`/incidents/${past.id}`);
  const [, json] = /<script type="application\/json">(.*?)<\/script>/s.exec(text) ?? [];
  const { document } = parse<{ document: PageDocument }>(json);
  assert.deepEqual(
    document.incidents.map((one) => one.id),
    [past.id],
  );
});

test('pages are answered like documents: tags, encodings, HEAD, 304', async () => {
  const plainly = await served.ask('/');
  const small = await served.ask('/', { 'accept-encoding': 'br' });
  assert.equal(small.headers['content-encoding'], 'br');
  assert.ok(small.body.length < plainly.body.length / 3);
  assert.equal((await served.ask('/', { 'if-none-match': plainly.headers.etag ?? '' })).status, 304);
  const head = await served.ask('/', {}, 'HEAD');
  assert.equal(head.headers['content-length'], String(plainly.body.length));
  assert.ok(head.headers['allswell-verified-at']);
  assert.equal((await served.ask('/', {}, 'POST')).status, 405);
});

test('nothing here is a decent page that search engines leave out', async () => {
  for (const path of ['/nothing', '/incidents/aaaaaaaaaaaa', '/incidents/', '/assets/missing.js']) {
    const { status, headers, text } = await served.ask(path);
    assert.equal(status, 404, path);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(text, /<h1>There is nothing here<\/h1>/);
    assert.match(text, /<meta name="robots" content="noindex">/);
    assert.match(text, /<a href="\/">/);
    assert.match(text, /Fernhill/);
  }
});

/** The tags of a document, its text taken out as a parser of HTML would. */
function tagsOf(html: string): string[] {
  const json = html.replace(/(<script type="application\/json">).*?(<\/script>)/s, '$1$2');
  return (json.match(/<\/?[a-z][^\s/>]*/gi) ?? []).map((tag) => tag.toLowerCase());
}

test('hostile text in every field stays text in the page, its head and its data', async () => {
  for (const path of ['/', `/incidents/${id('badincident')}`, `/incidents/${id('badwork')}`, '/nothing']) {
    const { text, headers } = await hostile.ask(path);
    const tags = tagsOf(text);
    const scripts = tags.filter((tag) => tag === '<script').length;
    assert.equal(scripts, path === '/nothing' ? 0 : 2, 'the module and the inert data');
    assert.doesNotMatch(text, /<script>|<img src=x|onerror=alert\(2\)>(?!&)/);
    assert.equal(tags.filter((tag) => tag === '</status-page').length, path === '/nothing' ? 0 : 1);
    assert.equal((text.match(/<title>/g) ?? []).length, 1);
    const policy = String(headers['content-security-policy']);
    assert.ok(policy.includes("img-src 'self' data: https://b.example https://c.example;"), policy);
    assert.doesNotMatch(policy, /alert/);
  }
  const { text } = await hostile.ask('/');
  const body = bodyOf(text);
  for (const field of ['page', 'component', 'description', 'group', 'incident', 'body', 'maintenance', 'plan']) {
    assert.ok(body.includes(`${field} &quot;&#39;&gt;&lt;/script&gt;&lt;script&gt;alert(1)`), field);
  }
  const [, json] = /<script type="application\/json">(.*?)<\/script>/s.exec(text) ?? [];
  assert.equal(parse<{ summary: Summary }>(json).summary.page.name, unique('page'), 'and comes back as it was');
});

test('an address of a picture cannot write into the policy', () => {
  assert.deepEqual(originOf('https://cdn.example:8443/x;script-src *'), ['https://cdn.example:8443']);
  assert.deepEqual(originOf('javascript:alert(1)'), []);
  assert.deepEqual(originOf('not an address'), []);
  assert.deepEqual(originOf(null), []);
  assert.match(
    contentPolicy({ styles: [], scripts: false }),
    /^default-src 'none'; style-src 'self'; img-src 'self' data:;/,
  );
});

test('a colour that is none stays out of the style sheet', () => {
  assert.doesNotMatch(documentStyle({ theme: 'auto', accent_color: 'red;}' }), /accent/);
  assert.match(
    documentStyle({ theme: 'dark', accent_color: '#1a4fd6' }),
    /^:root\{color-scheme:dark;--status-accent:#1a4fd6;/,
  );
});

test('a link preview ends with a whole word and never with half a character', () => {
  assert.equal(excerpt('one two  three\nfour', 12), 'one two…');
  assert.equal(excerpt('short', 12), 'short');
  assert.ok(excerpt('😀'.repeat(40), 12).isWellFormed());
});
