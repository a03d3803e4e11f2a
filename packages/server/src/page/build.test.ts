import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentStatuses, pageSentences } from '@allswell/protocol';
import * as schemas from '@allswell/protocol/schema';
import * as v from 'valibot';
import { buildDocuments, type Documents } from './build.ts';
import type { IncidentRow } from '../wire/rows.ts';
import { strict } from './testing/strict.ts';
import { component, group, id, incident, maintenance, minutes, now, page, update } from './testing/rows.ts';

const url = 'https://status.fernhill.example';
const build = (rows: Parameters<typeof page>[0]) => buildDocuments(page(rows), url);

const web = component({ name: 'Web app', group_id: id('gCore'), position: 2 });
const checkout = component({ name: 'Checkout', group_id: id('gCore'), position: 1, status: 'partial_outage' });
const help = component({ name: 'Help centre', position: 2, description: 'Articles', start_date: '2024-03-01' });
const core = group({ name: 'Core', position: 1, description: 'What you work with' });
const open = incident({ name: 'Cards are failing', status: 'identified', impact: 'minor' });
const planned = maintenance(2_000, 2_120);
const past = incident({ name: 'Search was slow', status: 'resolved', started_at: minutes(-3_000) });
const whole = {
  groups: [core],
  components: [web, checkout, help],
  incidents: [past, planned, open],
  affected: [
    { incident_id: open.id, component_id: checkout.id },
    { incident_id: planned.id, component_id: web.id },
  ],
  updates: [
    update({ incident_id: open.id, display_at: minutes(-30), body: 'First.' }),
    update({
      incident_id: open.id,
      display_at: minutes(-4),
      status: 'identified',
      body: 'Second.',
      edited_at: minutes(-2),
      affected_components: [
        { code: checkout.id, name: 'Core - Checkout', old_status: 'operational', new_status: 'partial_outage' },
      ],
    }),
    update({ incident_id: planned.id, status: 'scheduled', body: 'Read-only meanwhile.' }),
    update({ incident_id: past.id, status: 'resolved', display_at: minutes(-2_980) }),
  ],
};

const schemaOf: Record<keyof Documents, v.GenericSchema> = {
  'summary.json': schemas.summarySchema,
  'status.json': schemas.statusDocumentSchema,
  'components.json': schemas.componentsDocumentSchema,
  'incidents.json': schemas.incidentsDocumentSchema,
  'incidents/unresolved.json': schemas.incidentsDocumentSchema,
  'scheduled-maintenances.json': schemas.maintenancesDocumentSchema,
  'scheduled-maintenances/upcoming.json': schemas.maintenancesDocumentSchema,
  'scheduled-maintenances/active.json': schemas.maintenancesDocumentSchema,
  'page.json': schemas.pageDocumentSchema,
};

for (const [name, schema] of Object.entries(schemaOf)) {
  test(`${name} has exactly the keys and words of its schema`, () => {
    const document = build(whole)[name as keyof Documents];
    v.parse(strict(schema), JSON.parse(JSON.stringify(document)));
  });

  test(`${name} of an empty page keeps its schema`, () => {
    v.parse(strict(schema), JSON.parse(JSON.stringify(build({})[name as keyof Documents])));
  });
}

test('the summary has the top-level keys of Statuspage and one of ours', () => {
  const keys = Object.keys(build(whole)['summary.json']);
  assert.deepEqual(keys, ['page', 'components', 'incidents', 'scheduled_maintenances', 'status', 'allswell']);
});

test('every stamp is in the offset of the page’s zone at that instant, Z on a page in UTC', () => {
  const summer = incident({ name: 'In summer', started_at: new Date('2026-07-01T10:00:00Z') });
  const rows = page({ incidents: [open, summer] });
  const berlin = buildDocuments(rows, url)['incidents.json'].incidents;
  assert.deepEqual(
    berlin.map((one) => one.started_at),
    ['2026-11-22T15:06:00.000+01:00', '2026-07-01T12:00:00.000+02:00'],
  );
  const utc = buildDocuments({ ...rows, settings: { ...rows.settings, time_zone: 'UTC' } }, url);
  assert.equal(utc['incidents.json'].incidents[0]?.started_at, '2026-11-22T14:06:00.000Z');
  const stamps = JSON.stringify(utc).match(/\d{4}-\d\d-\d\dT[^"]+/g) ?? [];
  assert.ok(stamps.length > 5 && stamps.every((one) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(one)));
});

test('groups stand in the flat list before their members, with the worst of their statuses', () => {
  const { components } = build(whole)['summary.json'];
  assert.deepEqual(
    components.map((one) => [one.name, one.group, one.status, one.position]),
    [
      ['Core', true, 'partial_outage', 1],
      ['Checkout', false, 'partial_outage', 1],
      ['Web app', false, 'operational', 2],
      ['Help centre', false, 'operational', 2],
    ],
  );
  assert.deepEqual(components[0]?.components, [checkout.id, web.id]);
  assert.ok(components.slice(1).every((leaf) => !('components' in leaf)));
  assert.equal(components[1]?.group_id, core.id);
});

test('components that share a position are ordered by name, and names may repeat in other groups', () => {
  const other = group({ name: 'Other', position: 1 });
  const twins = ['Web app', 'Alpha'].map((name) => component({ name, id: id(), group_id: other.id, position: 1 }));
  const { components } = build({ ...whole, groups: [core, other], components: [...whole.components, ...twins] })[
    'components.json'
  ];
  assert.deepEqual(
    components.map((one) => one.name),
    ['Core', 'Checkout', 'Web app', 'Other', 'Alpha', 'Web app', 'Help centre'],
  );
});

test('a component shown only when degraded is in the documents at all times, and says so', () => {
  const shy = component({ name: 'Sandbox', only_show_if_degraded: true });
  const [found] = build({ components: [shy] })['components.json'].components;
  assert.equal(found?.only_show_if_degraded, true);
  assert.equal(found?.status, 'operational');
});

test('every component of a large page is in the summary', () => {
  const components = Array.from({ length: 189 }, (_, index) =>
    component({ name: `Part ${index}`, id: id(), position: index }),
  );
  assert.equal(build({ components })['summary.json'].components.length, 189);
});

test('the summary holds what is unresolved, upcoming and active, and nothing that is over', () => {
  const active = maintenance(-20, 40, { name: 'Under way', status: 'in_progress' });
  const verifying = maintenance(-90, -30, { name: 'Being verified', status: 'verifying' });
  const done = maintenance(-900, -800, { name: 'Done', status: 'completed' });
  const documents = build({ ...whole, incidents: [...whole.incidents, active, verifying, done] });
  const names = (list: { name: string }[]) => list.map((one) => one.name);
  assert.deepEqual(names(documents['summary.json'].incidents), ['Cards are failing']);
  assert.deepEqual(names(documents['summary.json'].scheduled_maintenances), [
    'Being verified',
    'Under way',
    'Database upgrade',
  ]);
  assert.deepEqual(names(documents['scheduled-maintenances/active.json'].scheduled_maintenances), [
    'Being verified',
    'Under way',
  ]);
  assert.deepEqual(names(documents['scheduled-maintenances/upcoming.json'].scheduled_maintenances), [
    'Database upgrade',
  ]);
  assert.deepEqual(names(documents['scheduled-maintenances.json'].scheduled_maintenances), [
    'Database upgrade',
    'Under way',
    'Being verified',
    'Done',
  ]);
  assert.deepEqual(names(documents['incidents.json'].incidents), ['Cards are failing', 'Search was slow']);
  assert.deepEqual(names(documents['incidents/unresolved.json'].incidents), ['Cards are failing']);
});

test('unresolved means investigating, identified or monitoring', () => {
  const statuses = ['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'] as const;
  const incidents = statuses.map((status) => incident({ name: status, status }));
  const { incidents: unresolved } = build({ incidents })['incidents/unresolved.json'];
  assert.deepEqual(unresolved.map((one) => one.status).sort(), ['identified', 'investigating', 'monitoring']);
});

test('incidents are newest first by their start, then by id; upcoming maintenance is soonest first', () => {
  const starts = [minutes(-10), minutes(-30), minutes(-10)];
  const incidents = starts.map((started_at, index) => incident({ id: id(`i${3 - index}`), started_at }));
  const documents = build({
    incidents: [...incidents, maintenance(900, 960, { id: id('late') }), maintenance(100, 160, { id: id('soon') })],
  });
  assert.deepEqual(
    documents['incidents.json'].incidents.map((one) => one.id),
    [id('i1'), id('i3'), id('i2')],
  );
  assert.deepEqual(
    documents['scheduled-maintenances/upcoming.json'].scheduled_maintenances.map((one) => one.id),
    [id('soon'), id('late')],
  );
});

test('v2 lists hold 50; page.json tells all of 90 days', () => {
  const incidents = Array.from({ length: 70 }, (_, index) =>
    incident({ id: id(), status: 'resolved', started_at: minutes(-60 * index - 30) }),
  );
  const many = Array.from({ length: 60 }, (_, index) => maintenance(100 + index, 200 + index, { id: id() }));
  const documents = build({ incidents: [...incidents, ...many] });
  assert.equal(documents['incidents.json'].incidents.length, 50);
  assert.equal(documents['scheduled-maintenances.json'].scheduled_maintenances.length, 50);
  assert.equal(documents['scheduled-maintenances/upcoming.json'].scheduled_maintenances.length, 50);
  assert.equal(documents['page.json'].incidents.length, 130);
});

test('page.json leaves out what ended before the first of its 90 days, not what only began before', () => {
  const day = 24 * 60;
  const old = incident({ name: 'Old', status: 'resolved', started_at: minutes(-100 * day) });
  const long = incident({
    name: 'Long',
    status: 'resolved',
    started_at: minutes(-100 * day),
    resolved_at: minutes(-80 * day),
  });
  const forgotten = incident({ name: 'Still open', started_at: minutes(-200 * day) });
  const documents = build({ incidents: [old, long, forgotten] });
  assert.deepEqual(
    documents['page.json'].incidents.map((one) => one.name),
    ['Long', 'Still open'],
  );
  assert.deepEqual(
    documents['incidents.json'].incidents.map((one) => one.name),
    ['Long', 'Old', 'Still open'],
  );
});

test('updates are newest first, carry their parsed text, and name what they changed as “Group - Child”', () => {
  const [found] = build(whole)['summary.json'].incidents;
  const [second, first] = found?.incident_updates ?? [];
  assert.deepEqual([second?.body, first?.body], ['Second.', 'First.']);
  assert.equal(first?.affected_components, null);
  assert.equal(second?.affected_components?.[0]?.name, 'Core - Checkout');
  assert.deepEqual(second?.body_nodes, [{ type: 'paragraph', children: [{ type: 'text', value: 'Second.' }] }]);
  assert.equal(second?.edited_at, '2026-11-22T15:34:00.000+01:00');
  assert.equal(first?.edited_at, null);
});

test('an update that was taken back leaves a mark without its words, only where there is one', () => {
  const deletedUpdates = [minutes(-20), minutes(-10)].map((display_at, index) => ({
    id: id(`d${index}`),
    incident_id: open.id,
    display_at,
    deleted_at: minutes(-1),
  }));
  const documents = build({ ...whole, deletedUpdates });
  assert.deepEqual(documents['summary.json'].incidents[0]?.deleted_updates, [
    { id: id('d1'), display_at: '2026-11-22T15:26:00.000+01:00', deleted_at: '2026-11-22T15:35:00.000+01:00' },
    { id: id('d0'), display_at: '2026-11-22T15:16:00.000+01:00', deleted_at: '2026-11-22T15:35:00.000+01:00' },
  ]);
  assert.ok(
    documents['scheduled-maintenances.json'].scheduled_maintenances.every((one) => !('deleted_updates' in one)),
  );
});

test('what was deleted within the 90 days stays visible in page.json, without its words', () => {
  const deleted = [
    { id: id('gone'), scheduled_for: null, started_at: minutes(-900), deleted_at: minutes(-2) },
    { id: id('gonework'), scheduled_for: minutes(-60), started_at: minutes(-60), deleted_at: minutes(-1) },
  ];
  assert.deepEqual(build({ deleted })['page.json'].deleted, [
    {
      id: id('gonework'),
      kind: 'maintenance',
      started_at: '2026-11-22T14:36:00.000+01:00',
      deleted_at: '2026-11-22T15:35:00.000+01:00',
    },
    {
      id: id('gone'),
      kind: 'incident',
      started_at: '2026-11-22T00:36:00.000+01:00',
      deleted_at: '2026-11-22T15:34:00.000+01:00',
    },
  ]);
  assert.ok(!('deleted' in build({})['page.json']));
});

test('maintenance that was cancelled is completed for clients, and neither upcoming nor active', () => {
  const cancelled = maintenance(500, 560, {
    name: 'Called off',
    status: 'completed',
    cancelled_at: minutes(-5),
    resolved_at: minutes(-5),
  });
  const documents = build({ incidents: [cancelled] });
  const names = (list: { name: string }[]) => list.map((one) => one.name);
  assert.deepEqual(names(documents['scheduled-maintenances/upcoming.json'].scheduled_maintenances), []);
  assert.deepEqual(names(documents['scheduled-maintenances/active.json'].scheduled_maintenances), []);
  assert.deepEqual(names(documents['summary.json'].scheduled_maintenances), []);
  const [found] = documents['scheduled-maintenances.json'].scheduled_maintenances;
  assert.equal(found?.status, 'completed');
  assert.equal(found?.cancelled_at, '2026-11-22T15:31:00.000+01:00');
  assert.deepEqual(documents['status.json'].status.description, 'All Systems Operational');
});

test('a maintenance says which series it is part of, and one that is part of none says nothing', () => {
  const incidents = [maintenance(100, 160, { id: id('weekly'), series_id: id('series') }), maintenance(300, 360)];
  const [first, second] = build({ incidents })['scheduled-maintenances/upcoming.json'].scheduled_maintenances;
  assert.equal(first?.series_id, id('series'));
  assert.ok(second && !('series_id' in second) && !('cancelled_at' in second));
});

test('the summary says how what ended within a day has ended', () => {
  const over = { status: 'completed', resolved_at: minutes(-5) } as const;
  const done = maintenance(-120, -60, { id: id('done'), ...over });
  const cancelled = maintenance(500, 560, { id: id('calledoff'), ...over, cancelled_at: minutes(-5) });
  const fixed = incident({ id: id('fixed'), status: 'resolved', resolved_at: minutes(-24 * 60) });
  const longAgo = incident({ status: 'resolved', started_at: minutes(-3_000), resolved_at: minutes(-24 * 60 - 1) });
  const documents = build({ incidents: [done, cancelled, fixed, longAgo, open] });
  assert.deepEqual(documents['summary.json'].allswell.ended, {
    [cancelled.id]: 'cancelled',
    [fixed.id]: 'resolved',
    [done.id]: 'completed',
  });
  assert.ok(!('ended' in documents['status.json'].allswell));
});

test('several maintenances at once stand beside the incidents that are open meanwhile', () => {
  const web2 = { ...web, status: 'under_maintenance' as const };
  const first = maintenance(-60, 60, { name: 'First', status: 'in_progress' });
  const second = maintenance(-30, 30, { name: 'Second', status: 'in_progress' });
  const affected = [open, first, second].map(({ id: incident_id }) => ({ incident_id, component_id: web.id }));
  const documents = build({ groups: [core], components: [web2, checkout], incidents: [second, open, first], affected });
  const { incidents, scheduled_maintenances, status } = documents['summary.json'];
  assert.deepEqual(
    [...incidents, ...scheduled_maintenances].map((one) => one.name),
    ['Cards are failing', 'First', 'Second'],
  );
  assert.ok(scheduled_maintenances.every((one) => one.components[0]?.id === web.id));
  assert.equal(status.description, 'Minor Service Outage');
  assert.equal(documents['scheduled-maintenances/active.json'].scheduled_maintenances.length, 2);
});

test('an incident carries whole components, as they are now', () => {
  const documents = build(whole);
  const found = documents['summary.json'].incidents[0]?.components;
  assert.deepEqual(
    found,
    documents['summary.json'].components.filter((one) => one.id === checkout.id),
  );
});

test('a component that was archived is gone from the incidents that affected it', () => {
  const { incidents } = build({
    ...whole,
    affected: [...whole.affected, { incident_id: open.id, component_id: id('gone') }],
  })['incidents.json'];
  assert.deepEqual(
    incidents[0]?.components.map((one) => one.id),
    [checkout.id],
  );
});

test('impact is what was reckoned unless an admin overrode it; that of maintenance is maintenance', () => {
  const overridden = incident({ name: 'Overridden', impact_override: 'critical' });
  const { incidents } = build({ incidents: [overridden, open] })['incidents.json'];
  assert.deepEqual(incidents.map((one) => one.impact).sort(), ['critical', 'minor']);
  assert.equal(build(whole)['scheduled-maintenances.json'].scheduled_maintenances[0]?.impact, 'maintenance');
});

test('no incident was resolved before it was created, also when it was written down later', () => {
  const backfilled = incident({
    status: 'resolved',
    started_at: minutes(-5_000),
    resolved_at: minutes(-4_900),
    created_at: minutes(-10),
  });
  const [found] = build({ incidents: [backfilled] })['incidents.json'].incidents;
  assert.ok(Date.parse(found?.created_at ?? '') <= Date.parse(found?.resolved_at ?? ''));
});

test('the page’s own address is in its page object, in shortlinks and in links', () => {
  const { page: head, incidents, allswell } = build(whole)['summary.json'];
  assert.equal(head.url, url);
  assert.equal(incidents[0]?.shortlink, `${url}/incidents/${open.id}`);
  assert.deepEqual(allswell.links, {
    page: url,
    summary: `${url}/api/v2/summary.json`,
    page_json: `${url}/api/v2/page.json`,
    stream: `${url}/api/v2/stream`,
  });
});

test('the status is that of now: leaves only, and open incidents that say so themselves', () => {
  const status = (rows: Parameters<typeof page>[0]) => build(rows)['status.json'].status;
  assert.deepEqual(status({}), { indicator: 'none', description: 'All Systems Operational' });
  assert.deepEqual(status(whole), { indicator: 'minor', description: 'Minor Service Outage' });
  assert.deepEqual(status({ incidents: [incident({ impact: 'critical' })] }), {
    indicator: 'critical',
    description: 'Major System Outage',
  });
  const affected = [{ incident_id: open.id, component_id: help.id }];
  assert.equal(status({ components: [help], incidents: [open], affected }).indicator, 'none');
  const over = incident({ status: 'resolved', impact_override: 'critical' });
  assert.equal(status({ incidents: [over] }).indicator, 'none');
});

test('the recorded page of GitHub of April 2020 has the sentence that GitHub had', () => {
  const components = Array.from({ length: 9 }, (_, index) =>
    component({ name: `Part ${index}`, id: id(), position: index, status: index < 6 ? 'major_outage' : 'operational' }),
  );
  assert.deepEqual(build({ components })['status.json'].status, {
    indicator: 'major',
    description: 'Partial System Outage',
  });
});

test('whatever the components are at, the sentence is one of the known ones', () => {
  for (const one of componentStatuses) {
    for (const other of componentStatuses) {
      const components = [component({ name: 'One', status: one }), component({ name: 'Other', status: other })];
      assert.ok(
        pageSentences.includes(
          build({ components })['status.json'].status.description as (typeof pageSentences)[number],
        ),
      );
    }
  }
});

test('the documents say when the clock alone will change the truth', () => {
  const next = (incidents: IncidentRow[]) => build({ incidents })['summary.json'].allswell.next_change_at;
  assert.equal(next([]), '2026-11-23T00:00:00.000+01:00', 'a day turns');
  assert.equal(next([maintenance(90, 150)]), '2026-11-22T16:06:00.000+01:00', 'an hour before it starts');
  assert.equal(next([maintenance(30, 150)]), '2026-11-22T16:06:00.000+01:00', 'it starts');
  assert.equal(
    next([maintenance(-30, 15, { status: 'in_progress' })]),
    '2026-11-22T15:51:00.000+01:00',
    'it runs over',
  );
});

test('equal rows give equal bytes, whatever order the database returns them in', () => {
  const reversed = Object.fromEntries(Object.entries(whole).map(([key, rows]) => [key, [...rows].reverse()]));
  assert.equal(JSON.stringify(build(reversed)), JSON.stringify(build(whole)));
  assert.equal(build(whole)['summary.json'].allswell.generated_at, '2026-11-22T15:36:00.000+01:00');
  assert.equal(now.toISOString(), '2026-11-22T14:36:00.000Z');
});

test('page.json names the ways to subscribe that senders offer, and the key for push messages only where there is one', () => {
  const offered = { channels: ['email', 'web_push'], vapid_public_key: 'BKxw' };
  assert.deepEqual(build({ subscribe: offered })['page.json'].subscribe, offered);
  assert.deepEqual(build({})['page.json'].subscribe, { channels: [] });
});

test('an update that no person has written says so, and the others say nothing of it', () => {
  const updates = [
    update({ incident_id: open.id, is_automatic: true, display_at: minutes(-20) }),
    update({ incident_id: open.id, status: 'identified', display_at: minutes(-10) }),
  ];
  const told = build({ ...whole, updates })['summary.json'].incidents[0]?.incident_updates;
  assert.deepEqual(
    told?.map((one) => one.automatic),
    [undefined, true],
  );
});
