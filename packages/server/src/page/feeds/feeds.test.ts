import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileTexts } from '@allswell/protocol/fixtures';
import fc from 'fast-check';
import { hostileText } from '../../testing/hostile-text.ts';
import { countElements, hasXmllint } from '../../testing/xmllint.ts';
import { clean, cleanLine } from '../../text/clean.ts';
import { parse } from '../../text/parse.ts';
import type { PageRows, WithdrawnRow } from '../read.ts';
import { component, group, id, incident, maintenance, minutes, page, update } from '../testing/rows.ts';
import { feedFormats } from './address.ts';
import { type ReadFeed, readFeed, textOf } from './testing/read-feed.ts';
import { type WriteOptions, written } from './testing/write-feeds.ts';

const shop = group({ name: 'Shop' });
const cart = component({ name: 'Cart', group_id: shop.id });
const mail = component({ name: 'Mail', position: 2 });
const broken = incident({ name: 'Carts are empty', impact: 'major', started_at: minutes(-60) });
const planned = maintenance(600, 660, { name: 'New disks', updated_at: minutes(-20) });
const past = incident({ name: 'Mail was late', status: 'resolved', started_at: minutes(-3_000) });
const rows: Partial<PageRows> = {
  groups: [shop],
  components: [cart, mail],
  incidents: [broken, planned, past],
  affected: [
    { incident_id: broken.id, component_id: cart.id },
    { incident_id: past.id, component_id: mail.id },
  ],
  updates: [
    update({ id: id('u1'), incident_id: broken.id, body: 'We look.', display_at: minutes(-60) }),
    update({
      id: id('u2'),
      incident_id: broken.id,
      status: 'identified',
      body: 'A bad disk.',
      display_at: minutes(-10),
    }),
    update({
      id: id('u3'),
      incident_id: planned.id,
      status: 'scheduled',
      body: 'Read-only.',
      display_at: minutes(-20),
    }),
    update({ id: id('u4'), incident_id: past.id, status: 'resolved', body: 'Over.', display_at: minutes(-2_980) }),
  ],
};
const withdrawn: WithdrawnRow = {
  id: id('gone'),
  version: 4,
  scheduled_for: null,
  scheduled_until: null,
  started_at: minutes(-100),
  created_at: minutes(-100),
  deleted_at: minutes(-5),
  series_id: null,
  component_ids: [mail.id],
  update_ids: [id('g2'), id('g1')],
};

async function read(format: (typeof feedFormats)[number], more: Partial<PageRows> = {}, options: WriteOptions = {}) {
  return readFeed[format](await written(format, { ...rows, ...more }, options));
}
const nth = (letter: string, index: number) => id(letter + String(index).padStart(4, '0'));
const titles = (feed: ReadFeed) => feed.entries.map((entry) => entry.title);
const entryOf = (feed: ReadFeed, title: string) => {
  const found = feed.entries.find((entry) => entry.title === title);
  assert.ok(found, `${title} is in the feed`);
  return found;
};

for (const format of feedFormats) {
  test(`${format}: each incident and maintenance is one entry with all that was said, the latest change first`, async () => {
    const feed = await read(format);
    assert.equal(feed.title, 'Fernhill: incidents and maintenance');
    assert.equal(feed.author, 'Fernhill');
    assert.equal(feed.language, 'en');
    assert.deepEqual(new Set(titles(feed)), new Set(['New disks', 'Carts are empty', 'Mail was late']));
    assert.equal(titles(feed).at(-1), 'Mail was late');
    const text = textOf(entryOf(feed, 'Carts are empty').html);
    assert.match(text, /Affects: Cart.*Identified · 22 November 2026.*A bad disk\..*Investigating · .*We look\./s);
    assert.equal(entryOf(feed, 'Carts are empty').summary, 'Identified: A bad disk.');
    assert.match(textOf(entryOf(feed, 'New disks').html), /Planned from 23 November 2026.* to 23 November 2026/);
    assert.deepEqual(entryOf(feed, 'New disks').tags, ['Planned maintenance', 'Planned']);
  });

  test(`${format}: an edit is seen by its time, under the same id`, async () => {
    const before = entryOf(await read(format), 'Carts are empty');
    const edited = rows.updates?.map((row) =>
      row.id === id('u1')
        ? { ...row, body_nodes: parse('We know.'), edited_at: minutes(-1), updated_at: minutes(-1) }
        : row,
    );
    const after = entryOf(await read(format, { updates: edited ?? [] }), 'Carts are empty');
    assert.equal(after.id, before.id);
    assert.match(textOf(after.html), /edited 22 November 2026.*We know\./s);
    assert.equal(Date.parse(after.updated ?? ''), minutes(-1).getTime());
    assert.ok(Date.parse(after.updated ?? '') > Date.parse(before.updated ?? ''));
    assert.equal(after.published, before.published);
  });

  test(`${format}: an update that was taken back is told of, its words are not, and the time does not go back`, async () => {
    const left = (rows.updates ?? []).filter((row) => row.id !== id('u2'));
    const gone = { id: id('u2'), incident_id: broken.id, display_at: minutes(-10), deleted_at: minutes(-2) };
    const after = entryOf(await read(format, { updates: left, deletedUpdates: [gone] }), 'Carts are empty');
    assert.match(textOf(after.html), /An update of 22 November 2026.* was deleted on 22 November 2026/);
    assert.doesNotMatch(after.html ?? '', /bad disk/);
    assert.equal(Date.parse(after.updated ?? ''), minutes(-2).getTime());
  });

  test(`${format}: what was deleted is replaced by that it was, whole and by update`, async () => {
    const entry = entryOf(await read(format, { withdrawn: [withdrawn] }), 'This incident was deleted');
    assert.equal(entry.id, `tag:${id('fernhill')},2026:incident/${id('gone')}`);
    assert.match(textOf(entry.html), /was taken away on 22 November 2026/);
    assert.equal(Date.parse(entry.updated ?? ''), minutes(-5).getTime());
    const perUpdate = await read(format, { withdrawn: [withdrawn] }, { perUpdate: true });
    const ids = perUpdate.entries.filter(({ title }) => title === 'This incident was deleted').map((one) => one.id);
    assert.deepEqual(
      ids.sort(),
      ['g1', 'g2'].map((one) => `tag:${id('fernhill')},2026:update/${id(one)}`),
    );
  });

  test(`${format}: one entry for each update on request`, async () => {
    const feed = await read(format, {}, { perUpdate: true });
    assert.deepEqual(
      new Set(titles(feed)),
      new Set([
        'Identified: Carts are empty',
        'Investigating: Carts are empty',
        'Planned: New disks',
        'Resolved: Mail was late',
      ]),
    );
    assert.match(feed.self ?? '', /\?per=update$/);
    assert.equal(new Set(feed.entries.map((entry) => entry.id)).size, 4);
  });

  test(`${format}: ids outlive new names, another language and another domain`, async () => {
    const ids = (feed: ReadFeed) => feed.entries.map((entry) => entry.id).sort();
    const before = ids(await read(format));
    const renamed = (rows.incidents ?? []).map((row) => ({ ...row, name: `Renamed ${row.name}` }));
    const settings = { ...page().settings, name: 'Oakhill', languages: ['en', 'de'] };
    const elsewhere = { publicUrl: 'https://status.oakhill.example', lang: 'de' };
    assert.deepEqual(ids(await read(format, { incidents: renamed, settings }, elsewhere)), before);
    assert.ok(before.every((one) => one?.startsWith('tag:')));
  });

  test(`${format}: a component has its own feed, and a group that of its components`, async () => {
    const ofMail = await read(format, { withdrawn: [withdrawn] }, { componentId: mail.id });
    assert.equal(ofMail.title, 'Fernhill, Mail: incidents and maintenance');
    assert.deepEqual(new Set(titles(ofMail)), new Set(['This incident was deleted', 'Mail was late']));
    assert.match(ofMail.self ?? '', new RegExp(`/components/${mail.id}/`));
    assert.deepEqual(titles(await read(format, { withdrawn: [withdrawn] }, { componentId: shop.id })), [
      'Carts are empty',
    ]);
  });

  test(`${format}: a page speaks the language that is asked for, and names its hub in its main one`, async () => {
    const hub = 'https://hub.example/';
    const german = await read(format, {}, { lang: 'de', hub });
    assert.equal(german.language, 'de');
    assert.equal(german.title, 'Fernhill: Störungen und Wartungen');
    assert.match(textOf(entryOf(german, 'Carts are empty').html), /Betrifft: Cart.*Ursache gefunden/s);
    assert.match(german.self ?? '', /\?lang=de$/);
    assert.equal(german.hub, undefined);
    assert.equal((await read(format, {}, { hub })).hub, hub);
  });

  test(`${format}: what was called off says so`, async () => {
    const off = { ...planned, status: 'completed' as const, cancelled_at: minutes(-3), resolved_at: minutes(-3) };
    const last = update({ incident_id: planned.id, status: 'completed', body: 'Not today.', display_at: minutes(-3) });
    const feed = await read(format, { incidents: [off], updates: [...(rows.updates ?? []), last] });
    assert.equal(entryOf(feed, 'Cancelled: New disks').summary, 'Cancelled: Not today.');
  });

  test(`${format}: of a series only the next date is news, and the one that was told of is taken back`, async () => {
    const dates = [1, 2, 3].map((week) =>
      maintenance(week * 10_080, week * 10_080 + 60, {
        id: id(`s${week}`),
        name: `Week ${week}`,
        series_id: 'series000001',
      }),
    );
    assert.deepEqual(titles(await read(format, { incidents: dates, updates: [] })), ['Week 1']);
    const gone = dates.map(
      (row): WithdrawnRow => ({
        ...withdrawn,
        ...row,
        component_ids: [],
        version: 2,
        deleted_at: minutes(-1),
      }),
    );
    const feed = await read(format, { incidents: [], updates: [], withdrawn: gone });
    assert.deepEqual(
      feed.entries.map((entry) => entry.id),
      [`tag:${id('fernhill')},2026:incident/${id('s1')}`],
    );
  });

  test(`${format}: hostile names and texts stay text, and no link leads to a script`, async () => {
    const incidents = hostileTexts.map((name, index) => incident({ id: nth('h', index), name }));
    const updates = hostileTexts.map((body, index) =>
      update({ incident_id: nth('h', index), body, body_nodes: parse(body) }),
    );
    const text = await written(format, {
      settings: { ...page().settings, name: hostileTexts[7] },
      components: [component({ name: hostileTexts[0], id: id('web') })],
      affected: incidents.map((row) => ({ incident_id: row.id, component_id: id('web') })),
      incidents,
      updates,
    });
    const feed = readFeed[format](text);
    assert.deepEqual(new Set(titles(feed)), new Set(hostileTexts.map(cleanLine)));
    for (const { html = '' } of feed.entries) {
      assert.doesNotMatch(
        html,
        /<(?!\/?(?:p|strong|em|code|pre|ul|ol|li)>|br>|\/time>|time datetime="[^"<]*">|\/a>|a href="(?:https?:|mailto:)[^"<]*">)/,
      );
    }
    assert.doesNotMatch(text, /CDATA/);
  });

  test(`${format}: any text comes out as it went in, but for what no feed can carry`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(hostileText(), hostileText(400)), { minLength: 1, maxLength: 8 }),
        async (texts) => {
          const incidents = texts.map(([name], index) => incident({ id: nth('f', index), name }));
          const updates = texts.map(([, body], index) =>
            update({
              incident_id: nth('f', index),
              body_nodes: [
                {
                  type: 'paragraph',
                  children: [{ type: 'link', url: body, children: [{ type: 'text', value: body }] }],
                },
              ],
            }),
          );
          const feed = readFeed[format](await written(format, { incidents, updates }));
          assert.equal(feed.entries.length, texts.length);
          for (const [index, [name, body]] of texts.entries()) {
            const entry = feed.entries.find((one) => one.id?.endsWith(nth('f', index)));
            assert.equal(entry?.title ?? '', cleanLine(name));
            assert.ok(textOf(entry?.html).includes(clean(body)), JSON.stringify({ body, html: entry?.html }));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
}

test('an independent XML reader finds just the elements of the feed, whatever the texts say', {
  skip: !hasXmllint,
}, async () => {
  const name = (index: number) => fc.sample(hostileText(), { numRuns: 1, seed: index })[0] ?? '';
  const plain = Array.from({ length: 30 }, (_, index) => incident({ id: nth('x', index), name: 'Quiet' }));
  const hostile = plain.map((row, index) => ({ ...row, name: name(index) }));
  const updatesWith = (body: (index: number) => string) =>
    plain.map((row, index) => update({ incident_id: row.id, body_nodes: parse(body(index)) }));
  for (const format of ['atom', 'rss'] as const) {
    const quiet = await written(format, { incidents: plain, updates: updatesWith(() => 'Words.') });
    const loud = await written(format, { incidents: hostile, updates: updatesWith((index) => name(index + 1_000)) });
    const [expected, found] = countElements([quiet, loud]);
    assert.ok(expected && expected > 100);
    assert.equal(found, expected);
  }
});

test('an empty page has feeds that say since when it is there', async () => {
  const feed = readFeed.atom(await written('atom', { components: [mail] }));
  assert.deepEqual(feed.entries, []);
  assert.equal(Date.parse(feed.updated ?? ''), mail.created_at.getTime());
});

test('equal knowledge gives equal bytes', async () => {
  for (const format of [...feedFormats, 'calendar', 'badge'] as const) {
    assert.equal(await written(format, rows), await written(format, rows));
  }
});

test('a feed of very long texts ends where readers would give up', async () => {
  const many = Array.from({ length: 60 }, (_, index) => incident({ id: nth('l', index), name: `Long ${index}` }));
  const updates = many.map(({ id: incident_id }) => update({ incident_id, body: 'x'.repeat(25_000) }));
  const text = await written('json', { incidents: many, updates });
  const { entries } = readFeed.json(text);
  assert.ok(entries.length >= 10 && entries.length < 50, `${entries.length}`);
  assert.equal(readFeed.json(await written('json', { incidents: many })).entries.length, 50);
});
