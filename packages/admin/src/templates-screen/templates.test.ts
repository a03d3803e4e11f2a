import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import {
  button,
  choose,
  click,
  field,
  focused,
  follow,
  heading,
  hears,
  isThere,
  sees,
  seesNot,
  shown,
  type,
  until,
} from '../testing/see.ts';
import { applyTemplate, fillIn, variablesIn } from './apply-template.ts';

const calm = (server: FakeServer) => fillFernhill(server, { isCalm: true });
const idOf = (server: FakeServer, name: string) => server.components.find((one) => one.name === name)?.id ?? '';
/** With a template that asks for a name, and one without questions. */
const prepare = (server: FakeServer) => {
  calm(server);
  server.kept.add({
    kind: 'incident',
    name: 'Provider down',
    title: 'Payments by {{provider}} are failing',
    body: '{{provider}} does not answer. {{components}} are affected.',
    status: 'identified',
    components: { [idOf(server, 'Checkout')]: 'partial_outage' },
  });
  server.kept.add({ kind: 'incident', name: 'Still looking', title: 'Trouble', body: 'We are looking into it.' });
  server.kept.add({ kind: 'maintenance', name: 'Upgrade', title: 'Database upgrade', body: 'Until {{end}}.' });
};
const use = async (name: RegExp) => {
  await click('Use a template');
  await click(name);
};
const valueOf = async (label: string) => (await field(label)).value;
const names = (server: FakeServer) => server.kept.templates.map((one) => one.name);

describe('variables of a template', () => {
  it('are found in their order, each once, however they are spaced', () => {
    expect(variablesIn('{{a}} and {{ b c }}', '{{a}} {{}} {d} {{{e}}}')).to.deep.equal(['a', 'b c', 'e']);
  });

  it('stay as they are written while nothing is known of them', () => {
    expect(fillIn('{{ a }} {{b}} {{c}}', { b: 'B', c: ' ' })).to.equal('{{ a }} B {{c}}');
    expect(fillIn('{{constructor}} {{a}}', { a: '{{b}} $& $1' })).to.equal('{{constructor}} {{b}} $& $1');
  });

  it('are named when they are missing', () => {
    const template = { title: 'Upgrade of {{what}}', body: 'From {{start}} for {{reason}}.' };
    expect(applyTemplate(template, { start: '10:00', what: 'disks' })).to.deep.equal({
      title: 'Upgrade of disks',
      body: 'From 10:00 for {{reason}}.',
      missing: ['reason'],
    });
  });
});

describe('using a template', () => {
  afterEach(unmount);

  it('fills the form, and asks only for what cannot be known', async () => {
    const { server } = mount({ prepare, hash: '#/incidents/new' });
    await use(/^Provider down/);
    await until(() => focused()?.id === 'variable-0', 'the focus in what is asked for');
    expect(await valueOf('Message')).to.equal('{{provider}} does not answer. Checkout are affected.');
    expect(await valueOf('Checkout')).to.equal('partial_outage');
    expect(await field('Identified')).to.have.property('checked', true);
    await type('provider', 'Northbank');
    expect(await valueOf('What do people notice?')).to.equal('Payments by Northbank are failing');
    await click('Publish');
    await hears('Published.');
    expect(server.incidents[0]).to.include({ name: 'Payments by Northbank are failing', status: 'identified' });
    expect(server.incidents[0]?.incident_updates[0]?.body).to.equal(
      'Northbank does not answer. Checkout are affected.',
    );
  });

  it('follows what is affected until somebody writes over it', async () => {
    mount({ prepare, hash: '#/incidents/new' });
    await use(/^Provider down/);
    await choose('Web app', 'Degraded performance');
    await until(async () => (await valueOf('Message')).includes('Web app and Checkout are affected.'));
    await type('Message', 'By hand: {{provider}}.');
    await choose('Search', 'Degraded performance');
    expect(await valueOf('Message')).to.equal('By hand: {{provider}}.');
    await type('provider', 'Northbank');
    expect(await valueOf('Message')).to.equal('By hand: Northbank.');
  });

  it('asks before it takes the place of something typed', async () => {
    mount({ prepare, hash: '#/incidents/new' });
    await type('Message', 'My own words.');
    await use(/^Still looking/);
    await heading('Replace what you typed?');
    await click('Cancel');
    expect(await valueOf('Message')).to.equal('My own words.');
    await use(/^Still looking/);
    await click('Replace it');
    await until(async () => (await valueOf('Message')) === 'We are looking into it.');
  });

  it('warns before a variable that nobody filled in is published', async () => {
    const { server } = mount({ prepare, hash: '#/incidents/new' });
    await use(/^Provider down/);
    await click('Publish');
    await heading('Something is not filled in');
    await sees('Readers would see {{provider}} just like this.');
    expect(server.count('POST', '/api/v1/incidents')).to.equal(0);
    await click('Cancel');
    await click('Publish');
    await click('Publish it like this');
    await hears('Published.');
    expect(server.incidents[0]?.name).to.equal('Payments by {{provider}} are failing');
  });

  it('works for an update too, and leaves the name of the incident alone', async () => {
    const { server } = mount({
      prepare: (one) => {
        fillFernhill(one);
        one.kept.add({
          kind: 'incident',
          name: 'Fixed',
          title: 'x',
          body: '{{components}} work.',
          status: 'monitoring',
        });
      },
    });
    await follow('Post update');
    await use(/^Fixed/);
    await until(async () => (await valueOf('Message')) === 'Checkout and Payments API work.');
    await click('Post update');
    await hears('Posted.');
    expect(server.incidents[0]).to.include({
      name: 'Card payments are failing for some customers',
      status: 'monitoring',
    });
  });

  it('offers those of its kind, and the way to keep more', async () => {
    mount({ prepare, hash: '#/incidents/new' });
    await click('Use a template');
    await button(/^Provider down/);
    expect(isThere(/^Upgrade/)).to.equal(false);
    await follow('Keep templates');
    await heading('Templates');
  });
});

describe('keeping templates', () => {
  afterEach(unmount);

  it('adds one, with all that it fills in', async () => {
    const { server } = mount({ prepare: calm, hash: '#/templates' });
    await sees('There are no templates yet.');
    await click('Add template');
    await type('What do you call it?', 'Provider down');
    await type('Title', 'Payments by {{provider}} fail');
    await type('Message', 'We see **errors**.');
    await until(() => [...shown()].some((one) => one.matches('strong') && one.textContent === 'errors'), 'the preview');
    await choose('Where are we?', 'Identified');
    await choose('Checkout', 'Major outage');
    await click('Add template');
    await hears('The template Provider down is added.');
    expect(server.kept.templates[0]).to.deep.include({
      kind: 'incident',
      name: 'Provider down',
      title: 'Payments by {{provider}} fail',
      status: 'identified',
      components: { [idOf(server, 'Checkout')]: 'major_outage' },
      duration_minutes: null,
    });
  });

  it('keeps how long a maintenance takes, and what it touches', async () => {
    const { server } = mount({ prepare: calm, hash: '#/templates' });
    await click('Add template');
    ((await field('Maintenance')) as HTMLInputElement).click();
    await type('What do you call it?', 'Upgrade');
    await type('Title', 'Upgrade');
    await type('Message', 'Until {{end}}.');
    await type('How long does it take?', 'a while');
    await click('Add template');
    await sees('Write whole minutes, from 1 to 43,200.');
    await type('How long does it take?', '90');
    ((await field('Search')) as HTMLInputElement).click();
    await click('Add template');
    await hears('is added.');
    expect(server.kept.templates[0]).to.deep.include({
      kind: 'maintenance',
      duration_minutes: 90,
      component_ids: [idOf(server, 'Search')],
      status: null,
    });
  });

  it('says what is missing before anything is sent', async () => {
    const { server } = mount({ prepare: calm, hash: '#/templates' });
    await click('Add template');
    await click('Add template');
    await sees('3 things have to be put right.');
    expect(server.count('POST', '/api/v1/templates')).to.equal(0);
  });

  it('puts them in order among those of their kind, and the focus stays', async () => {
    const { server } = mount({ prepare, hash: '#/templates' });
    await click('Move Still looking up');
    await hears('Still looking is now 1 of 2.');
    expect(names(server)).to.deep.equal(['Still looking', 'Provider down', 'Upgrade']);
    await until(() => focused()?.getAttribute('aria-label') === 'Move Still looking up', 'the focus on its button');
  });

  it('deletes one after it asked', async () => {
    const { server } = mount({ prepare, hash: '#/templates' });
    await click('Delete the template Provider down');
    await sees('What was published with it stays as it is.');
    await click('Delete template');
    await hears('The template Provider down is deleted.');
    await seesNot('Payments by {{provider}}');
    expect(names(server)).to.deep.equal(['Still looking', 'Upgrade']);
  });

  it('shows both sides when somebody else was faster', async () => {
    const { server } = mount({ prepare, hash: '#/templates' });
    await click('Edit the template Still looking');
    await type('Title', 'Mine');
    Object.assign(server.kept.templates[1] ?? {}, { title: 'Theirs', version: 2 });
    await click('Save');
    await sees('Someone else changed this meanwhile.');
    await sees('Theirs');
    await click('Keep mine');
    await hears('is saved.');
    expect(server.kept.templates[1]?.title).to.equal('Mine');
  });
});
