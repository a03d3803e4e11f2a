import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import {
  button,
  click,
  field,
  focused,
  follow,
  heading,
  hears,
  isThere,
  link,
  nameOf,
  sees,
  seesNot,
  until,
  words,
} from '../testing/see.ts';

const idOf = (server: FakeServer, name: string) => server.components.find((one) => one.name === name)?.id ?? '';

/** Something fires, as without a rule; with one, it affects the checkout. */
const fire = (server: FakeServer) =>
  server.alerted.fire('Checkout: error rate is high', {
    title: 'Error rate > 5 % on checkout-prod',
    content: {
      components: { [idOf(server, 'Checkout')]: 'major_outage' },
      body: 'Something is wrong with the checkout.',
    },
    alert: { severity: 'critical', times_fired: 4 },
  });

const withSource = (server: FakeServer) => {
  fillFernhill(server, { isCalm: true });
  server.alerted.addSource('new_relic', 'New Relic');
};

describe('what monitoring says on the overview', () => {
  afterEach(unmount);

  it('appears by itself, with what would be said, and is published with one click', async () => {
    const { server } = mount({ prepare: withSource });
    await sees('All Systems Operational');
    fire(server);
    await heading('From monitoring');
    await sees('Firing for 3 minutes');
    await sees('from New Relic');
    await sees('fired 4 times');
    await sees('Checkout: Major outage');
    await sees('Something is wrong with the checkout.');
    await sees('The alert says: Error rate > 5 % on checkout-prod');
    await click('Publish: Checkout: error rate is high');
    await hears('Published: Checkout: error rate is high');
    expect(server.incidents[0]?.name).to.equal('Checkout: error rate is high');
    await sees('Major outage');
    await seesNot('From monitoring');
  });

  it('is published once, however often the button is pressed', async () => {
    const { server } = mount({
      prepare: (one) => {
        withSource(one);
        fire(one);
      },
    });
    const publish = await button(/^Publish: /);
    server.hold();
    publish.click();
    publish.click();
    server.letGo();
    await hears('Published: ');
    expect(server.count('POST', /\/publish$/)).to.equal(1);
    expect(server.incidents).to.have.length(1);
  });

  it('opens in the composer to be edited first, and says that monitoring wrote it', async () => {
    mount({
      prepare: (one) => {
        withSource(one);
        fire(one);
      },
    });
    await follow('Edit first: Checkout: error rate is high');
    await heading('New incident');
    await sees('This was begun by monitoring');
    expect((await field('What do people notice?')).value).to.equal('Checkout: error rate is high');
  });

  it('is dismissed, and stays away', async () => {
    const { server } = mount({
      prepare: (one) => {
        withSource(one);
        fire(one);
      },
    });
    await click('Dismiss: Checkout: error rate is high');
    await hears('Dismissed.');
    await seesNot('Checkout: error rate is high');
    expect(server.written.drafts).to.have.length(0);
  });

  it('says that it is over by itself, and keeps the draft until somebody decides', async () => {
    const { server } = mount({ prepare: withSource });
    await sees('All Systems Operational');
    const one = fire(server);
    await sees('Firing for');
    Object.assign(one, { state: 'recovered', recovered_at: new Date(Date.now() - 120_000).toISOString() });
    await sees('Over by itself for 2 minutes');
    expect(isThere(/^Publish: /)).to.equal(true);
  });

  it('puts what fires and is worst first', async () => {
    mount({
      prepare: (server) => {
        withSource(server);
        server.alerted.fire('Disk is slow', { alert: { severity: 'critical' } });
        server.alerted.fire('Search is slow', { alert: { severity: 'low' } });
        server.alerted.fire('It was short', { state: 'recovered', recovered_at: new Date().toISOString() });
      },
    });
    await sees('Disk is slow');
    await until(() => /Disk is slow.*Search is slow.*It was short/.test(words()), 'their order');
  });

  it('shows the three that are most urgent, and the way to the others', async () => {
    mount({
      prepare: (server) => {
        withSource(server);
        for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) server.alerted.fire(name);
      },
    });
    const further = await link('2 more alerts wait');
    expect(isThere('Publish: One')).to.equal(false);
    further.click();
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) await button(`Publish: ${name}`);
    expect(isThere(/more alerts? waits?/)).to.equal(false);
  });

  it('keeps the keyboard where the next one stands, and at the top when there is none', async () => {
    mount({
      prepare: (server) => {
        withSource(server);
        for (const name of ['One', 'Two']) server.alerted.fire(name);
      },
    });
    const first = await button(/^Dismiss: /);
    const other = nameOf(first) === 'Dismiss: One' ? 'Two' : 'One';
    first.focus();
    first.click();
    await until(() => focused()?.localName === 'h3' && focused()?.textContent === other);
    await click(`Dismiss: ${other}`);
    await until(() => focused()?.localName === 'h1');
  });

  it('proposes that an incident is over, which one click says to readers', async () => {
    const { server } = mount({
      prepare: (one) => {
        fillFernhill(one);
        one.alerted.addSource('grafana', 'Grafana');
        one.alerted.propose(one.alerted.fire('Card payments'), one.incidents[0]?.id ?? '');
      },
    });
    await sees('Monitoring says it is over.');
    await click('Resolve: Card payments are failing for some customers');
    await hears('Resolved: Card payments are failing for some customers');
    expect(server.incidents[0]?.status).to.equal('resolved');
    await sees('No open incidents.');
  });

  it('says so when somebody else was faster', async () => {
    const { server } = mount({
      prepare: (one) => {
        withSource(one);
        fire(one);
      },
    });
    const publish = await button(/^Publish: /);
    server.written.drafts = [];
    publish.click();
    await sees('Somebody was faster.');
  });

  it('asks again after the server was away', async () => {
    const { server } = mount({ prepare: withSource });
    await sees('All Systems Operational');
    server.fail('database', 1, 'alert-cases');
    fire(server);
    await sees('Checkout: error rate is high');
  });

  it('says nothing where nothing fires, and asks no more when another screen is shown', async () => {
    const { server } = mount({ prepare: withSource });
    await sees('All Systems Operational');
    await until(() => server.count('GET', /alert-cases/) > 1, 'asking again');
    expect(words()).to.not.include('From monitoring');
    location.hash = '#/templates';
    await heading('Templates');
    await sees('There are no templates yet.');
    const asked = server.count('GET', /alert-cases/);
    location.hash = '#/subscribers/import';
    await heading('Import a list');
    expect(server.count('GET', /alert-cases/)).to.be.at.most(asked + 1);
  });
});

describe('an incident that monitoring opened', () => {
  afterEach(unmount);

  it('says which updates it posted, and what it says now', async () => {
    mount({
      prepare: (server) => {
        fillFernhill(server);
        server.alerted.addSource('new_relic', 'New Relic');
        const [incident] = server.incidents;
        const one = server.alerted.fire('Error rate is high', { draft_id: null, alert: { times_fired: 7 } });
        one.incident_id = incident?.id ?? null;
        Object.assign(incident?.incident_updates[0] ?? {}, { automatic: true });
      },
    });
    await follow('Post update');
    await sees('Posted automatically');
    await heading('What monitoring says');
    await sees('Firing · from New Relic · fired 7 times');
    await sees('it is resolved by itself');
    expect((await link('open in New Relic')).getAttribute('href')).to.equal('https://one.newrelic.com/issues/1');
  });

  it('links nowhere that is no page of the web', async () => {
    mount({
      prepare: (server) => {
        fillFernhill(server);
        server.alerted.addSource('generic', 'Ours');
        const url = 'javascript:alert(1)';
        server.alerted.fire('Error rate is high', { incident_id: server.incidents[0]?.id ?? null, alert: { url } });
        server.alerted.fire('Another', { alert: { url } });
      },
    });
    await sees('Another');
    expect(isThere(/^open in/)).to.equal(false);
    await follow('Post update');
    await heading('What monitoring says');
    expect(isThere(/^open in/)).to.equal(false);
  });
});
