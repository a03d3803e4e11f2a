import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { choose, click, follow, heading, sees, seesNot, shown, type, until } from '../testing/see.ts';
import { excerptOf, wordsOf } from './mark-words.ts';

const marks = () => [...shown()].filter((one) => one.matches('mark')).map((one) => one.textContent);
const headings = () => [...shown()].filter((one) => one.matches('h2')).map((one) => one.textContent);
const prepare = (server: FakeServer) => {
  fillFernhill(server);
  server.addIncident('Exports fail', {
    status: 'resolved',
    started_at: '2026-09-02T08:00:00.000Z',
    body: 'Exports of more than a thousand lines failed. They work again.',
  });
  server.planned.add('Disk exchange', {
    status: 'completed',
    from: '2026-09-20T02:00:00.000Z',
    until: '2026-09-20T03:00:00.000Z',
    body: 'New disks for the web app.',
  });
};

describe('history', () => {
  afterEach(unmount);

  it('lists all that was, incidents and maintenance, by month', async () => {
    mount({ prepare, hash: '#/history' });
    await sees('Exports fail');
    await sees('Disk exchange');
    expect(headings()).to.include('September 2026');
    await sees('Maintenance · Completed · Planned for');
  });

  it('finds words in names and messages, and marks them', async () => {
    mount({ prepare, hash: '#/history' });
    await type('Words', 'thousand LINES');
    await seesNot('Disk exchange');
    await until(() => marks().length > 0, 'marked words');
    expect(marks()).to.include.members(['thousand', 'lines']);
    await follow('Exports fail');
    await heading('Postmortem');
  });

  it('narrows by component, kind and days, and opens a maintenance where it belongs', async () => {
    const { server } = mount({ prepare, hash: '#/history' });
    await sees('Exports fail');
    await choose('Component', 'Checkout');
    await seesNot('Exports fail');
    await sees('Card payments are failing');
    await click('Clear all');
    await choose('Kind', 'Maintenance');
    await seesNot('Exports fail');
    await type('From', '2026-09-01');
    await type('To', '2026-09-30');
    await until(() => server.received.some(({ path }) => path.includes('from=2026-09-01&to=2026-09-30')));
    await follow('Disk exchange');
    await until(() => location.hash.startsWith('#/maintenance/'), 'the screen of the maintenance');
  });

  it('says that nothing matches, and that days are the wrong way round', async () => {
    const { server } = mount({ prepare, hash: '#/history' });
    await type('Words', 'unicorns');
    await sees('Nothing matches.');
    await type('From', '2026-09-30');
    await type('To', '2026-09-01');
    await sees('The end lies before the beginning.');
    expect(server.received.some(({ path }) => path.includes('to=2026-09-01'))).to.equal(false);
  });

  it('shows older ones on demand', async () => {
    mount({
      prepare: (server) => {
        fillFernhill(server, { isCalm: true });
        for (let day = 1; day <= 30; day++) {
          const date = `2026-08-${String(day).padStart(2, '0')}T08:00:00.000Z`;
          server.addIncident(`Number ${day} of August`, { status: 'resolved', started_at: date });
        }
      },
      hash: '#/history',
    });
    await sees('Number 6 of August');
    await seesNot('Number 5 of August');
    await click('Show older ones');
    await sees('Number 1 of August');
  });

  it('says when it cannot be read, and tries again', async () => {
    const { server, panel } = mount({ prepare, hash: '#/incidents' });
    await heading('Past');
    await sees('Exports fail');
    server.fail('unreachable', 1, 'GET');
    panel.route = '/history';
    await sees('The server does not answer.');
    await click('Try again');
    await sees('Exports fail');
  });

  it('cuts an excerpt around the first match, at words', () => {
    const text = `${'before '.repeat(30)}the needle is here${' after'.repeat(30)}`;
    const excerpt = excerptOf(text, wordsOf('Needle'));
    expect(excerpt).to.match(/^…before .*the needle is here.* after…$/);
    expect(excerpt?.length).to.be.below(160);
    expect(excerptOf('short', wordsOf('needle'))).to.equal(null);
    expect(excerptOf('a (b) c', wordsOf('(b)'))).to.equal('a (b) c');
  });
});
