import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { choose, click, field, hears, sees, type, until } from '../testing/see.ts';

const withPeople = (server: FakeServer) => {
  fillFernhill(server, { isCalm: true });
  const checkout = server.components.find((one) => one.name === 'Checkout');
  const core = server.groups.find((one) => one.name === 'Core');
  if (!checkout || !core) throw new Error('Fernhill is not whole.');
  server.people.add('all@customer.example');
  server.people.add('phone', { channel: 'web_push' });
  server.people.add('maintenance@customer.example', { kinds: ['maintenance'] });
  for (let number = 0; number < 3; number++)
    server.people.add(`checkout${number}@customer.example`, { components: [checkout.id] });
  server.people.add('https://chat.example/hook', { channel: 'slack', groups: [core.id] });
  server.people.add('pending@customer.example', { state: 'pending' });
};
const questions = (server: FakeServer) => server.received.filter((one) => one.path.endsWith('/audience'));
const outcome = (text: string) =>
  until(
    () =>
      document
        .querySelector('status-admin')
        ?.shadowRoot?.querySelector('[data-screen]')
        ?.shadowRoot?.querySelector('.publish')
        ?.textContent?.includes(text),
    `"${text}" above the button`,
  );

describe('who will be told', () => {
  afterEach(unmount);

  it('is said by how many and by what, as what is affected is chosen', async () => {
    const { server } = mount({ prepare: withPeople, hash: '#/incidents/new' });
    await sees('2 subscribers: 1 by email and 1 by push.');
    await outcome('2 subscribers will be told.');
    await choose('Checkout', 'Partial outage');
    await sees('6 subscribers: 4 by email, 1 by push, and 1 in Slack.');
    await outcome('6 subscribers will be told.');
    const checkout = server.components.find((one) => one.name === 'Checkout');
    expect(questions(server).at(-1)?.body).to.deep.equal({ kind: 'incident', component_ids: [checkout?.id] });
  });

  it('is asked for once for one choice, whatever is typed beside it', async () => {
    const { server } = mount({ prepare: withPeople, hash: '#/incidents/new' });
    await sees('2 subscribers: 1 by email and 1 by push.');
    await type('What do people notice?', 'Slow');
    await type('Message', 'We look.');
    await choose('Checkout', 'Partial outage');
    await outcome('6 subscribers will be told.');
    await choose('Checkout', 'Operational');
    await outcome('2 subscribers will be told.');
    expect(questions(server)).to.have.length(2);
  });

  it('is nobody where one chooses so', async () => {
    const { server } = mount({ prepare: withPeople, hash: '#/incidents/new' });
    await outcome('2 subscribers will be told.');
    (await field('Tell subscribers')).click();
    await sees('Nobody is told. Readers of the page see it all the same.');
    await outcome('Nobody will be told.');
    await type('What do people notice?', 'Slow');
    await type('Message', 'We look.');
    await click('Publish');
    await hears('Published.');
    const sent = server.received.find((one) => one.method === 'POST' && one.path === '/api/v1/incidents');
    expect(sent?.body).to.deep.include({ deliver_notifications: false });
  });

  it('counts nobody as told by email where no mail server is set, and says why', async () => {
    mount({
      prepare: (server) => {
        withPeople(server);
        server.told.sending.email.configured = false;
      },
      hash: '#/incidents/new',
    });
    await sees('2 subscribers: 1 by email and 1 by push.');
    await sees('No email is sent: no mail server is set.');
    await outcome('1 subscriber will be told.');
  });

  it('says so when nobody follows it', async () => {
    mount({ prepare: (server) => fillFernhill(server, { isCalm: true }), hash: '#/incidents/new' });
    await sees('Nobody follows this yet.');
    await outcome('Nobody will be told.');
  });

  it('never keeps anybody from publishing while it is not known', async () => {
    const { server } = mount({
      prepare: (one) => {
        withPeople(one);
        one.fail('database', 1_000, 'audience');
      },
      hash: '#/incidents/new',
    });
    await sees('How many that is cannot be said just now.');
    await type('What do people notice?', 'Slow');
    await type('Message', 'We look.');
    await click('Publish');
    await hears('Published.');
    expect(server.incidents[0]?.name).to.equal('Slow');
  });

  it('is told later while sending is held', async () => {
    mount({
      prepare: (server) => {
        withPeople(server);
        server.told.hold();
      },
      hash: '#/incidents/new',
    });
    await sees('Sending is held: they are told once it is resumed.');
  });

  it('counts for an update also who follows just this incident', async () => {
    const { server } = mount({
      prepare: (one) => {
        fillFernhill(one);
        one.people.add('one@customer.example', { incident_id: one.incidents[0]!.id });
      },
    });
    location.hash = `#/incidents/${server.incidents[0]?.id}`;
    await sees('1 subscriber: 1 by email.');
    await outcome('1 subscriber will be told.');
    const asked = questions(server).at(-1)?.body as { component_ids: string[]; incident_id: string };
    expect(asked.incident_id).to.equal(server.incidents[0]?.id);
    expect(asked.component_ids).to.have.length(2);
  });

  it('is said of a plan, and that its step is switched off', async () => {
    const { server } = mount({ prepare: withPeople, hash: '#/maintenance/new' });
    await sees('3 subscribers: 2 by email and 1 by push.');
    expect(questions(server)[0]?.body).to.deep.equal({ kind: 'maintenance', component_ids: [] });
    unmount();
    mount({
      prepare: (one) => {
        withPeople(one);
        one.settings = { ...one.settings, notify_maintenance_announced: false };
      },
      hash: '#/maintenance/new',
    });
    await sees('Messages of this step are switched off in the settings, so nobody is told.');
  });

  it('hears of a new time once: in the update, or by itself where none is posted', async () => {
    const change = async (saysIt: boolean) => {
      const { server } = mount({
        prepare: (one) => {
          withPeople(one);
          one.planned.add('New locks', { id: 'maint0000001' });
        },
        hash: '#/maintenance/maint0000001',
      });
      await click('Reschedule');
      await sees('3 subscribers: 2 by email and 1 by push.');
      const start = await field('Starts');
      const day = new Date(Date.parse(`${start.value}Z`) + 86_400_000).toISOString().slice(0, 16);
      await type('Starts', day);
      if (!saysIt) (await field('Post an update that says so')).click();
      await click('Reschedule it');
      await hears('Rescheduled.');
      return server.received
        .filter((one) => one.method === 'PATCH' || one.path.endsWith('/updates'))
        .map((one) => (one.body as { deliver_notifications?: boolean }).deliver_notifications);
    };
    expect(await change(true)).to.deep.equal([false, true]);
    unmount();
    expect(await change(false)).to.deep.equal([true]);
  });
});
