import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostileText } from '../../testing/hostile-text.ts';
import { composeCalendar, type PlannedEvent } from '../../calendar/compose-calendar.ts';
import { clean, cleanLine } from '../../text/clean.ts';
import { type WriteOptions, written } from '../feeds/testing/write-feeds.ts';
import type { PageRows, WithdrawnRow } from '../read.ts';
import { component, id, incident, maintenance, minutes, now, page, update } from '../testing/rows.ts';
import { publicUrl } from '../testing/serve-page.ts';
import { readCalendar } from './testing/read-calendar.ts';

const cart = component({ name: 'Cart' });
const disks = maintenance(600, 660, { name: 'New disks; two, or three', updated_at: minutes(-20) });
const over = maintenance(-90_000, -89_900, { name: 'Old cables', status: 'completed' });
const rows: Partial<PageRows> = {
  components: [cart, component({ name: 'Mail', position: 2 })],
  incidents: [disks, over, incident({ name: 'Carts are empty' })],
  affected: [{ incident_id: disks.id, component_id: cart.id }],
  updates: [update({ incident_id: disks.id, status: 'scheduled', body: 'Read-only, meanwhile.' })],
};
const withdrawn: WithdrawnRow = {
  id: id('gone'),
  version: 4,
  scheduled_for: minutes(2_000),
  scheduled_until: minutes(2_060),
  started_at: minutes(2_000),
  created_at: minutes(-100),
  deleted_at: minutes(-5),
  series_id: 'series000001',
  component_ids: [cart.id],
  update_ids: [],
};

const propertiesOfAnEntry = new Set(
  'uid sequence dtstamp dtstart dtend summary transp description status x-microsoft-cdo-busystatus last-modified'.split(
    ' ',
  ),
);

const read = async (more: Partial<PageRows> = {}, options?: WriteOptions) =>
  readCalendar(await written('calendar', { ...rows, ...more }, options));

test('a maintenance is an entry with its time, its words and its page; incidents are none', async () => {
  const { name, method, refresh, events } = await read();
  assert.deepEqual([name, method, refresh], ['Fernhill: maintenance', 'PUBLISH', 'PT15M']);
  assert.deepEqual(
    events.map(({ summary }) => summary),
    ['New disks; two, or three', 'Old cables'],
  );
  const [event] = events;
  assert.equal(event?.uid, `${disks.id}@${id('fernhill')}`);
  assert.deepEqual([event?.start, event?.end], [minutes(600).toISOString(), minutes(660).toISOString()]);
  assert.equal(event?.description, `Read-only, meanwhile.\n\nAffects: Cart\n\n${publicUrl}/incidents/${disks.id}`);
  assert.equal(event?.url, `${publicUrl}/incidents/${disks.id}`);
  assert.deepEqual([event?.status, event?.sequence], ['CONFIRMED', 1]);
});

test('a maintenance that was moved is the same entry with a greater sequence', async () => {
  const moved = { ...disks, scheduled_for: minutes(900), scheduled_until: minutes(960), updated_at: minutes(-1) };
  const { events } = await read({ incidents: [moved], versions: [{ id: disks.id, version: 2 }] });
  assert.deepEqual(
    events.map(({ uid, sequence, start }) => [uid, sequence, start]),
    [[`${disks.id}@${id('fernhill')}`, 2, minutes(900).toISOString()]],
  );
  assert.equal(events[0]?.modified, minutes(-1).toISOString());
});

test('what was called off stays, cancelled', async () => {
  const off = { ...disks, status: 'completed' as const, cancelled_at: minutes(-3), resolved_at: minutes(-3) };
  const { events } = await read({ incidents: [off] });
  assert.deepEqual(
    events.map(({ status, summary }) => [status, summary]),
    [['CANCELLED', 'Cancelled: New disks; two, or three']],
  );
});

test('what was deleted stays for weeks, cancelled, without what it said; dates of a series that was ended, too', async () => {
  const { events } = await read({ incidents: [], withdrawn: [withdrawn] });
  assert.deepEqual(
    events.map(({ uid, status, sequence, summary, url }) => ({ uid, status, sequence, summary, url })),
    [
      {
        uid: `${id('gone')}@${id('fernhill')}`,
        status: 'CANCELLED',
        sequence: 4,
        summary: 'This maintenance was deleted',
        url: undefined,
      },
    ],
  );
});

test('every planned date of a series is an entry', async () => {
  const dates = [1, 2, 3].map((week) =>
    maintenance(week * 10_080, week * 10_080 + 60, { id: id(`s${week}`), series_id: 'series000001' }),
  );
  assert.equal((await read({ incidents: dates })).events.length, 3);
});

test('a component has its own calendar', async () => {
  const { name, events } = await read({ withdrawn: [withdrawn] }, { componentId: cart.id });
  assert.equal(name, 'Fernhill, Cart: maintenance');
  assert.deepEqual(
    new Set(events.map(({ uid }) => uid)),
    new Set([disks, withdrawn].map((row) => `${row.id}@${id('fernhill')}`)),
  );
  assert.deepEqual((await read({}, { componentId: id('mail') })).events, []);
});

test('the name of a page is escaped like every text', async () => {
  const settings = { ...page().settings, name: 'Fern, hill; \\n & "Co"' };
  assert.equal((await read({ settings })).name, 'Fern, hill; \\n & "Co": maintenance');
});

test('lines end in CR LF, have 75 octets at most, and cut no character', async () => {
  const name = `${'🙂é漢,'.repeat(40)}`;
  const text = await written('calendar', { ...rows, incidents: [{ ...disks, name }] });
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
  assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/);
  for (const line of text.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(line.isWellFormed(), line);
  }
  assert.equal(readCalendar(text).events[0]?.summary, name);
});

test('any text comes out as it went in, and begins no line of its own', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hostileText(), hostileText(400)), { minLength: 1, maxLength: 8 }), (texts) => {
      const events = texts.map(
        ([name, description], index): PlannedEvent => ({
          id: `e${index}`,
          name,
          description,
          start: now,
          end: minutes(60),
          isCancelled: false,
          version: index,
          url: null,
          updated_at: now,
        }),
      );
      const [[first = '']] = texts as [[string, string]];
      const content = { page: { id: 'p', name: first }, name: first, description: first, lang: 'en', events };
      const calendar = readCalendar(composeCalendar(content));
      assert.equal(calendar.name, cleanLine(first));
      assert.deepEqual(
        calendar.events.map(({ uid, summary, description }) => [uid, summary, description]),
        texts.map(([name, description], index) => [`e${index}@p`, cleanLine(name), clean(description)]),
      );
      assert.deepEqual(new Set(calendar.properties), propertiesOfAnEntry);
    }),
    { numRuns: 150 },
  );
});
