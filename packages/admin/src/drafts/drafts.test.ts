import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, reload, unmount } from '../testing/mount.ts';
import { choose, click, field, follow, heading, hears, isThere, sees, seesNot, type, until } from '../testing/see.ts';

const calm = (server: FakeServer) => fillFernhill(server, { isCalm: true });
const savedDrafts = (server: FakeServer, amount = 1) =>
  until(() => server.written.drafts.length === amount && server.written.drafts, `${amount} drafts on the server`);
const saved = (server: FakeServer, part: string) =>
  until(() => JSON.stringify(server.written.drafts).includes(part), `a draft with ${part}`);
const valueOf = async (label: string) => (await field(label)).value;

describe('drafts', () => {
  afterEach(unmount);

  it('are kept on the server by themselves, and are gone once they are published', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Sign-in is slow');
    await choose('Web app', 'Degraded performance');
    await savedDrafts(server);
    await sees('Saved as draft');
    await type('Message', 'We are looking into it.');
    await saved(server, 'We are looking into it.');
    expect(server.written.drafts, 'it is still the same one').to.have.length(1);
    await click('Publish');
    await hears('Published.');
    expect(server.incidents[0]?.name).to.equal('Sign-in is slow');
    expect(server.written.drafts).to.deep.equal([]);
  });

  it('are published with what was typed last, also when that was not saved yet', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Sign-in is slow');
    await savedDrafts(server);
    await type('Message', 'The last word.');
    await click('Publish');
    await hears('Published.');
    expect(server.incidents[0]?.incident_updates[0]?.body).to.equal('The last word.');
    expect(server.written.drafts).to.deep.equal([]);
  });

  it('can be gone on with on another machine', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        one.written.add({ kind: 'incident', content: { name: 'Half a thought', body: 'And', status: 'identified' } });
      },
      hash: '#/incidents',
    });
    await heading('Drafts');
    await follow('Go on with Half a thought');
    await sees('This was begun by noor@fernhill.example');
    expect(await valueOf('What do people notice?')).to.equal('Half a thought');
    expect(await field('Identified')).to.have.property('checked', true);
    await type('Message', 'And a whole one.');
    await saved(server, 'And a whole one.');
    await click('Publish');
    await hears('Published.');
    expect(server.written.drafts).to.deep.equal([]);
  });

  it('of an update wait at their incident', async () => {
    const mounted = mount();
    const { server } = mounted;
    await follow('Post update');
    await type('Message', 'Half of it');
    await sees('Saved as draft');
    sessionStorage.clear();
    await reload(mounted);
    await sees('This was begun by you');
    expect(await valueOf('Message')).to.equal('Half of it');
    await click('Post update');
    await hears('Posted.');
    expect(server.written.drafts).to.deep.equal([]);
  });

  it('of a maintenance are kept too, gone on with elsewhere, and gone with the plan', async () => {
    const mounted = mount({ prepare: calm, hash: '#/maintenance/new' });
    const { server } = mounted;
    await type('What is planned?', 'Disk exchange');
    await sees('Saved as draft');
    expect(server.written.drafts[0]?.kind).to.equal('maintenance');
    sessionStorage.clear();
    mounted.panel.route = '/incidents';
    await follow('Go on with Disk exchange');
    await sees('This was begun by you');
    expect(await valueOf('What is planned?')).to.equal('Disk exchange');
    await type('What does it mean for people?', 'New disks.');
    await type('Starts', '2999-11-29T02:00');
    await type('Ends', '2999-11-29T03:00');
    await saved(server, '2999-11-29T03:00');
    await click('Publish');
    await until(() => server.planned.maintenances.length === 1, 'the plan');
    expect(server.written.drafts).to.deep.equal([]);
  });

  it('are discarded after a question, for everybody', async () => {
    const { server } = mount({
      prepare: (one) => {
        calm(one);
        one.written.add({ kind: 'incident', content: { name: 'Half a thought', body: '', status: 'identified' } });
      },
      hash: '#/incidents',
    });
    await click('Discard Half a thought');
    await sees('“Half a thought” is gone then, for all admins.');
    await click('Discard draft');
    await hears('The draft is gone.');
    await seesNot('Half a thought');
    expect(server.written.drafts).to.deep.equal([]);
  });

  it('show both sides when two admins write in one, and lose neither', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Mine');
    const [draft] = await savedDrafts(server);
    server.written.change(draft?.id ?? '', { name: 'Theirs', body: 'Their words', status: 'monitoring' });
    await type('Message', 'My words');
    await sees('Someone else changed this meanwhile.');
    await sees('Their words');
    expect(await valueOf('Message')).to.equal('My words');
    expect(server.written.drafts[0]?.content).to.include({ name: 'Theirs' });
    await click('Keep mine');
    await saved(server, 'My words');
    server.written.change(draft?.id ?? '', { name: 'Theirs again', body: 'Their words', status: 'monitoring' });
    await type('Message', 'My other words');
    await click('Take theirs');
    await until(async () => (await valueOf('What do people notice?')) === 'Theirs again');
    expect(server.written.drafts).to.have.length(1);
  });

  it('are not published over the words that another admin wrote in them meanwhile', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Mine');
    await type('Message', 'My words');
    const [draft] = await savedDrafts(server);
    await sees('Saved as draft');
    server.written.change(draft?.id ?? '', { name: 'Theirs', body: 'Their words', status: 'monitoring' });
    await click('Publish');
    await sees('Someone else changed this meanwhile.');
    await sees('Their words');
    expect(server.incidents).to.deep.equal([]);
    await click('Keep mine');
    await saved(server, 'My words');
    await click('Publish');
    await hears('Published.');
    expect(server.incidents[0]?.name).to.equal('Mine');
  });

  it('that somebody published meanwhile are not published a second time by chance', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'Sign-in is slow');
    await type('Message', 'We are looking into it.');
    await savedDrafts(server);
    server.written.drafts = [];
    await click('Publish');
    await sees('This draft was published or thrown away meanwhile');
    expect(server.incidents).to.deep.equal([]);
    expect(await valueOf('Message')).to.equal('We are looking into it.');
    await click('Keep it as a new draft');
    await savedDrafts(server);
    await click('Publish');
    await hears('Published.');
    expect(server.incidents).to.have.length(1);
  });

  it('stay in this browser while the server does not answer, which is said, and are saved once it does', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await heading('New incident');
    server.fail('unreachable', 1_000, 'drafts');
    await type('What do people notice?', 'Sign-in is slow');
    await sees('What you type is kept in this browser');
    server.recover();
    dispatchEvent(new Event('online'));
    await savedDrafts(server);
    await sees('Saved as draft');
  });

  it('are begun once, also when the answer was lost', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await heading('New incident');
    server.fail('lost-answer', 1, 'drafts');
    await type('What do people notice?', 'Sign-in is slow');
    await sees('What you type is kept in this browser');
    await type('Message', 'More words');
    dispatchEvent(new Event('online'));
    await saved(server, 'More words');
    expect(server.written.drafts).to.have.length(1);
  });

  it('leave nothing behind when all that was typed is taken back', async () => {
    const { server } = mount({ prepare: calm, hash: '#/incidents/new' });
    await type('What do people notice?', 'x');
    await savedDrafts(server);
    await type('What do people notice?', '');
    await savedDrafts(server, 0);
    await follow(/^Incidents/);
    await sees('Nothing has been published yet.');
    expect(isThere(/^Go on/)).to.equal(false);
  });
});
