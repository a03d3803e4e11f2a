import { expect } from 'chai';
import { inner } from '../testing/fake-alerts.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import {
  choose,
  click,
  field,
  follow,
  heading,
  hears,
  link,
  sees,
  seesNot,
  shown,
  type,
  until,
  words,
} from '../testing/see.ts';

const calm = (server: FakeServer) => fillFernhill(server, { isCalm: true });
const idOf = (server: FakeServer, name: string) => server.components.find((one) => one.name === name)?.id ?? '';
const element = (selector: string) =>
  until(() => [...shown()].find((one) => one.matches(selector)), `an element ${selector}`);
/** Something in an open dialog. */
const answer = async (name: string) =>
  (
    await until(
      () => [...shown()].find((one) => one.matches('dialog button') && one.textContent?.trim() === name),
      name,
    )
  ).click();

describe('connecting who sends alerts', () => {
  afterEach(unmount);

  it('leads from nothing to the first delivery, which arrives while one looks', async () => {
    const { server } = mount({ prepare: calm, hash: '#/alerts' });
    await sees('No monitoring is connected yet.');
    await follow('Add source');
    await click('Go on to its set-up');
    await heading('New Relic');
    await sees('Waiting for the first delivery…');
    const [source] = server.alerted.sources;
    expect((await field('Address')).value).to.equal(source?.address);
    expect((await field('Template')).value)
      .to.include('{{json issueId}}')
      .and.match(/\{\{\/if\}\}\n\}$/);
    expect((await field('Secret')).value).to.equal('made-by-the-server-0123');
    if (source) server.alerted.deliver(source, { outcomes: [], alerts: [inner({ is_test: true })] });
    await sees('The first delivery has arrived.');
    await element('[data-delivery-id]');
  });

  it('gives each vendor what it wants to be told', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        one.alerted.addSource('alertmanager', 'Prometheus');
        one.alerted.addSource('grafana', 'Grafana');
        one.alerted.addSource('datadog', 'Datadog');
        one.alerted.addSource('cloudwatch', 'CloudWatch', { topic_arns: ['arn:aws:sns:eu-central-1:1:alarms'] });
      },
      hash: '#/alerts',
    });
    await follow('Prometheus');
    const yaml = (await field('alertmanager.yml')).value;
    expect(yaml).to.include(`url: ${server.alerted.sources[0]?.address}`).and.include('credentials: SECRET');
    await follow('All sources');
    await follow('Grafana');
    expect((await field('Name of the header')).value).to.equal('x-grafana-alerting-signature');
    expect((await field('Name of the header with the time')).value).to.equal('x-grafana-alerting-timestamp');
    await follow('All sources');
    await follow('Datadog');
    expect((await field('Template')).value).to.include('$ALERT_TRANSITION');
    await click('Make a secret');
    const headers = JSON.parse((await field('JSON')).value) as Record<string, string>;
    expect(headers).to.deep.equal({ 'x-allswell-secret': (await field('Secret')).value });
    await follow('All sources');
    await follow('CloudWatch');
    expect((await field(/command line/)).value).to.include('arn:aws:sns:eu-central-1:1:alarms');
  });

  it('makes secrets, shows each once, and takes them back', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        one.alerted.addSource('generic', 'Ours');
      },
      hash: '#/alerts',
    });
    await follow('Ours');
    await sees('There is no secret yet, so every delivery is refused.');
    await click('Make a secret');
    await sees('Copy it now: it is not shown again.');
    await type('A secret of your own', 'short');
    await click('Add secret');
    await sees('Send at least 8 characters.');
    await type('A secret of your own', 'long-enough-secret');
    await click('Add secret');
    await element('[aria-label="Take back the secret that ends in cret"]');
    await sees('good until');
    await click('Take back the secret that ends in 0123');
    await answer('Take back');
    await hears('The secret does not count any more.');
    expect(server.alerted.sources[0]?.secrets.map((one) => one.hint)).to.deep.equal(['cret']);
  });

  it('changes what a sender proves itself by', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        one.alerted.addSource('new_relic', 'New Relic');
      },
      hash: '#/alerts',
    });
    await follow('New Relic');
    await choose('By what?', 'A secret in a header');
    await until(() => server.alerted.sources[0]?.verification.kind === 'header', 'the header');
    await sees('Add a header of your own with this name and value:');
    await choose('By what?', 'Nothing but the address');
    await sees('Whoever learns the address can send alerts.');
    expect(server.alerted.sources[0]?.verification).to.deep.equal({ kind: 'none' });
  });

  it('gives a new address, and says how long the one before works', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        one.alerted.addSource('generic', 'Ours');
      },
      hash: '#/alerts',
    });
    await follow('Ours');
    await click('New address');
    await sees('The one of now works for another day');
    await answer('New address');
    await hears('There is a new address.');
    expect((await field('Address')).value).to.match(/address-2$/);
    await sees('The one before works until');
    await click('End the one before now');
    await seesNot('The one before works until');
    expect(server.alerted.sources[0]?.previous_address_until).to.equal(null);
  });

  it('takes the topics that may send, and says beside the field which is none', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        one.alerted.addSource('cloudwatch', 'CloudWatch');
      },
      hash: '#/alerts',
    });
    await follow('CloudWatch');
    await type('Topics', 'alarms');
    (await element('#topics')).closest('.form')?.querySelector<HTMLElement>('.actions button')?.click();
    await sees('Send the ARN of a topic.');
    await type('Topics', 'arn:aws:sns:eu-central-1:123456789012:alarms');
    (await element('#topics')).closest('.form')?.querySelector<HTMLElement>('.actions button')?.click();
    await hears('Saved.');
    expect(server.alerted.sources[0]?.topic_arns).to.deep.equal(['arn:aws:sns:eu-central-1:123456789012:alarms']);
  });

  it('pauses one, and deletes one after a question', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        one.alerted.addSource('generic', 'Ours');
      },
      hash: '#/alerts',
    });
    await follow('Ours');
    (await field('Take what it sends')).click();
    await sees('What it sends is not taken.');
    await click('Delete source');
    await sees('Incidents and drafts stay.');
    await answer('Delete source');
    await hears('The source Ours is deleted.');
    expect(server.alerted.sources).to.have.length(0);
  });
});

describe('what a source delivered', () => {
  afterEach(unmount);

  const prepare = (server: FakeServer) => {
    calm(server);
    const source = server.alerted.addSource('new_relic', 'New Relic');
    server.alerted.deliver(source, { state: 'refused', reason: 'The signature does not fit.' });
    server.alerted.deliver(source, {
      state: 'unreadable',
      reason: 'The part createdAt is in seconds.',
      body: '{"a":1}',
    });
    server.alerted.deliver(source, {
      outcomes: [
        {
          ...{ key: 'k1', state: 'firing', title: 'Error rate is high', became: 'drafted' },
          ...{ rule_id: null, case_id: 'c', draft_id: 'draft0000009', incident_id: null },
        },
      ],
    });
  };

  it('says what became of each, with a way to it', async () => {
    mount({ prepare, hash: '#/alerts' });
    await follow('New Relic');
    await sees('Error rate is high → became a draft');
    (await element('[data-state="done"] summary')).click();
    expect((await link('the draft')).getAttribute('href')).to.equal('#/incidents/new/draft0000009');
    await sees('by no rule');
    await sees('"title": "Checkout is slow"');
  });

  it('keeps what could not be read with the reason, and reads it again', async () => {
    const { server } = mount({ prepare, hash: '#/alerts' });
    await follow('New Relic');
    await sees('The part createdAt is in seconds.');
    (await element('[data-state="unreadable"] summary')).click();
    await click('Read it again');
    await hears('It is read again.');
    expect(server.alerted.deliveries.map((one) => one.state)).to.deep.equal(['done', 'done', 'refused']);
  });

  it('shows text of strangers as text', async () => {
    mount({
      prepare: (server) => {
        calm(server);
        const source = server.alerted.addSource('generic', '<img src=x onerror=alert(1)>');
        server.alerted.deliver(source, { state: 'refused', reason: '<script>alert(1)</script>', body: '<b>not JSON' });
      },
      hash: '#/alerts',
    });
    await follow('<img src=x onerror=alert(1)>');
    (await element('[data-state="refused"] summary')).click();
    await sees('<b>not JSON');
    await sees('<script>alert(1)</script>');
    expect([...shown()].some((one) => one.matches('img, main script'))).to.equal(false);
  });
});

describe('saying what stands where in JSON of any shape', () => {
  afterEach(unmount);

  const prepare = (server: FakeServer) => {
    calm(server);
    server.alerted.deliver(server.alerted.addSource('generic', 'Ours'));
  };

  it('tries each letter on the last delivery, and saves', async () => {
    const { server } = mount({ prepare, hash: '#/alerts' });
    await follow('Ours');
    await type('Key', 'id');
    await type('Title', 'title');
    await type('State', 'status');
    await sees('The state “ALARM” is not among those that it knows.');
    await type('What the states mean', 'ALARM = firing\nOK = resolved');
    await seesNot('is not among those');
    const result = await element('[data-result]');
    await until(() => words(result).includes('Checkout is slow'), 'the alert that is read');
    await click('Save mapping');
    await hears('Saved. It counts from the next delivery on.');
    expect(server.alerted.sources[0]?.mapping).to.deep.include({
      key: { path: 'id' },
      state: { path: 'status' },
      states: { ALARM: 'firing', OK: 'resolved' },
    });
  });

  it('offers the paths that are there, and mappings of well-known senders', async () => {
    mount({ prepare, hash: '#/alerts' });
    await follow('Ours');
    await sees('"Checkout is slow"');
    const root = (await element('#map-key')).getRootNode() as ShadowRoot;
    const paths = [...root.querySelectorAll<HTMLOptionElement>('datalist option')];
    expect(paths.map((one) => one.value)).to.deep.equal(['id', 'title', 'status']);
    await click('Pingdom');
    await until(() => (shownField('map-key')?.value ?? '') === 'check_id', 'the preset');
  });

  it('says beside its field what is no path', async () => {
    mount({ prepare, hash: '#/alerts' });
    await follow('Ours');
    await type('Key', 'a..b');
    await sees('Write a path such as alerts[0].labels.severity.');
    expect((await field('Key')).getAttribute('aria-invalid')).to.equal('true');
  });
});

describe('rules', () => {
  afterEach(unmount);

  const prepare = (server: FakeServer) => {
    calm(server);
    const source = server.alerted.addSource('new_relic', 'New Relic');
    server.alerted.addRule('Checkout is down', {
      conditions: [
        { field: 'severity', name: null, is: 'at_least', value: 'high' },
        { field: 'entity', name: null, is: 'matches', value: 'checkout-*' },
      ],
      components: { [idOf(server, 'Checkout')]: 'major_outage' },
    });
    server.alerted.addRule('Staging', { source_id: source.id, action: 'ignore' });
    server.alerted.deliver(source, { alerts: [inner(), inner({ severity: 'low', title: 'Search is slow' })] });
  };

  it('read as sentences, and the last one says what becomes of everything else', async () => {
    mount({ prepare, hash: '#/alerts/rules' });
    await sees('If severity is at least High and entity looks like checkout-*');
    await sees('draft an incident affecting Checkout (Major outage)');
    await sees('If it comes from New Relic');
    await sees('Everything else');
  });

  it('are put in order', async () => {
    const { server } = mount({ prepare, hash: '#/alerts/rules' });
    await click('Move Staging up');
    await hears('Staging is now 1 of 2.');
    expect(server.alerted.rules.map((one) => one.name)).to.deep.equal(['Staging', 'Checkout is down']);
  });

  it('warn before they publish by themselves, and keep everything that was chosen', async () => {
    const { server } = mount({ prepare, hash: '#/alerts/rules' });
    await follow('Add rule');
    await type('What do you call it?', 'Payments');
    await choose('Value', 'Critical');
    await click('Add condition');
    const second = await until(() => shownField('condition-1-value'), 'the second condition');
    second.value = 'pay-*';
    second.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    ((await field(/^Publish it at once/)) as HTMLInputElement).click();
    await sees('Nobody looks at it before it is public.');
    await choose('Payments API', 'Partial outage');
    await sees('publish an incident at once affecting Payments API (Partial outage)');
    await type('Title of the incident', 'Payments: {{title}}');
    (await element('details.more summary')).click();
    await type('Minutes without firing before it counts as over', '10');
    await click('Add rule');
    await hears('The rule Payments is added.');
    expect(server.alerted.rules[2]).to.deep.include({
      name: 'Payments',
      action: 'publish',
      components: { [idOf(server, 'Payments API')]: 'partial_outage' },
      incident_name: 'Payments: {{title}}',
      hold_seconds: 600,
    });
    expect(server.alerted.rules[2]?.conditions[1]).to.deep.include({ field: 'entity', is: 'matches', value: 'pay-*' });
  });

  it('say what is missing before anything is sent', async () => {
    const { server } = mount({ prepare, hash: '#/alerts/rules/new' });
    await click('Add condition');
    await click('Add rule');
    await sees('2 things have to be put right.');
    expect(server.count('POST', '/api/v1/alert-rules')).to.equal(0);
  });

  it('are tried on what came, and change nothing', async () => {
    const { server } = mount({ prepare, hash: '#/alerts/rules/new' });
    await click('Add condition');
    await click('Try it');
    await sees('One thing has to be put right.');
    await click('Remove condition 2');
    await click('Try it');
    await sees('1 alert fits, of 2 that came.');
    expect([...shown()].filter((one) => one.matches('[data-matches="yes"]'))).to.have.length(1);
    await choose('Value', 'Low');
    await sees('The rule was changed since.');
    await click('Try it');
    await sees('2 alerts fit, of 2 that came.');
    expect(server.alerted.rules).to.have.length(2);
  });

  it('show both sides when somebody else was faster', async () => {
    const { server } = mount({ prepare, hash: '#/alerts/rules' });
    await follow('Staging');
    await type('What do you call it?', 'Mine');
    Object.assign(server.alerted.rules[1] ?? {}, { name: 'Theirs', version: 2 });
    await click('Save');
    await sees('Someone else changed this meanwhile.');
    await click('Keep mine');
    await hears('The rule Mine is saved.');
  });

  it('are deleted after a question', async () => {
    const { server } = mount({ prepare, hash: '#/alerts/rules' });
    await click('Delete the rule Staging');
    await answer('Delete rule');
    await hears('The rule Staging is deleted.');
    expect(server.alerted.rules).to.have.length(1);
  });
});

function shownField(id: string): HTMLInputElement | undefined {
  return [...shown()].find((one) => one.id === id) as HTMLInputElement | undefined;
}
