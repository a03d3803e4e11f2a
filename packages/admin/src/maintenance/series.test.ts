import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import {
  choose,
  click,
  field,
  focused,
  heading,
  hears,
  isThere,
  sees,
  seesNot,
  shown,
  type,
  until,
} from '../testing/see.ts';

const next = new Date().getUTCFullYear() + 1;
// The first Sunday of next year.
const first = new Date(Date.UTC(next, 0, 1 + ((7 - new Date(Date.UTC(next, 0, 1)).getUTCDay()) % 7)));
const day = (weeks: number) => new Date(first.getTime() + weeks * 604_800_000).toISOString().slice(0, 10);

/** Opens the screen of a series that was there before. */
async function opened(rrule = 'FREQ=WEEKLY;BYDAY=SU;COUNT=20') {
  const mounted = mount({
    prepare: (server: FakeServer) => {
      fillFernhill(server, { isCalm: true });
      server.planned.addSeries({ starts_at: `${day(0)}T02:00`, duration_minutes: 30, rrule });
    },
  });
  const series = mounted.server.planned.series[0]!;
  location.hash = `#/maintenance/series/${series.id}`;
  await heading('Weekly restart');
  await heading('Dates');
  return { ...mounted, series };
}

const rows = () => [...shown()].filter((one) => one.dataset['startsAt']);

describe('a maintenance that repeats', () => {
  afterEach(unmount);

  it('is said as a sentence, with its dates', async () => {
    await opened();
    await sees('Every Sunday, 20 times; at 02:00 for 30 minutes, Europe/Berlin');
    await until(() => rows().length === 12);
    await click('Show later ones');
    await until(() => rows().length === 20);
  });

  it('skips one date, and takes it back in', async () => {
    const { series } = await opened();
    await until(() => rows().length === 12);
    rows()[1]?.querySelector<HTMLElement>('button:last-of-type')?.click();
    await hears('is skipped.');
    await until(() => focused()?.textContent?.includes('Take back in'));
    expect(series.moved.get(`${day(1)}T02:00`)?.skipped).to.equal(true);
    focused()?.click();
    await hears('takes place again.');
    expect(series.moved.get(`${day(1)}T02:00`)?.skipped).to.equal(false);
    await until(() => !isThere(/^Take the one/));
  });

  it('moves one date and leaves the others', async () => {
    const { server, series } = await opened();
    await until(() => rows().length === 12);
    rows()[2]?.querySelector<HTMLElement>('[data-move]')?.click();
    await type('Starts', `${day(2)}T05:00`);
    await click('Move this one');
    await hears('This one is moved.');
    await sees('by the rule:');
    expect(server.received.findLast((one) => one.method === 'PATCH')?.body).to.deep.equal({
      scheduled_for: `${day(2)}T05:00:00+01:00`,
      scheduled_until: `${day(2)}T05:30:00+01:00`,
    });
    expect(series.moved.size).to.equal(1);
    await until(() => focused()?.dataset['move'] !== undefined);
  });

  it('does not move a date to a time that has passed', async () => {
    const { server } = await opened();
    (await until(() => rows()[0]?.querySelector<HTMLElement>('[data-move]'))).click();
    await type('Starts', '2020-01-01T00:00');
    await click('Move this one');
    await sees('This time has passed.');
    expect(server.count('PATCH', /occurrences/)).to.equal(0);
  });

  it('is edited as a whole: only what was changed is sent, from the version that one saw', async () => {
    const { server } = await opened();
    await click('Edit');
    await heading('Edit the whole series');
    await choose('How long?', '1 hour');
    await choose('How often?', 'Every day');
    await sees('Every day, 20 times');
    await click('Save');
    await hears('Saved. All dates to come follow it.');
    const sent = server.received.find((one) => one.method === 'PATCH');
    expect(sent?.body).to.deep.equal({ duration_minutes: 60, rrule: 'FREQ=DAILY;COUNT=20' });
    expect(sent?.headers.get('if-match')).to.equal('"1"');
  });

  it('shows both sides when someone else edited it meanwhile', async () => {
    const { series } = await opened();
    await click('Edit');
    await type('What is planned?', 'My restart');
    series.name = 'Their restart';
    series.version += 1;
    await click('Save');
    await sees('Someone else changed this meanwhile.');
    await sees('Their restart');
    expect((await field('What is planned?')).value).to.equal('My restart');
    await click('Keep mine');
    await heading('My restart');
  });

  it('shows a rule that was written elsewhere as its text, and keeps it', async () => {
    await opened('FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=4');
    await sees('By the rule FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=4');
  });

  it('is ended after a question', async () => {
    const { series } = await opened();
    await click('End the series');
    await heading('End this series?');
    (await until(() => [...shown()].find((one) => one.matches('dialog button.danger')))).click();
    await hears('The series has ended.');
    expect(series.ended_at).to.not.equal(null);
    await seesNot('End this series?');
    await sees('Repeating');
  });
});
