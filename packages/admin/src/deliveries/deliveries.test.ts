import { expect } from 'chai';
import { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { pauseAfter } from './notices-watch.ts';
import { button, click, hears, isThere, sees, seesNot, shown, until } from '../testing/see.ts';

/** Opens the incident of Fernhill, of which people are being told. */
function openIncident(tell: (server: FakeServer, incident: { id: string; update: string }) => void) {
  const prepare = (server: FakeServer) => {
    fillFernhill(server);
    const [incident] = server.incidents;
    const [update] = incident?.incident_updates ?? [];
    if (!incident || !update) throw new Error('Fernhill has no incident.');
    tell(server, { id: incident.id, update: update.id });
  };
  const mounted = mount({ prepare });
  location.hash = `#/incidents/${mounted.server.incidents[0]?.id}`;
  return mounted;
}

const asked = (server: FakeServer) => server.count('GET', /\/notices$/);
const details = () =>
  until(() => [...shown()].find((one) => one.matches('status-admin-deliveries'))?.shadowRoot?.querySelector('details'));

describe('telling people of an update', () => {
  afterEach(unmount);

  it('is shown live until everyone is told', async () => {
    const { server } = openIncident((one, { id, update }) =>
      one.told.tell(update, {}, { incident_id: id, expanded_at: null }),
    );
    const [notice] = server.told.notices;
    await sees('Looking who follows this.');
    notice!.expanded_at = '2026-11-22T13:32:01.000Z';
    server.told.move(notice!, { email: { waiting: 900, sent: 100 } });
    await sees('100 of 1,000 were told');
    await sees('900 waiting');
    server.told.move(notice!, { email: { sent: 1_000 } });
    await sees('1,000 subscribers were told');
    await seesNot('waiting');
  });

  it('is asked about often while it moves, seldom while it does not, and never once it is settled', () => {
    const server = new FakeServer();
    const of = { incident_id: 'incident0000' };
    const moving = server.told.tell('one', { email: { waiting: 1, sent: 2 } }, of);
    const settled = server.told.tell('two', { email: { sent: 2, failed: 1 } }, of);
    const planned = server.told.tell('three', {}, { ...of, expanded_at: null });
    expect(pauseAfter([settled, moving], null)).to.equal(1_500);
    expect(pauseAfter([planned], null)).to.equal(1_500);
    expect(pauseAfter([moving], 1_500)).to.equal(2_250);
    expect(pauseAfter([moving], 14_000)).to.equal(15_000);
    expect(pauseAfter([settled], 1_500)).to.equal(null);
    expect(pauseAfter([], null)).to.equal(null);
  });

  it('says by what channel how many, and why some were not reached', async () => {
    openIncident((server, { id, update }) =>
      server.told.tell(
        update,
        { email: { sent: 90, failed: 3, suppressed: 2 }, web_push: { sent: 10, superseded: 5 } },
        {
          incident_id: id,
          reasons: [
            { channel: 'email', state: 'failed', reason: '550 5.1.1 No such mailbox.', count: 3 },
            { channel: 'email', state: 'suppressed', reason: '', count: 2 },
          ],
        },
      ),
    );
    await sees('100 of 110 were told');
    (await details()).open = true;
    await sees('Why it failed');
    await sees('3 ×');
    await sees('550 5.1.1 No such mailbox.');
    await sees('5 got newer news instead');
    await sees('No reason was given.');
  });

  it('is tried again where it failed', async () => {
    const { server } = openIncident((one, { id, update }) =>
      one.told.tell(update, { email: { sent: 97, failed: 3 } }, { incident_id: id }),
    );
    await click('Try again: This update, 3 failed');
    await hears('3 are tried again.');
    await sees('3 waiting');
    await until(() => !isThere(/^Try again: /));
    server.told.move(server.told.notices[0]!, { email: { sent: 100 } });
    await sees('100 subscribers were told');
    expect(server.count('POST', /\/retry$/)).to.equal(1);
  });

  it('that cannot be tried again says why', async () => {
    const { server } = openIncident((one, { id, update }) =>
      one.told.tell(update, { email: { sent: 97, failed: 3 } }, { incident_id: id }),
    );
    await button(/^Try again: /);
    server.told.notices[0]!.id = 'anotherone00';
    await click(/^Try again: /);
    await sees('There is no such notice');
  });

  it('says that sending is held where nothing moves', async () => {
    openIncident((server, { id, update }) => {
      server.told.hold();
      server.told.tell(update, { email: { waiting: 4 } }, { incident_id: id });
    });
    await sees('Sending is held. Nothing is sent until it is resumed.');
  });

  it('says that email waits for a mail server where none is set', async () => {
    openIncident((server, { id, update }) => {
      server.told.sending.email.configured = false;
      server.told.tell(update, { email: { waiting: 4 } }, { incident_id: id });
    });
    await sees('No email is sent: no mail server is set.');
  });

  it('tells a reminder from the update that it belongs to', async () => {
    openIncident((server, { id, update }) => {
      server.told.tell(update, { email: { sent: 5 } }, { incident_id: id });
      server.told.tell(update, { email: { sent: 4 } }, { incident_id: id, kind: 'reminder' });
    });
    await sees('5 subscribers were told');
    await sees('Reminder');
    await sees('4 subscribers were told');
  });

  it('says nothing of what nobody was to be told', async () => {
    const { server } = openIncident(() => undefined);
    await sees('Updates');
    await until(() => asked(server) > 0);
    expect([...shown()].some((one) => one.matches('status-admin-deliveries'))).to.equal(false);
  });
});
