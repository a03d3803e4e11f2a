import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentStatuses } from '@allswell/protocol';
import { hostileTexts } from '@allswell/protocol/fixtures';
import { countElements, hasXmllint } from '../../testing/xmllint.ts';
import { written } from '../feeds/testing/write-feeds.ts';
import { component, group, id, incident, minutes, page, record } from '../testing/rows.ts';

const labelOf = (svg: string) => /<title>(.*)<\/title>/.exec(svg)?.[1];

test('a badge says how the page stands, in words that every reader of the screen gets', async () => {
  const well = await written('badge', {});
  assert.equal(labelOf(well), 'Fernhill: All Systems Operational');
  assert.match(well, /^<svg [^>]*role="img" aria-label="Fernhill: All Systems Operational"/);
  const bad = await written('badge', { incidents: [incident({ impact: 'critical' })] }, { lang: 'de' });
  assert.equal(labelOf(bad), 'Fernhill: Schwerer Systemausfall');
  assert.match(bad, /xml:lang="de"/);
});

test('each state has a shape of its own beside its colour', async () => {
  const badges = await Promise.all(
    componentStatuses.map((status) => {
      const web = component({ name: 'Web', status });
      return written('badge', { components: [web] }, { componentId: web.id });
    }),
  );
  assert.equal(
    new Set(badges.map((svg) => /path fill="#fff" d="([^"]+)"/.exec(svg)?.[1])).size,
    componentStatuses.length,
  );
  assert.deepEqual(badges.map(labelOf), [
    'Web: Operational',
    'Web: Degraded performance',
    'Web: Partial outage',
    'Web: Major outage',
    'Web: Under maintenance',
  ]);
});

test('a group has a badge, too: of its worst component', async () => {
  const shop = group({ name: 'Shop' });
  const web = component({ name: 'Web', status: 'major_outage', group_id: shop.id });
  assert.equal(
    labelOf(await written('badge', { groups: [shop], components: [web] }, { componentId: shop.id })),
    'Shop: Major outage',
  );
});

test('hostile names stay text inside the picture', { skip: !hasXmllint }, async () => {
  const badges = await Promise.all(
    ['Quiet', ...hostileTexts].map((name) => written('badge', { settings: { ...page().settings, name } })),
  );
  const [expected, ...found] = countElements(badges);
  assert.deepEqual(new Set(found), new Set([expected]));
});

test('a long name is shortened, and every text has the width that is kept for it', async () => {
  const name = 'A very long name of a component that somebody wrote in earnest '.repeat(3);
  const web = component({ name, id: id('web') });
  const svg = await written('badge', { components: [web] }, { componentId: web.id });
  assert.match(labelOf(svg) ?? '', /^A very long name of a component that somebody…: Operational$/);
  const widths = [...svg.matchAll(/<text x="([\d.]+)"[^>]* textLength="(\d+)"/g)].map((match) =>
    match.slice(1).map(Number),
  );
  const whole = Number(/width="(\d+)"/.exec(svg)?.[1]);
  for (const [middle = 0, width = 0] of widths) assert.ok(middle - width / 2 >= 0 && middle + width / 2 <= whole);
});

const since = minutes(-200_000).getTime();
const downFor = (row: ReturnType<typeof component>, amount: number) =>
  record(row, {
    since,
    spans: [
      {
        status: 'major_outage',
        startsAt: minutes(-20_000).getTime(),
        endsAt: minutes(-20_000 + amount).getTime(),
        incidentId: null,
      },
    ],
  });

test('a badge of uptime says how much of 90 days the page, a group or a component was up', async () => {
  const shop = group({ name: 'Shop' });
  const [web, api] = [component({ name: 'Web', group_id: shop.id }), component({ name: 'API', position: 2 })];
  const components = [downFor(web, 600), record(api, { since })];
  const rows = { groups: [shop], components: [web, api], uptime: { weights: [], components, stories: [] } };
  const labelled = async (lang: string, componentId?: string) =>
    labelOf(await written('uptime', rows, { lang, ...(componentId && { componentId }) }));
  assert.equal(await labelled('en'), 'Fernhill: 99.76% uptime in 90 days');
  assert.equal(await labelled('en', shop.id), 'Shop: 99.53% uptime in 90 days');
  assert.equal(await labelled('en', web.id), 'Web: 99.53% uptime in 90 days');
  assert.equal(await labelled('en', api.id), 'API: 100% uptime in 90 days');
  assert.match((await labelled('de', web.id)) ?? '', /^Web: 99,53\s%\sverfügbar in 90 Tagen$/);
});

test('how long something was down has a shape as well, and what nothing is known of is never green', async () => {
  const shapes = await Promise.all(
    [0, 600, 3_000, 10_000, undefined].map(async (amount) => {
      const web = component({ name: 'Web' });
      const known = amount === undefined ? [] : [downFor(web, amount)];
      const uptime = { weights: [], components: known, stories: [] };
      const svg = await written('uptime', { components: [web], uptime }, { componentId: web.id });
      return /stroke-width="2.2" d="([^"]+)"/.exec(svg)?.[1];
    }),
  );
  assert.equal(new Set(shapes).size, shapes.length);
});

test('hostile names stay text inside the picture of uptime', { skip: !hasXmllint }, async () => {
  const badges = await Promise.all(
    ['Quiet', ...hostileTexts].map((name) => {
      const web = component({ name: 'Web', id: id('web') });
      return written('uptime', { components: [{ ...web, name }] }, { componentId: web.id });
    }),
  );
  const [expected, ...found] = countElements(badges);
  assert.deepEqual(new Set(found), new Set([expected]));
});
