import { expect } from 'chai';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { field, follow, heading, isThere, sees, until, words } from '../testing/see.ts';

describe('the overview', () => {
  afterEach(unmount);

  it('says what readers see, what is open, and what to do next', async () => {
    mount();
    await sees('Minor Service Outage');
    await sees('Card payments are failing for some customers');
    await sees('Identified · Affects Checkout and Payments API · Last update just now');
    await follow('Post update');
    await heading('Card payments are failing for some customers');
  });

  it('follows the page by its stream', async () => {
    const { server } = mount();
    await sees('Minor Service Outage');
    await sees('Live');
    for (const one of server.components) one.status = 'major_outage';
    server.announce();
    await sees('Major System Outage');
  });

  it('shows of what repeats only the next one, so that it hides nothing else', async () => {
    mount({
      prepare: (server) => {
        fillFernhill(server);
        const series = server.planned.addSeries({
          starts_at: '2036-06-02T02:00',
          duration_minutes: 30,
          time_zone: 'Europe/Berlin',
          rrule: 'FREQ=DAILY;COUNT=9',
        });
        const of = { id: series.id, starts_at: '2036-06-02T02:00:00', is_moved: false };
        for (const day of [1, 2, 3, 4, 5, 6])
          server.planned.add(`Restart ${day}`, { from: day * 1440, until: day * 1440 + 30, series: of });
        server.planned.add('New locks', { from: 8 * 1440, until: 9 * 1440 });
      },
    });
    await sees('New locks');
    await sees('Restart 1');
    expect(isThere(/^Restart [2-6]$/)).to.equal(false);
    await follow('Maintenance');
    await sees('Repeating');
    expect(isThere('Restart 1')).to.equal(true);
    expect(isThere(/^Restart [2-6]$/)).to.equal(false);
  });

  it('leads the owner of an empty page: components, publish, snippet', async () => {
    mount({ prepare: (server) => fillFernhill(server, { isEmpty: true }) });
    await heading('Three steps to a living page');
    const snippet = await field('Put this line into your app');
    expect(snippet.value).to.equal(`<script async src="${location.origin}/embed.js"></script>`);
    await follow('Add components');
    await heading('Components');
  });

  it('says above everything that sending is held, and leads to where it is resumed', async () => {
    mount({
      prepare: (server) => {
        fillFernhill(server);
        server.told.hold();
        server.told.sending.waiting = 1_204;
      },
    });
    await sees('Sending is held: subscribers are told nothing until it is resumed.');
    await sees('1,204 messages wait.');
    await follow('Look at sending');
    await heading('Notifications');
  });

  it('says that subscribers are told late, but not of what is due for a moment', async () => {
    const { server } = mount({
      prepare: (one) => {
        fillFernhill(one);
        one.told.sending.oldest_due_seconds = 61;
      },
    });
    await sees('Subscribers are told late: the oldest message has been due for 61 seconds.');
    expect(server.count('GET', '/api/v1/notifications')).to.equal(1);
    unmount();
    const { server: quick } = mount({
      prepare: (one) => {
        fillFernhill(one);
        one.told.sending.oldest_due_seconds = 59;
      },
    });
    await sees('Minor Service Outage');
    await until(() => quick.count('GET', '/api/v1/notifications') > 0);
    expect(words()).to.not.include('Subscribers are told late');
  });

  it('shows an unknown state as unknown, never as well', async () => {
    const { server } = mount();
    await sees('Minor Service Outage');
    const summary = server.summary();
    server.summary = () => ({
      ...summary,
      allswell: { ...summary.allswell!, seq: 9 },
      status: { indicator: 'sunny' as 'none', description: 'Sunny' },
    });
    server.announce();
    const standing = await until(() =>
      document
        .querySelector('status-admin')
        ?.shadowRoot?.querySelector('status-admin-overview')
        ?.shadowRoot?.querySelector('.standing.tone-unknown'),
    );
    expect(words(standing)).to.include('Sunny');
  });
});
