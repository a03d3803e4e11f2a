import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import type { Look } from '../testing/looks.ts';
import { looksRight } from '../testing/looks.ts';
import { choose, click, field, follow, heading, sees, type } from '../testing/see.ts';

const next = new Date().getUTCFullYear() + 1;

const fill = (server: FakeServer) => {
  fillFernhill(server);
  const ids = server.components.map((one) => one.id);
  server.planned.add('Checkout database upgrade', {
    status: 'in_progress',
    from: -60,
    until: -12,
    affected: ids.slice(0, 2),
  });
  server.planned.add('Search index rebuild', { affected: ids.slice(1, 3) });
  server.planned.add('Network change', { status: 'completed', from: -300, until: -200 });
  server.planned.addSeries({
    starts_at: '2026-01-04T02:00',
    duration_minutes: 30,
    rrule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=900',
  });
};

async function fillIn(): Promise<void> {
  await type('What is planned?', 'Database upgrade');
  await type('Starts', `${next}-06-02T22:00`);
  for (const name of ['Checkout', 'Search']) ((await field(name)) as HTMLInputElement).click();
}

/** Every screen and state, and how one gets there. */
const screens: Look[] = [
  ['list', '#/maintenance', () => sees('Network change')],
  ['calendar', '#/maintenance/calendar', () => sees('Checkout database upgrade')],
  ['plan', '#/maintenance/new', () => heading('Plan maintenance')],
  [
    'plan with errors',
    '#/maintenance/new',
    async () => {
      await click('Publish');
      await sees('have to be put right');
    },
  ],
  [
    'plan with conflicts that repeats',
    '#/maintenance/new',
    async () => {
      await fillIn();
      await choose('How often?', 'Every week, on days you choose');
      await sees('is open and affects Checkout');
      await sees('The next dates');
    },
  ],
  [
    'plan with a time that the clocks show twice, and zones being searched',
    '#/maintenance/new',
    async () => {
      await type('Starts', '2026-10-25T02:30');
      (await field('Time zone of these times')).click();
      await sees('show 02:30 twice');
      await sees('Africa/Abidjan');
    },
  ],
  [
    'running over',
    '#/maintenance',
    async () => (await follow('Checkout database upgrade'), await heading('It runs over')),
  ],
  [
    'being rescheduled',
    '#/maintenance',
    async () => {
      await follow('Search index rebuild');
      await click('Reschedule');
      await heading('Reschedule');
    },
  ],
  [
    'being edited',
    '#/maintenance',
    async () => {
      await follow('Search index rebuild');
      await click('Edit');
      await heading('Edit maintenance');
    },
  ],
  [
    'being called off',
    '#/maintenance',
    async () => {
      await follow('Search index rebuild');
      await click('Call off');
      await heading('Call off this maintenance?');
    },
  ],
  [
    'series',
    '#/maintenance',
    async () => {
      await follow('Weekly restart');
      await sees('Show later ones');
      (await heading('Dates')).closest('section')?.querySelector<HTMLElement>('[data-move]')?.click();
      await sees('Move this one');
    },
  ],
  [
    'series being edited',
    '#/maintenance',
    async () => {
      await follow('Weekly restart');
      await click('Edit');
      await heading('Edit the whole series');
    },
  ],
];

describe('the screens of maintenance', () => {
  looksRight(screens, fill);
});
