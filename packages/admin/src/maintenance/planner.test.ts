import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, reload, unmount } from '../testing/mount.ts';
import {
  button,
  choose,
  click,
  field,
  focused,
  follow,
  heading,
  hears,
  sees,
  seesNot,
  shown,
  type,
  until,
  words,
} from '../testing/see.ts';

const calm = (server: FakeServer) => fillFernhill(server, { isCalm: true });
const soon = new Date().getUTCFullYear() + 1;

/** The last Sunday of a month, when European clocks change. */
function lastSunday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

const check = async (label: string | RegExp) => {
  const box = (await field(label)) as HTMLInputElement;
  box.click();
};

async function fill(start = `${soon}-06-02T22:00`): Promise<void> {
  await type('What is planned?', 'Database upgrade');
  await type('What does it mean for people?', 'Checkout may pause.');
  await type('Starts', start);
}

const posted = (server: FakeServer) =>
  server.received.find((one) => one.method === 'POST' && one.path === '/api/v1/incidents')?.body as Record<
    string,
    unknown
  >;

describe('planning a maintenance', () => {
  beforeEach(() => localStorage.removeItem('allswell:zones'));
  afterEach(unmount);

  it('is led to from the overview, begins with the first question, and ends at the plan', async () => {
    const { server } = mount({ prepare: calm });
    await follow('Plan maintenance');
    await until(() => focused()?.id === 'name');
    await fill();
    await check('Checkout');
    await click('Publish');
    await hears('Published. Readers see the plan now.');
    await until(() => focused()?.matches('h1') && focused()?.textContent === 'Database upgrade');
    expect(server.planned.maintenances[0]?.components.map((one) => one.name)).to.deep.equal(['Checkout']);
  });

  it('sends instants with the offset of the zone, and an hour unless one says otherwise', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    await click('Publish');
    await hears('Published.');
    expect(posted(server)).to.include({
      scheduled_for: `${soon}-06-02T22:00:00+02:00`,
      scheduled_until: `${soon}-06-02T23:00:00+02:00`,
      time_zone: 'Europe/Berlin',
      scheduled_auto_in_progress: true,
      scheduled_remind_prior: true,
      deliver_notifications: true,
    });
  });

  it('asks which time is meant when the clocks skip it, and takes one of the two nearest', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    const day = lastSunday(soon, 3);
    await fill(`${day}T02:30`);
    await sees('the clocks in Europe/Berlin skip 02:30');
    await click('Publish');
    await sees('This time does not exist. Choose one of the two.');
    expect(server.count('POST', '/api/v1/incidents')).to.equal(0);
    await check(/03:30/);
    await seesNot('the clocks in Europe/Berlin skip');
    expect((await field('Starts')).value).to.equal(`${day}T03:30`);
    await click('Publish');
    await hears('Published.');
    expect(posted(server)['scheduled_for']).to.equal(`${day}T03:30:00+02:00`);
  });

  it('asks which one is meant when the clocks show a time twice, in words', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    const day = lastSunday(soon, 10);
    await fill(`${day}T02:30`);
    await sees('show 02:30 twice');
    await click('Publish');
    await sees('This time comes twice. Choose which one you mean.');
    await check(/^The second, an hour later/);
    await click('Publish');
    await hears('Published.');
    expect(posted(server)['scheduled_for']).to.equal(`${day}T02:30:00+01:00`);
  });

  it('says at the field that it has to end after it starts, or that its start has passed', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    await type('Ends', `${soon}-06-02T21:00`);
    await click('Publish');
    await sees('It has to end after it starts.');
    const end = await field('Ends');
    expect(end.getAttribute('aria-invalid')).to.equal('true');
    await until(() => focused() === end);
    await type('Starts', '2020-01-01T00:00');
    await click('Publish');
    await sees('This time has passed.');
    expect(server.count('POST', '/api/v1/incidents')).to.equal(0);
  });

  it('lets any zone of the world be searched, and keeps the clock times', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    const zone = (await field('Time zone of these times')) as HTMLInputElement;
    zone.click();
    await until(() => zone.getAttribute('aria-expanded') === 'true');
    await type('Time zone of these times', 'kolk');
    // Some browsers still call it by its older name.
    await type('Time zone of these times', 'tokyo');
    await sees('1 time zone found');
    zone.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
    await until(() => zone.value === 'Asia/Tokyo');
    await click('Publish');
    await hears('Published.');
    expect(posted(server)).to.include({ scheduled_for: `${soon}-06-02T22:00:00+09:00`, time_zone: 'Asia/Tokyo' });
  });

  it('closes the list of zones without a choice, and keeps the one that stood there', async () => {
    mount({ prepare: calm, hash: '#/maintenance/new' });
    const zone = (await field('Time zone of these times')) as HTMLInputElement;
    zone.focus();
    await type('Time zone of these times', 'nowhere at all');
    await sees('No zone has this in its name.');
    zone.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
    );
    await until(() => zone.value === 'Europe/Berlin');
  });

  it('says what it means in other zones, also when it is another day there', async () => {
    mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    const tokyo = await until(() => [...shown()].find((one) => one.dataset['zone'] === 'Asia/Tokyo'));
    await until(() => tokyo.textContent?.includes('05:00') && tokyo.textContent.includes('the day after'));
    await type('Starts', `${soon}-06-02T02:00`);
    await until(() => tokyo.textContent?.includes('09:00') && !tokyo.textContent.includes('the day after'));
  });

  it('remembers the zones one picked', async () => {
    const mounted = mount({ prepare: calm, hash: '#/maintenance/new' });
    await type('Add a zone', 'Honolulu');
    const add = await field('Add a zone');
    add.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
    await button('Remove Pacific/Honolulu');
    await reload(mounted);
    await click('Remove Pacific/Honolulu');
    await until(() => ![...shown()].some((one) => one.dataset['zone'] === 'Pacific/Honolulu'));
  });

  it('says in words what will happen and when', async () => {
    mount({ prepare: calm, hash: '#/maintenance/new' });
    await sees('Choose a start and an end to see what will happen.');
    await fill();
    await check('Checkout');
    await sees('It starts by itself on');
    await sees('It ends by itself after 1 hour');
    await sees('Meanwhile the page says “Under maintenance” for Checkout.');
    await sees('Subscribers are told now and reminded 1 hour before.');
    await check('End at the planned time');
    await sees('you end it here.');
    await check('Set what is affected to “Under maintenance”');
    await sees('It names Checkout and leaves its status as it is.');
  });

  it('shows what else is planned for that time, and lets one publish all the same', async () => {
    const { server } = mount({
      prepare: (one) => {
        fillFernhill(one);
        const checkout = one.components.find((part) => part.name === 'Checkout')?.id ?? '';
        const span = { from: `${soon}-06-02T20:30:00.000Z`, until: `${soon}-06-02T21:30:00.000Z` };
        one.planned.add('Network change', span);
        one.planned.add('Cart cleaning', { ...span, affected: [checkout] });
      },
      hash: '#/maintenance/new',
    });
    await fill();
    await sees('“Network change” is planned for the same time');
    await button('2 things to look at');
    await check('Checkout');
    await sees('“Cart cleaning” works on Checkout at the same time');
    await sees('“Card payments are failing for some customers” is open and affects Checkout.');
    await click('Publish');
    await hears('Published.');
    expect(server.planned.maintenances).to.have.length(3);
  });

  it('publishes once, with one key, after a lost answer', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    server.fail('lost-answer', 1, 'POST');
    await click('Publish');
    await sees('Still trying.');
    await hears('Published.');
    expect(server.planned.maintenances).to.have.length(1);
  });

  it('shows what the server refuses at its field, and loses nothing', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    await type('What is planned?', 'Two\u0007bells');
    await click('Publish');
    await sees('Remove the control characters');
    expect((await field('What does it mean for people?')).value).to.equal('Checkout may pause.');
    expect(server.planned.maintenances).to.have.length(0);
  });

  it('keeps the draft through a reload until it is discarded', async () => {
    const mounted = mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    await check('Search');
    await reload(mounted);
    await sees('Your draft is back.');
    expect((await field('Starts')).value).to.equal(`${soon}-06-02T22:00`);
    expect(await field('Search')).to.have.property('checked', true);
    await click('Discard it');
    await click('Discard draft');
    const name = await field('What is planned?');
    await until(() => name.value === '');
  });

  it('begins from a template, fills in what it knows, and asks for the rest', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        const checkout = one.components.find((part) => part.name === 'Checkout')?.id ?? '';
        one.kept.add({
          kind: 'maintenance',
          name: 'Upgrade',
          title: '{{what}} of {{components}}',
          body: 'It takes {{duration}}.',
          component_ids: [checkout],
          duration_minutes: 120,
        });
      },
      hash: '#/maintenance/new',
    });
    await type('Starts', `${soon}-06-02T22:00`);
    await click('Use a template');
    await click(/^Upgrade/);
    await type('what', 'Upgrade');
    const name = await field('What is planned?');
    await until(() => name.value === 'Upgrade of Checkout');
    expect((await field('What does it mean for people?')).value).to.equal('It takes 2 hours.');
    await choose('How long?', '4 hours');
    await click('Publish');
    await hears('Published.');
    expect(posted(server)).to.include({ name: 'Upgrade of Checkout', body: 'It takes 4 hours.' });
  });

  it('shows hostile text as text', async () => {
    mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    await type('What is planned?', '<img src=x onerror="globalThis.wasHit = true">');
    await click('Publish');
    await hears('Published.');
    await until(() => words().includes('<img src=x'));
    expect(globalThis).to.not.have.property('wasHit');
  });

  it('repeats by plain choices, which are said as a sentence with the next dates', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill(`${soon}-06-02T22:00`);
    await choose('How often?', 'Every month, on a weekday');
    await choose('Which one?', 'The last');
    await choose('On which weekday?', 'Sunday');
    await choose('Until when?', 'A number of times');
    await type('How many times?', '3');
    await sees('On the last Sunday of every month, 3 times');
    await sees('not the start above: the rule decides');
    await click('Publish');
    await hears('Published.');
    await heading('Database upgrade');
    expect(server.planned.series[0]).to.include({
      rrule: 'FREQ=MONTHLY;BYDAY=-1SU;COUNT=3',
      starts_at: `${soon}-06-02T22:00`,
      duration_minutes: 60,
      time_zone: 'Europe/Berlin',
    });
  });

  it('does not repeat for more than ten years, or without a day', async () => {
    const { server } = mount({ prepare: calm, hash: '#/maintenance/new' });
    await fill();
    await choose('How often?', 'Every year');
    await type('The last day', `${soon + 11}-01-01`);
    await click('Publish');
    await sees('Choose a day at most ten years after the start.');
    await choose('How often?', 'Every week, on days you choose');
    await type('The last day', `${soon + 1}-01-01`);
    const days = [...shown()].filter((one) => /^repeat-(MO|TU|WE|TH|FR|SA|SU)$/.test(one.id)) as HTMLInputElement[];
    days.find((one) => one.checked)?.click();
    await click('Publish');
    await sees('Choose at least one day.');
    expect(server.planned.series).to.have.length(0);
  });
});
