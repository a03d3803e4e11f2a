import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import type { Look } from '../testing/looks.ts';
import { looksRight } from '../testing/looks.ts';
import { choose, click, field, follow, sees, shown, type, until } from '../testing/see.ts';
import { toLocalField } from '../time/format.ts';
import { daysAfter, todayIn } from './days.ts';

const hour = 3_600_000;
const long = 'Verfügbarkeitsberichterstattungsstelle'.repeat(3);
const hostile = `<img src=x onerror="alert(1)"> \u202eetirw ${long} مرحبا`;
const found = { found: 5_012, new: 4_800, changed: 100, same: 100, skipped: 12 };
const many = { groups: found, components: found, incidents: found, maintenances: found, updates: found };

const fill = (server: FakeServer) => {
  fillFernhill(server);
  const [, part] = server.components;
  if (!part) return;
  part.name = hostile;
  const incident = server.addIncident(hostile, { status: 'resolved' });
  const { up, brought } = server;
  for (const [days, status] of [
    [3, 'degraded_performance'],
    [10, 'major_outage'],
    [40, 'under_maintenance'],
    [41, 'partial_outage'],
  ] as const)
    up.publish(part.id, { status, startsAt: up.at(days), endsAt: up.at(days) + hour, incidentId: incident.id });
  const times = { starts_at: new Date(up.at(3)).toISOString(), ends_at: new Date(up.at(3) + hour).toISOString() };
  up.correct(part.id, { ...times, reason: hostile });
  up.correct(part.id, { ...times, revoked_at: new Date().toISOString(), revoked_by: long });
  up.weights.push({
    ...{ id: 'weighsomuch0', major_outage: 1, partial_outage: 0.125, degraded_performance: 0.05 },
    ...{ effective_from: new Date(up.at(60)).toISOString(), created_at: new Date().toISOString(), created_by: long },
  });
  const warnings = [
    { code: 'html-in-text', detail: hostile, subject: hostile },
    { code: 'duplicate-id', detail: 'It was there twice.', subject: null },
  ];
  brought.add('https://checked.example', { state: 'checked', counts: many, warnings, created_by: long });
  brought.add('https://applying.example', { state: 'applying', progress: { done: 4, total: 5_012 } });
  brought.add('https://failed.example', { state: 'failed', failure: hostile });
  brought.add('https://done.example', { state: 'done', counts: many });
  brought.add(hostile, { state: 'cancelled' });
};

const openAll = () => {
  for (const one of [...shown()]) if (one instanceof HTMLDetailsElement) one.open = true;
};
const openHostile = async () => {
  await until(() => {
    const link = [...shown()].find((one) => one.matches('.one a') && one.textContent?.includes('<img'));
    link?.click();
    return link;
  }, 'the component');
  await until(() => [...shown()].find((one) => one.matches('[role="slider"]')), 'its days');
};

/** Every screen and state, and how one gets there. */
const screens: Look[] = [
  ['uptime', '#/uptime', () => sees('Nothing known')],
  [
    'the days of a component',
    '#/uptime',
    async () => {
      await openHostile();
      await sees('Corrections');
    },
  ],
  [
    'reclassifying, with the difference and with errors',
    '#/uptime',
    async () => {
      await openHostile();
      await click(/^Reclassify “/);
      (await field(/^False alarm/)).click();
      await sees('Uptime would change:');
      await click('Save');
      await sees('has to be put right');
      openAll();
    },
  ],
  [
    'taking a correction back',
    '#/uptime',
    async () => {
      await openHostile();
      await click(/^Take back the correction/);
      await sees('Take this correction back?');
      await sees('Which days?');
    },
  ],
  [
    'the days of a group, a year of them',
    '#/uptime',
    async () => {
      await follow('Core');
      (await field('365')).click();
      await until(() => [...shown()].find((one) => one.getAttribute('aria-valuemax') === '365'), 'a year');
    },
  ],
  [
    'the rules, with other weights in the past',
    '#/uptime/rules',
    async () => {
      await click('Change');
      (await field('From an instant in the past')).click();
      await type('Partial outage, in %', '20');
      await type('From', `${daysAfter(todayIn('Europe/Berlin'), -50)}T00:00`);
      await sees('Uptime would change:');
    },
  ],
  [
    'the start of a component',
    '#/uptime/rules',
    async () => {
      await click(/^Edit: When does <img/);
      await sees('Empty: with the first that is known of it.');
    },
  ],
  ['export', '#/uptime/export', () => sees('Monthly reports')],
  ['import', '#/import', () => sees('Imports so far')],
  [
    'import with a key',
    '#/import',
    async () => {
      (await field(/^A Statuspage, with an API key/)).click();
      await click('Check');
      await sees('2 things have to be put right.');
    },
  ],
  [
    'import of a file',
    '#/import',
    async () => {
      (await field(/^status_site/)).click();
      await click('Check');
      await sees('Choose a file.');
    },
  ],
  [
    'an import that was checked',
    '#/import',
    async () => {
      await follow('https://checked.example');
      await sees('2 warnings');
    },
  ],
  [
    'an import under way',
    '#/import',
    async () => {
      await follow('https://applying.example');
      await sees('4 of 5,012');
    },
  ],
  [
    'an import that failed',
    '#/import',
    async () => {
      await follow('https://failed.example');
      await sees('Nothing is half imported.');
    },
  ],
  [
    'an import that is done',
    '#/import',
    async () => {
      await follow('https://done.example');
      await sees('Nobody was told.');
    },
  ],
  [
    'deleting an incident of the past',
    '#/history',
    async () => {
      await until(() => {
        const link = [...shown()].find((one) => one.matches('.found a') && one.textContent?.includes('<img'));
        link?.click();
        return link;
      }, 'the incident');
      await click('Delete');
      await sees('Uptime would change:');
      openAll();
    },
  ],
  [
    'writing a past incident down',
    '#/incidents/past',
    async () => {
      const at = (hours: number) => toLocalField(new Date(Date.now() - hours * hour).toISOString());
      await type('Began', at(50));
      await type('Ended', at(48));
      await choose(/Search/, 'Major outage');
      await sees('Uptime would change:');
    },
  ],
];

describe('the screens of uptime and imports', () => {
  looksRight(screens, fill);
});
