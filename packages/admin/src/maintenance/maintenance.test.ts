import { expect } from 'chai';
import type { AdminMaintenance } from '@allswell/protocol';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, reload, unmount } from '../testing/mount.ts';
import type { Mounted } from '../testing/mount.ts';
import {
  button,
  click,
  field,
  focused,
  follow,
  heading,
  hears,
  isThere,
  sees,
  seesNot,
  type,
  until,
} from '../testing/see.ts';

const minuteMs = 60_000;

/** Opens the screen of one maintenance, by the way a person goes. */
async function open(
  part: Parameters<FakeServer['planned']['add']>[1] = {},
): Promise<Mounted & { one: AdminMaintenance }> {
  let one: AdminMaintenance | undefined;
  const mounted = mount({
    hash: '#/maintenance',
    prepare: (server) => {
      fillFernhill(server, { isCalm: true });
      const checkout = server.components.find((component) => component.name === 'Checkout')?.id ?? '';
      one = server.planned.add('Database upgrade', { affected: [checkout], ...part });
    },
  });
  if (!one) throw new Error('Nothing was planned.');
  await follow('Database upgrade');
  await heading('What is new?');
  return { ...mounted, one };
}

const patches = (server: FakeServer) => server.received.filter((one) => one.method === 'PATCH');

describe('one maintenance', () => {
  afterEach(unmount);

  it('says where it stands, when it is, and whom it touches', async () => {
    await open();
    await sees('Planned');
    await sees('Starts in 23 hours');
    await sees('Affects Checkout');
  });

  it('starts now: the message is ready, and what it affects is under maintenance', async () => {
    const { server, one } = await open();
    await click('Start now');
    await until(() => focused()?.id === 'body');
    expect((await field('Message')).value).to.equal('The maintenance has started.');
    await sees('It starts now. Checkout: under maintenance.');
    await click('Post update');
    await hears('Posted. Readers see it now.');
    await button('Finish early');
    expect(one.status).to.equal('in_progress');
    expect(server.components.find((part) => part.name === 'Checkout')?.status).to.equal('under_maintenance');
  });

  it('is verified, and finished early', async () => {
    const { one } = await open({ status: 'in_progress', from: -30, until: 60 });
    await click('Verify');
    await click('Post update');
    await hears('Posted.');
    await click('Finish early');
    await sees('It ends now. Checkout: back to what it was before.');
    await click('Post update');
    await sees('This maintenance is over.');
    expect(one.status).to.equal('completed');
    expect(isThere('Post update')).to.equal(false);
  });

  it('keeps the words that one has written when the next step is chosen', async () => {
    await open();
    await type('Message', 'We begin a little earlier.');
    await click('Start now');
    expect((await field('Message')).value).to.equal('We begin a little earlier.');
    expect(await field('Under way')).to.have.property('checked', true);
  });

  it('gets more time by one press when it runs over, reckoned from now', async () => {
    const { server, one } = await open({ status: 'in_progress', from: -90, until: -20 });
    await heading('It runs over');
    const before = Date.now();
    await click(/^\+15 min, until/);
    await hears('It now ends');
    const end = Date.parse(one.scheduled_until);
    expect(end).to.be.within(before + 15 * minuteMs, Date.now() + 16 * minuteMs);
    expect(patches(server)[0]?.headers.get('if-match')).to.equal('"1"');
    await heading('Needs more time?');
  });

  it('gets another end that one types, which has to be still to come', async () => {
    const { one } = await open({ status: 'in_progress', from: -90, until: 30 });
    await click('Another end');
    await type('Ends', '2020-01-01T00:00');
    await click('Set the end');
    await sees('It has to end after it starts.');
    await type('Ends', `${new Date().getUTCFullYear() + 1}-02-01T04:00`);
    await click('Set the end');
    await hears('It now ends');
    expect(one.scheduled_until).to.equal(`${new Date().getUTCFullYear() + 1}-02-01T03:00:00.000Z`);
  });

  it('is rescheduled, says so in an update, and shows what it then meets', async () => {
    const next = new Date().getUTCFullYear() + 1;
    const { server, one } = await open();
    server.planned.add('Network change', { from: `${next}-02-01T02:00:00.000Z`, until: `${next}-02-01T05:00:00.000Z` });
    server.announce();
    await click('Reschedule');
    await type('Starts', `${next}-02-01T04:00`);
    await sees('“Network change” is planned for the same time');
    expect((await field('Message')).value).to.match(/^This maintenance has moved\./);
    await click('Reschedule it');
    await hears('Rescheduled.');
    expect(one.scheduled_for).to.equal(`${next}-02-01T03:00:00.000Z`);
    expect(Date.parse(one.scheduled_until) - Date.parse(one.scheduled_for)).to.equal(120 * minuteMs);
    expect(one.incident_updates[0]?.body).to.match(/^This maintenance has moved\./);
  });

  it('is rescheduled without a word when one chooses so, and not to the time that it has', async () => {
    const next = new Date().getUTCFullYear() + 1;
    const { one } = await open();
    await click('Reschedule');
    await click('Reschedule it');
    await sees('This is the time it has already.');
    ((await field('Post an update that says so')) as HTMLInputElement).click();
    await type('Starts', `${next}-02-01T04:00`);
    await click('Reschedule it');
    await hears('Rescheduled.');
    expect(one.incident_updates).to.have.length(1);
  });

  it('shows both sides when someone else moved it meanwhile, and loses neither', async () => {
    const next = new Date().getUTCFullYear() + 1;
    const { one } = await open();
    await click('Reschedule');
    await type('Starts', `${next}-02-01T04:00`);
    one.scheduled_for = `${next}-03-01T03:00:00.000Z`;
    one.scheduled_until = `${next}-03-01T04:00:00.000Z`;
    one.version += 1;
    await click('Reschedule it');
    await sees('Someone else changed this meanwhile.');
    expect((await field('Starts')).value).to.equal(`${next}-02-01T04:00`);
    await click('Keep mine');
    await hears('Rescheduled.');
    expect(one.scheduled_for).to.equal(`${next}-02-01T03:00:00.000Z`);
  });

  it('is called off with a last word, once', async () => {
    const { one } = await open();
    await click('Call off');
    await heading('Call off this maintenance?');
    await click('Call off maintenance');
    await sees('This is still empty.');
    expect(one.cancelled_at).to.equal(undefined);
    await type('What do people need to know?', 'We found a better way.');
    await click('Call off maintenance');
    await hears('Called off.');
    await sees('This maintenance was called off');
    expect(one.incident_updates[0]?.body).to.equal('We found a better way.');
    expect(isThere('Call off')).to.equal(false);
  });

  it('keeps what was written when it is over meanwhile, and says so', async () => {
    const { one } = await open({ status: 'in_progress', from: -30, until: 60 });
    await type('Message', 'Half of the shards are done.');
    one.status = 'completed';
    one.resolved_at = new Date().toISOString();
    await click('Post update');
    await sees('This maintenance is over.');
    expect((await field('Message')).value).to.equal('Half of the shards are done.');
  });

  it('keeps the update that is being written through a reload', async () => {
    const mounted = await open();
    await type('Message', 'Half a thou');
    await reload(mounted);
    expect((await field('Message')).value).to.equal('Half a thou');
  });

  it('changes what happens by itself, its name and what it affects', async () => {
    const { server, one } = await open();
    await click('Edit');
    await heading('Edit maintenance');
    await type('What is planned?', 'Database move');
    ((await field('End at the planned time')) as HTMLInputElement).click();
    ((await field('Search')) as HTMLInputElement).click();
    await click('Save');
    await hears('Saved.');
    await heading('Database move');
    await sees('Ends by hand');
    expect(patches(server)[0]?.body).to.deep.include({ name: 'Database move', scheduled_auto_completed: false });
    expect(one.components.map((part) => part.name).sort()).to.deep.equal(['Checkout', 'Search']);
  });

  it('is deleted after a question', async () => {
    const { server } = await open();
    await click('Delete');
    await click('Delete maintenance');
    await hears('The maintenance is deleted.');
    expect(server.planned.maintenances).to.have.length(0);
    await sees('Nothing is planned.');
  });

  it('follows what happens by itself', async () => {
    const { server, one } = await open();
    one.status = 'in_progress';
    one.scheduled_for = new Date(Date.now() - minuteMs).toISOString();
    server.announce();
    await button('Finish early');
    await seesNot('Starts in');
  });

  it('says so when it is not there', async () => {
    mount({ hash: '#/maintenance/nosuchmainte' });
    await sees('This maintenance does not exist, or it was deleted.');
    await follow('Go to maintenance');
    await heading('Maintenance');
  });

  it('is found by the address of an incident, too', async () => {
    const { one } = await open();
    location.hash = `#/incidents/${one.id}`;
    await button('Start now');
    await until(() => location.hash === `#/maintenance/${one.id}`);
  });
});
