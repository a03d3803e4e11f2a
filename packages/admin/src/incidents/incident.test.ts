import { expect } from 'chai';
import { mount, unmount } from '../testing/mount.ts';
import type { Mounted } from '../testing/mount.ts';
import {
  button,
  choose,
  click,
  field,
  focused,
  follow,
  hears,
  heading,
  isThere,
  sees,
  seesNot,
  shown,
  type,
  until,
  words,
} from '../testing/see.ts';

const payments = 'Card payments are failing for some customers';

async function open(): Promise<Mounted> {
  const mounted = mount();
  await follow(payments);
  await heading(payments);
  return mounted;
}

const check = async (label: string) => (await field(label)).click();

describe('an incident', () => {
  afterEach(unmount);

  it('is told further with an update that readers see at once', async () => {
    const { server } = await open();
    await check('Monitoring');
    await type('Message', 'Traffic has been moved. Payments go through again.');
    await click('Post update');
    await hears('Posted. Readers see it now.');
    await sees('Traffic has been moved. Payments go through again.');
    expect(server.incidents[0]?.status).to.equal('monitoring');
    expect((await field('Message')).value).to.equal('');
    await until(() => focused()?.textContent === payments);
  });

  it('gives back what it affects when it is resolved, and says so before', async () => {
    const { server } = await open();
    await check('Resolved');
    await sees('What it affects goes back to what it was before');
    await sees('The page will say “All Systems Operational”.');
    await type('Message', 'All payments work.');
    await click('Post update');
    await hears('Posted.');
    expect(server.components.every((one) => one.status === 'operational')).to.equal(true);
    await sees('This incident is resolved. If it is back, reopen it with an update.');
    expect(
      server.received.findLast((one) => one.method === 'POST' && one.path.endsWith('/updates'))?.body,
    ).to.not.have.property('components');
  });

  it('is reopened with an update', async () => {
    const { server } = mount();
    await follow(/^Incidents/);
    await follow('Search results were up to an hour old');
    await click('Reopen');
    await until(() => focused()?.id === 'body');
    await type('Message', 'It is back.');
    await click('Post update');
    await hears('Reopened. Readers see it now.');
    const reopened = server.incidents.find((one) => one.name.startsWith('Search'));
    expect(reopened?.status).to.equal('investigating');
  });

  it('changes components with the update', async () => {
    const { server } = await open();
    await choose('Checkout', 'Major outage');
    await type('Message', 'It is worse.');
    await click('Post update');
    await hears('Posted.');
    expect(server.components.find((one) => one.name === 'Checkout')?.status).to.equal('major_outage');
  });

  it('keeps one update per click, and the same key after a lost answer', async () => {
    const { server } = await open();
    await type('Message', 'Still on it.');
    server.fail('lost-answer', 1, 'POST');
    await click('Post update');
    (await button('Posting…')).click();
    await hears('Posted.');
    expect(server.incidents[0]?.incident_updates).to.have.length(2);
  });

  it('has its updates edited, with the time they were posted at', async () => {
    const { server } = await open();
    await click(/^Edit the update “Identified”/);
    await until(() => focused()?.id === 'edit-body');
    await type(/^Message$/, 'not this one');
    const [message] = [
      ...document
        .querySelector('status-admin')!
        .shadowRoot!.querySelector('status-admin-incident')!
        .shadowRoot!.querySelectorAll<HTMLTextAreaElement>('#edit-body'),
    ];
    message!.value = 'A **bad certificate**, put right.';
    message!.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await type('Shown as posted at', '2026-11-20T08:30');
    await click('Save');
    await hears('Saved. Readers see it now.');
    await sees('bad certificate');
    const update = server.incidents[0]?.incident_updates[0];
    expect(update?.body).to.equal('A **bad certificate**, put right.');
    expect(update?.display_at).to.equal(new Date('2026-11-20T08:30').toISOString());
    await until(() => focused()?.hasAttribute('data-edit'), 'the focus on the button that opened it');
  });

  it('lets an update be taken back, after asking', async () => {
    const { server } = await open();
    await type('Message', 'Wrong incident.');
    await click('Post update');
    await hears('Posted.');
    await sees('Wrong incident.');
    await click(/^Delete the update “Identified”/);
    await heading('Delete this update?');
    await click('Cancel');
    expect(server.incidents[0]?.incident_updates).to.have.length(2);
    await click(/^Delete the update “Identified”/);
    await click('Delete update');
    await hears('The update is deleted.');
    await seesNot('Wrong incident.');
  });

  it('keeps its last update: that one is edited, not deleted', async () => {
    await open();
    expect(isThere(/^Delete the update/)).to.equal(false);
  });

  it('is renamed and weighed anew', async () => {
    const { server } = await open();
    await click('Edit');
    await until(() => focused()?.id === 'edit-name');
    await type('Name', 'Some card payments fail');
    await choose('How bad is it?', 'Major');
    await click('Save');
    await hears('Saved. Readers see it now.');
    await heading('Some card payments fail');
    expect(server.incidents[0]).to.include({ name: 'Some card payments fail', impact_override: 'major' });
  });

  it('lets go of a component that was never affected', async () => {
    const { server } = await open();
    await click('Edit');
    await heading('Edit incident');
    const box = await until(() => {
      for (const one of shown()) {
        if (
          one instanceof HTMLLabelElement &&
          one.textContent === 'Payments API' &&
          one.htmlFor.startsWith('affected-')
        )
          return one;
      }
      return null;
    }, 'a box for the Payments API');
    box.click();
    await click('Save');
    await hears('Saved.');
    expect(server.incidents[0]?.components.map((one) => one.name)).to.deep.equal(['Checkout']);
  });

  it('shows what someone else saved meanwhile, and lets me keep mine', async () => {
    const { server } = await open();
    await click('Edit');
    await type('Name', 'Mine');
    Object.assign(server.incidents[0]!, { name: 'Theirs', version: 2 });
    await click('Save');
    await sees('Someone else changed this meanwhile.');
    expect(words()).to.include('Theirs');
    expect(server.incidents[0]?.name).to.equal('Theirs');
    await click('Keep mine');
    await hears('Saved.');
    expect(server.incidents[0]?.name).to.equal('Mine');
  });

  it('lets me take theirs instead', async () => {
    const { server } = await open();
    await click('Edit');
    await type('Name', 'Mine');
    Object.assign(server.incidents[0]!, { name: 'Theirs', version: 2 });
    await click('Save');
    await click('Take theirs');
    await until(() => heading('Theirs'));
    expect((await field('Name')).value).to.equal('Theirs');
    expect(server.incidents[0]?.version).to.equal(2);
  });

  it('takes an edit whose answer was lost for what it is: its own', async () => {
    const { server } = await open();
    await click('Edit');
    await type('Name', 'Renamed once');
    server.fail('lost-answer', 1, 'PATCH');
    await click('Save');
    await hears('Saved.');
    expect(server.incidents[0]).to.include({ name: 'Renamed once', version: 2 });
  });

  it('is deleted after asking, and the list is shown', async () => {
    const { server } = await open();
    await click('Delete');
    await heading('Delete this incident?');
    await click('Delete incident');
    await hears('The incident is deleted.');
    await heading('Incidents');
    expect(server.incidents.map((one) => one.name)).to.deep.equal(['Search results were up to an hour old']);
  });

  it('shows at once what someone else posts', async () => {
    const { server } = await open();
    const incident = server.incidents[0]!;
    incident.incident_updates = [
      {
        ...incident.incident_updates[0]!,
        id: 'updat9999999',
        body: 'From Noor.',
        body_nodes: [{ type: 'paragraph', children: [{ type: 'text', value: 'From Noor.' }] }],
      },
      ...incident.incident_updates,
    ];
    server.announce();
    await sees('From Noor.');
  });

  it('says so when it does not exist', async () => {
    mount({ hash: '#/incidents/nosuchincidt' });
    await sees('This incident does not exist, or it was deleted.');
  });
});

describe('the list of incidents', () => {
  afterEach(unmount);

  it('shows what is open, then what is past, and finds by name', async () => {
    mount({ hash: '#/incidents' });
    await sees(payments);
    await sees('Search results were up to an hour old');
    await type('Search by name', 'search');
    await seesNot(payments);
    await sees('Search results were up to an hour old');
    await type('Search by name', 'nothing of the kind');
    await sees('No incident has this in its name.');
  });

  it('brings older ones when asked', async () => {
    const { server } = mount({
      prepare: (one) => {
        one.addAdmin('maya@fernhill.example', 'correct horse battery');
        one.hasCookie = true;
        for (let index = 0; index < 30; index++) one.addIncident(`Past ${index}`, { status: 'resolved' });
      },
      hash: '#/incidents',
    });
    await sees('Past 29');
    expect(words()).to.not.include('Past 0 ');
    await click('Show older ones');
    await sees('Past 0');
    expect(server.count('GET', /state=closed/)).to.equal(2);
  });
});
