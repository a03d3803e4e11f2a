import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { click, heading, link, sees, seesNot, shown, until } from '../testing/see.ts';

const calm = (server: FakeServer) => fillFernhill(server, { isCalm: true });

describe('the list of maintenance', () => {
  afterEach(unmount);

  it('shows what is under way, what is planned with the next first, what repeats and what is over', async () => {
    mount({
      hash: '#/maintenance',
      prepare: (server) => {
        calm(server);
        server.planned.add('Later', { from: 3_000, until: 3_100 });
        server.planned.add('Sooner', { from: 1_500, until: 1_600 });
        server.planned.add('Now', { status: 'in_progress', from: -10, until: 50 });
        server.planned.add('Done', { status: 'completed', from: -200, until: -100 });
        server.planned.addSeries({
          starts_at: '2026-01-04T02:00',
          duration_minutes: 30,
          rrule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=500',
        });
      },
    });
    await heading('Under way');
    await heading('Past');
    await sees('Every Sunday, 500 times');
    const order = [...shown()]
      .filter((one) => one.dataset['incidentId'])
      .map((one) => one.querySelector('a')?.textContent);
    expect(order).to.deep.equal(['Now', 'Sooner', 'Later', 'Done']);
    await sees('Ends in');
  });

  it('reads what is over page by page', async () => {
    const { server } = mount({
      hash: '#/maintenance',
      prepare: (one) => {
        calm(one);
        for (let index = 0; index < 30; index++)
          one.planned.add(`Done ${index}`, { status: 'completed', from: -200 - index * 60, until: -100 - index * 60 });
      },
    });
    await sees('Done 24');
    await seesNot('Done 29');
    await click('Show older ones');
    await sees('Done 29');
    expect(server.count('GET', /kind=maintenance&state=closed/)).to.equal(2);
  });

  it('says kindly that nothing is planned', async () => {
    mount({ hash: '#/maintenance', prepare: calm });
    await sees('Nothing is planned. Plan a maintenance');
    await link('Plan maintenance');
  });

  it('stands on the overview, and is counted in the navigation', async () => {
    mount({
      prepare: (server) => {
        calm(server);
        server.planned.add('Database upgrade', { status: 'in_progress', from: -90, until: -20 });
      },
    });
    await link('Database upgrade');
    await sees('Should have ended 20 minutes ago');
    await until(() => [...shown()].some((one) => one.textContent?.includes('planned or under way')));
  });
});
