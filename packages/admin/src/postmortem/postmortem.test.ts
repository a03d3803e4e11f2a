import { expect } from 'chai';
import { fillFernhill } from '../testing/fernhill.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { mount, reload, unmount } from '../testing/mount.ts';
import { click, field, follow, hears, sees, seesNot, shown, type, until } from '../testing/see.ts';

const body = 'What happened, and what was learned?';
const name = 'Search results were up to an hour old';
const past = (server: FakeServer) => server.incidents.find((one) => one.name === name)!;
const saved = (server: FakeServer, text: string) =>
  until(() => past(server).postmortem?.body === text, `a postmortem that says ${text}`);
const open = () => {
  const mounted = mount({ prepare: (one) => fillFernhill(one), hash: '#/incidents' });
  return mounted;
};

describe('a postmortem', () => {
  afterEach(unmount);

  it('is kept while it is written, shown as readers will see it, and published when it is ready', async () => {
    const mounted = open();
    const { server } = mounted;
    await follow(name);
    await click('Write a postmortem');
    await type(body, 'A **limit** was too low.');
    await until(() => [...shown()].some((one) => one.matches('strong') && one.textContent === 'limit'), 'the preview');
    await saved(server, 'A **limit** was too low.');
    await sees('Saved as draft');
    expect(past(server).status).to.equal('resolved');
    await reload(mounted);
    await click('Edit postmortem');
    expect((await field(body)).value).to.equal('A **limit** was too low.');
    await click('Publish postmortem');
    await hears('The postmortem is published.');
    expect(past(server).status).to.equal('postmortem');
    await sees('Published');
  });

  it('can be put right after it was published, which readers see', async () => {
    const { server } = open();
    await follow(name);
    await click('Write a postmortem');
    await type(body, 'First.');
    await click('Publish postmortem');
    await hears('The postmortem is published.');
    await click('Edit postmortem');
    await type(body, 'Second.');
    await saved(server, 'Second.');
    expect(past(server).incident_updates[0]?.body).to.equal('First.');
    await click('Publish changes');
    await hears('marked as edited');
    expect(past(server).incident_updates.filter((one) => one.status === 'postmortem')).to.have.length(1);
    expect(past(server).incident_updates[0]?.body).to.equal('Second.');
    await seesNot('There are changes that readers do not see yet.');
  });

  it('is discarded after a question while nothing of it is published', async () => {
    const { server } = open();
    await follow(name);
    await click('Write a postmortem');
    await type(body, 'First.');
    await saved(server, 'First.');
    await click('Discard');
    await click('Discard postmortem');
    await hears('The postmortem is discarded.');
    expect(past(server).postmortem).to.equal(null);
  });

  it('that two admins write loses neither', async () => {
    const { server } = open();
    await follow(name);
    await click('Write a postmortem');
    await type(body, 'First.');
    await saved(server, 'First.');
    const incident = past(server);
    incident.version += 1;
    await type(body, 'Mine.');
    await saved(server, 'Mine.');
    incident.postmortem = { body: 'Theirs.', edited_at: new Date().toISOString(), published_at: null };
    incident.version += 1;
    await type(body, 'Mine again.');
    await sees('Someone else changed this meanwhile.');
    await sees('Theirs.');
    expect((await field(body)).value).to.equal('Mine again.');
    await click('Keep mine');
    await saved(server, 'Mine again.');
  });

  it('needs words', async () => {
    const { server } = open();
    await follow(name);
    await click('Write a postmortem');
    await click('Publish postmortem');
    await sees('This is still empty.');
    expect(server.count('PUT', /postmortem/)).to.equal(0);
  });
});
