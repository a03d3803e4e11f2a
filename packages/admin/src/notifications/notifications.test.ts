import { expect } from 'chai';
import { saySeconds } from '../live/sending-watch.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { click, field, follow, hears, heading, sees, seesNot, until } from '../testing/see.ts';

const at = { hash: '#/settings/notifications' };
const having = (change: (server: FakeServer) => void) => ({
  ...at,
  prepare: (server: FakeServer) => {
    fillFernhill(server);
    change(server);
  },
});

describe('notifications', () => {
  afterEach(unmount);

  it('say how sending goes, by what, and what waits', async () => {
    mount({ hash: '#/settings' });
    await follow('Notifications');
    await heading('Notifications');
    await sees('Sending goes on.');
    await sees('just now');
    await sees('0 messages');
    await sees('Email and Web push');
    await sees('mail.fernhill.example:587');
    await follow('The page');
    await heading('Settings');
  });

  it('say why sending is held, and resume it after asking', async () => {
    const { server } = mount(
      having((one) => {
        one.told.hold('This database was restored from a backup.');
        one.told.sending.waiting = 12;
      }),
    );
    await sees('Sending is held.');
    await sees('This database was restored from a backup.');
    await click('Resume sending');
    await heading('Resume sending?');
    await sees('12 messages wait and go out at once.');
    expect(server.count('POST', '/api/v1/notifications/resume')).to.equal(0);
    const dialog = await until(() =>
      document
        .querySelector('status-admin')
        ?.shadowRoot?.querySelector('status-admin-notifications')
        ?.shadowRoot?.querySelector<HTMLButtonElement>('dialog .button.main'),
    );
    dialog.click();
    await hears('Sending goes on.');
    await seesNot('Sending is held.');
    expect(server.count('POST', '/api/v1/notifications/resume')).to.equal(1);
  });

  it('say that no sender is running, or that it is late', async () => {
    mount(having((server) => (server.told.isRunning = false)));
    await sees('Nothing is sent: no sender is running.');
    await sees('never');
    unmount();
    mount(having((server) => (server.told.sending.oldest_due_seconds = 300)));
    await sees('Sending is late.');
    await sees('The oldest message has been due for 5 minutes.');
  });

  it('say what to set where there is no mail server', async () => {
    mount(
      having((server) => {
        server.told.sending.email = { configured: false, from: null, server: null, signed_by: null };
      }),
    );
    await sees('No email is sent: no mail server is set.');
    await sees('ALLSWELL_SMTP_URL=');
    await seesNot('Check email');
  });

  it('check email step by step, and say which one failed', async () => {
    const { server } = mount(
      having((one) => {
        one.told.emailCheck = {
          works: false,
          steps: [
            { step: 'Reach the server', ok: true, detail: 'It answers.' },
            { step: 'Sign in', ok: false, detail: '535 The password is wrong.' },
          ],
        };
      }),
    );
    await click('Check email');
    await sees('Email does not work yet.');
    await sees('535 The password is wrong.');
    server.told.emailCheck = { works: true, steps: [{ step: 'Sign in', ok: true, detail: 'Fine.' }] };
    await click('Check email');
    await sees('Email works.');
  });

  it('send a test to whoever asks', async () => {
    const { server } = mount(at);
    await sees('A message to maya@fernhill.example, as subscribers get theirs.');
    await click('Send me a test');
    await hears('A test is on its way to maya@fernhill.example.');
    expect(server.received.find((one) => one.path.endsWith('/test'))?.body).to.deep.equal({ channel: 'email' });
  });

  it('switch steps of a maintenance off, and send only what was changed', async () => {
    const { server } = mount(at);
    (await field('When it ends')).click();
    (await field('When it starts')).click();
    (await field('When it starts')).click();
    await click('Save');
    await hears('Saved. It counts from the next message on.');
    const sent = server.received.find((one) => one.method === 'PATCH');
    expect(sent?.body).to.deep.equal({ notify_maintenance_ended: false });
    expect(sent?.headers.get('if-match')).to.equal('"1"');
    expect(await field('When it ends')).to.have.property('checked', false);
  });

  it('show both sides when someone else switched them meanwhile', async () => {
    const { server } = mount(at);
    (await field('When it ends')).click();
    server.settings = { ...server.settings, version: 2 };
    await click('Save');
    await sees('Someone else changed this meanwhile.');
    await click('Keep mine');
    await hears('Saved.');
    expect(server.settings.notify_maintenance_ended).to.equal(false);
  });

  it('give the addresses that go elsewhere', async () => {
    mount(at);
    expect((await field('Amazon SES')).value).to.equal('https://status.example/hooks/bounces/ses/secret-of-ses');
    expect((await field('Atom feed')).value).to.match(/\/history\.atom$/);
    expect((await field('Calendar of maintenance')).value).to.match(/\/calendar\.ics$/);
    expect((await field('In your app, built with a bundler')).value).to.match(/<status-subscribe src="http/);
  });

  it('say so when they cannot be read', async () => {
    const { server } = mount();
    await sees('Card payments are failing for some customers');
    // Other screens ask too: whoever asks first takes one failure.
    server.fail('unreachable', 100, 'notifications');
    location.hash = '#/settings/notifications';
    await sees('The server does not answer.');
    server.recover();
    await click('Try again');
    await sees('Sending goes on.');
  });
});

describe('a time that somebody waits', () => {
  it('is said in the unit that people would use', () => {
    expect([61, 89, 90, 300, 5_399, 5_400, 90_000, 200_000].map((seconds) => saySeconds(seconds, 'en'))).to.deep.equal([
      ...['61 seconds', '89 seconds', '1 minute', '5 minutes', '89 minutes', '1 hour', '25 hours', '2 days'],
    ]);
    expect(saySeconds(300, 'de')).to.equal('5 Minuten');
    expect(saySeconds(300, 'ar')).to.match(/^5 /);
  });
});
