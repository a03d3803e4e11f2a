import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { violations } from '../testing/accessibility.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { choose, click, field, follow, heading, sees, shown, type } from '../testing/see.ts';

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
const screens: [name: string, hash: string, ready: () => Promise<unknown>][] = [
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

const canEmulate = navigator.userAgent.includes('Chrome/');

describe('the screens of maintenance', () => {
  afterEach(async () => {
    unmount();
    document.documentElement.dir = '';
    if (canEmulate) {
      await emulateMedia({ colorScheme: 'light' });
      await setViewport({ width: 1280, height: 900 });
    }
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const [name, hash, ready] of screens) {
      it(`are accessible: ${name}, ${scheme}`, async function () {
        // axe reads the document, which is the same everywhere: one engine is enough.
        if (!canEmulate) this.skip();
        await emulateMedia({ colorScheme: scheme });
        document.documentElement.style.colorScheme = scheme;
        mount({ prepare: fill, hash });
        await ready();
        expect(await violations()).to.deep.equal([]);
      });
    }
  }

  for (const dir of ['ltr', 'rtl']) {
    it(`cut nothing and scroll nowhere sideways at 320 px, ${dir}`, async function () {
      if (!canEmulate) this.skip();
      this.timeout(60_000);
      await setViewport({ width: 320, height: 640 });
      document.documentElement.dir = dir;
      for (const [name, hash, ready] of screens) {
        mount({ prepare: fill, hash });
        await ready();
        const panel = document.querySelector('status-admin')!;
        const { left, right } = panel.getBoundingClientRect();
        const outside = [...shown(panel.shadowRoot!)].filter((element) => {
          const box = element.getBoundingClientRect();
          return (
            box.width > 0 &&
            (box.right > right + 1 || box.left < left - 1) &&
            !element.closest('svg, .visually-hidden, status-page, status-banner') &&
            getComputedStyle(element).position !== 'absolute'
          );
        });
        expect(
          outside.map((element) => element.outerHTML.slice(0, 80)),
          name,
        ).to.deep.equal([]);
      }
    });
  }
});
