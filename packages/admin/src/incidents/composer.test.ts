import { sendKeys } from '@web/test-runner-commands';
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
  hears,
  isThere,
  link,
  sees,
  seesNot,
  type,
  until,
  words,
} from '../testing/see.ts';

const calm = (server: FakeServer) => fillFernhill(server, { isCalm: true });
const isKeyboardDriven =
  !navigator.userAgent.includes('MiniBrowser') && !/Version\/\S+ Safari/.test(navigator.userAgent);

describe('publishing an incident', () => {
  afterEach(unmount);

  it('takes three interactions from the overview: "New incident", what is affected, "Publish"', async () => {
    const { server } = mount({ prepare: calm });
    let interactions = 0;
    const acts = async (act: Promise<void>) => {
      interactions += 1;
      await act;
    };
    await acts(follow('New incident'));
    await until(() => focused()?.id === 'name');
    await type('What do people notice?', 'Card payments are failing');
    await acts(choose('Checkout', 'Partial outage'));
    await type('Message', 'We are looking into it.');
    await acts(click('Publish'));
    await hears('Published. Readers see it now.');
    expect(interactions).to.be.at.most(3);
    expect(server.incidents[0]?.name).to.equal('Card payments are failing');
    expect(server.summary().status.description).to.equal('Minor Service Outage');
  });

  it('begins with the first question, so that one can type at once', async () => {
    mount({ prepare: calm });
    await follow('New incident');
    await until(() => focused()?.id === 'name');
  });

  it('works with the keyboard alone, and Ctrl+Enter publishes', async function () {
    if (!isKeyboardDriven) this.skip();
    const { server } = mount({ prepare: calm });
    (await link('New incident')).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.id === 'name');
    await sendKeys({ type: 'Sign-in is slow' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'ArrowRight' });
    expect(await field('Identified')).to.have.property('checked', true);
    (await field('Message')).focus();
    await sendKeys({ type: 'We found it.' });
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
    await hears('Published.');
    expect(server.incidents[0]).to.include({ name: 'Sign-in is slow', status: 'identified' });
    await until(() => focused()?.textContent === 'Sign-in is slow' && focused()?.matches('h1'));
  });

  it('says what the page will say before it is published', async () => {
    mount({ prepare: calm, hash: '#/incidents/new' });
    await sees('The page will say “All Systems Operational”.');
    await sees('Nothing is marked as affected');
    await choose('Checkout', 'Major outage');
    await sees('The page will say “Partial System Outage”.');
    await seesNot('Nothing is marked as affected');
    await choose('Checkout', 'Operational');
    await sees('The page will say “All Systems Operational”.');
  });

  it('lets the incident weigh what the operator says, whatever is affected', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Mail is late');
    await type('Message', 'We are looking into it.');
    await sees('More');
    await until(() => {
      const details = document
        .querySelector('status-admin')
        ?.shadowRoot?.querySelector('status-admin-composer')
        ?.shadowRoot?.querySelector('details');
      if (details) details.open = true;
      return details;
    });
    await choose('How bad is it?', 'Critical');
    await sees('The page will say “Major System Outage”.');
    await click('Publish');
    await hears('Published.');
    expect(server.incidents[0]?.impact_override).to.equal('critical');
  });

  it('can make a component part of it that is down already', async () => {
    const { server } = mount({ hash: '#/incidents/new' });
    await type('What do people notice?', 'Receipts are missing');
    await choose('Checkout', 'Partial outage, because of this too');
    await type('Message', 'We are looking into it.');
    await click('Publish');
    await hears('Published.');
    expect(server.incidents[0]?.components.map((one) => one.name)).to.deep.equal(['Checkout']);
  });

  it('offers a sentence to those who have none', async () => {
    mount({ prepare: calm, hash: '#/incidents/new' });
    await click(/^Use “We are looking into this/);
    expect((await field('Message')).value).to.match(/^We are looking into this/);
    await until(() => !isThere(/^Use “/));
  });

  it('points to what is missing, and sends nothing', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await click('Publish');
    await sees('2 things have to be put right.');
    const name = await field('What do people notice?');
    expect(name.getAttribute('aria-invalid')).to.equal('true');
    await until(() => focused() === name);
    const described = name.getAttribute('aria-describedby') ?? '';
    expect((name.getRootNode() as ShadowRoot).getElementById(described)?.textContent).to.equal('This is still empty.');
    expect(server.count('POST', '/api/v1/incidents')).to.equal(0);
  });

  it('shows what the server refuses at the field it is about', async () => {
    mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Two\u0007bells');
    await type('Message', 'We are looking into it.');
    await click('Publish');
    await sees('Remove the control characters');
    await until(() => focused()?.id === 'name');
  });

  it('publishes once, however often one clicks', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Mail is late');
    await type('Message', 'We are looking into it.');
    server.hold();
    const publish = await button('Publish');
    publish.click();
    publish.click();
    await button('Publishing…');
    publish.click();
    server.letGo();
    await hears('Published.');
    expect(server.count('POST', '/api/v1/incidents')).to.equal(1);
    expect(server.incidents).to.have.length(1);
  });

  it('sends what is shown: nothing can be changed while it is on its way', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Mail is late');
    await type('Message', 'We are looking into it.');
    server.hold();
    await click('Publish');
    await button('Publishing…');
    await choose('Checkout', 'Major outage');
    const checkout = await field('Checkout');
    await until(() => checkout.value === '', 'the choice taken back');
    expect(await field('Message')).to.have.property('readOnly', true);
    server.letGo();
    await hears('Published.');
    expect(server.incidents[0]?.components).to.deep.equal([]);
  });

  it('tries again with the same key after a lost answer, says so, and publishes once', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Mail is late');
    await type('Message', 'We are looking into it.');
    server.fail('lost-answer', 2, 'POST');
    await click('Publish');
    await sees('Still trying.');
    await sees('Nothing you typed is lost.');
    await hears('Published.');
    const keys = server.received
      .filter((one) => one.path === '/api/v1/incidents' && one.method === 'POST')
      .map((one) => one.headers.get('idempotency-key'));
    expect(keys.length).to.be.at.least(3);
    expect(new Set(keys).size).to.equal(1);
    expect(server.incidents).to.have.length(1);
  });

  it('says that the database is away, and publishes when it is back', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Mail is late');
    await type('Message', 'We are looking into it.');
    server.fail('database', 1000, 'POST');
    await click('Publish');
    await sees('The database does not answer just now. Readers still get the page.');
    server.recover();
    await hears('Published.');
    expect(server.incidents).to.have.length(1);
  });

  it('stops trying when told to, and keeps the words and the key', async () => {
    const mounted = mount({ prepare: calm, hash: '#/incidents/new' });
    const { server } = mounted;
    await type('What do people notice?', 'Mail is late');
    await type('Message', 'We are looking into it.');
    server.fail('lost-answer', 1000, 'POST');
    await click('Publish');
    await click('Stop trying');
    await sees('It may have gone through; look before you send it again.');
    server.recover();
    await reload(mounted);
    await sees('Your draft is back.');
    await click('Publish');
    await hears('Published.');
    expect(server.incidents, 'the lost answer counted').to.have.length(1);
  });

  it('keeps the draft through a reload until it is published or discarded', async () => {
    const mounted = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Half a thou');
    await choose('Checkout', 'Degraded performance');
    await reload(mounted);
    await sees('Your draft is back.');
    expect((await field('What do people notice?')).value).to.equal('Half a thou');
    expect((await field('Checkout')).value).to.equal('degraded_performance');
    await click('Discard it');
    await click('Discard draft');
    const name = await field('What do people notice?');
    await until(() => name.value === '', 'an empty field');
    await reload(mounted);
    await seesNot('Your draft is back.');
  });

  it('shows the message in the preview as the server reads it', async () => {
    const { panel } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('Message', 'We see **slow** sign-ins.');
    await until(() => {
      const preview = panel.shadowRoot
        ?.querySelector('status-admin-composer')
        ?.shadowRoot?.querySelector('status-admin-preview');
      const nodes = preview?.summary?.incidents[0]?.incident_updates[0]?.body_nodes;
      return JSON.stringify(nodes ?? '').includes('"strong"');
    }, 'the parsed message in the preview');
  });

  it('shows hostile text as text', async () => {
    const hostile = '<img src=x onerror="globalThis.wasHit = true"><script>globalThis.wasHit = true</script>';
    mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', hostile);
    await type('Message', hostile);
    await click('Publish');
    await hears('Published.');
    await until(() => words().split('<script>').length > 2, 'the text in heading and thread');
    expect(globalThis).to.not.have.property('wasHit');
  });
});
