import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { field, focused, follow, heading, link, sees, shown, until } from '../testing/see.ts';
import { browserZone } from '../time/format.ts';
import { readWall } from '../time/wall-time.ts';

const next = new Date().getUTCFullYear() + 1;
const canResize = navigator.userAgent.includes('Chrome/');

/** An instant at which the clocks here show this. */
function here(wall: string): string {
  const reading = readWall(wall, browserZone());
  if (reading?.kind !== 'once') throw new Error(`${wall} is not clear here.`);
  return new Date(reading.at).toISOString();
}

const fill = (server: FakeServer) => {
  fillFernhill(server, { isCalm: true });
  server.planned.add('Database upgrade', { from: here(`${next}-06-09T10:00`), until: here(`${next}-06-09T12:00`) });
  server.planned.add('Network change', { from: here(`${next}-06-09T08:00`), until: here(`${next}-06-11T06:00`) });
  server.planned.addSeries({
    starts_at: `${next}-06-01T12:00`,
    time_zone: browserZone(),
    duration_minutes: 30,
    rrule: 'FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3',
  });
};
const cell = (day: string) => until(() => [...shown()].find((one) => one.matches('td') && one.dataset['day'] === day));
const names = (element: Element) => [...element.querySelectorAll('.entry .name')].map((one) => one.textContent);

describe('the calendar of plans', () => {
  afterEach(async () => {
    unmount();
    if (canResize) await setViewport({ width: 1280, height: 900 });
  });

  it('shows several plans of a day in their order, and those over several days on each', async () => {
    mount({ prepare: fill, hash: `#/maintenance/calendar/${next}-06` });
    await sees('3 maintenances in this month.');
    expect(names(await cell(`${next}-06-09`))).to.deep.equal(['Network change', 'Database upgrade']);
    expect(names(await cell(`${next}-06-11`))).to.deep.equal(['Network change']);
    expect((await cell(`${next}-06-11`)).textContent).to.contain('goes on');
  });

  it('shows dates that are not announced yet in another way, and says so', async () => {
    mount({ prepare: fill, hash: `#/maintenance/calendar/${next}-06` });
    const day = await cell(`${next}-06-15`);
    await until(() => day.querySelector('.coming'));
    expect(day.textContent).to.contain('not announced yet');
  });

  it('is a table whose columns are weekdays, and marks today', async () => {
    mount({ prepare: fill, hash: '#/maintenance/calendar' });
    const table = await until(() => [...shown()].find((one) => one.matches('table')));
    expect(table.querySelectorAll('th[scope="col"]')).to.have.length(7);
    expect(table.querySelector('caption')?.textContent).to.match(/^Maintenance in /);
    expect(table.querySelectorAll('[aria-current="date"]')).to.have.length(1);
  });

  it('starts a plan on the day that is chosen', async () => {
    mount({ prepare: fill, hash: `#/maintenance/calendar/${next}-06` });
    await follow(/^Plan maintenance on .*\b17\b/);
    await heading('Plan maintenance');
    expect((await field('Starts')).value).to.equal(`${next}-06-17T02:00`);
  });

  it('turns months, and leaves the focus on what turned them', async () => {
    mount({ prepare: fill, hash: `#/maintenance/calendar/${next}-06` });
    const later = await link('Month after');
    later.focus();
    later.click();
    await until(() => location.hash === `#/maintenance/calendar/${next}-07`);
    await cell(`${next}-07-31`);
    await until(() => focused()?.getAttribute('aria-label') === 'Month after');
    const day = await cell(`${next}-07-15`);
    await until(() => names(day).join() === 'Weekly restart', 'the date of the series');
  });

  it('is walked with the arrow keys, over the end of a month', async () => {
    mount({ prepare: fill, hash: `#/maintenance/calendar/${next}-06` });
    const start = await link(/^Plan maintenance on .*\b1 June|June 1\b/);
    start.focus();
    const press = (key: string) =>
      focused()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    const standsOn = (day: string) =>
      until(() => focused()?.closest('td')?.dataset['day'] === day, `standing on ${day}`);
    press('ArrowRight');
    await standsOn(`${next}-06-02`);
    press('ArrowDown');
    await standsOn(`${next}-06-09`);
    press('PageDown');
    await standsOn(`${next}-07-09`);
    press('ArrowUp');
    await standsOn(`${next}-07-02`);
    expect([...shown()].filter((one) => one.matches('a.day[tabindex="0"]'))).to.have.length(1);
  });

  it('is a list of days on a phone', async function () {
    if (!canResize) this.skip();
    await setViewport({ width: 320, height: 700 });
    mount({ prepare: fill, hash: `#/maintenance/calendar/${next}-06` });
    await link(/Network change/);
    expect([...shown()].some((one) => one.matches('table'))).to.equal(false);
    const days = [...shown()].filter((one) => one.matches('.agenda > ol > li'));
    expect(days).to.have.length(4);
  });
});
