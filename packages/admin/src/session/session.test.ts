import { expect } from 'chai';
import { useFakeTimers } from 'sinon';
import type { SinonFakeTimers } from 'sinon';
import { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { button, click, field, focused, hears, heading, sees, seesNot, type, until } from '../testing/see.ts';
import { Session } from './session.ts';

describe('a session', () => {
  let server: FakeServer;
  let restore: () => void;
  let session: Session;
  let clock: SinonFakeTimers | null = null;

  beforeEach(() => {
    server = new FakeServer();
    fillFernhill(server, { isCalm: true });
    restore = server.install();
    session = new Session(new URL(`/${crypto.randomUUID()}/`, location.href));
  });
  afterEach(() => {
    clock?.restore();
    clock = null;
    session.stop();
    restore();
  });

  it('comes back on load through the cookie', async () => {
    await session.start();
    expect(session.state).to.equal('signed-in');
    const refresh = server.received.find((one) => one.path === '/auth/refresh');
    expect(refresh?.headers.get('content-type')).to.equal('application/json');
  });

  it('is nobody without the cookie, and that is no error', async () => {
    server.hasCookie = false;
    await session.start();
    expect(session.state).to.equal('signed-out');
    expect(session.wasEnded).to.equal(false);
  });

  it('keeps asking while the server is away', async () => {
    server.fail('unreachable', 2);
    await session.start();
    expect(session.state).to.equal('signed-in');
    expect(server.count('POST', '/auth/refresh')).to.equal(3);
  });

  it('renews once, however many calls want a new token', async () => {
    await session.start();
    const token = (await session.token()) ?? '';
    const [one, other] = await Promise.all([session.renew(token), session.renew(token)]);
    expect(one).to.equal(other);
    expect(server.count('POST', '/auth/refresh')).to.equal(2);
  });

  it('renews before its token ends', async () => {
    clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    await session.start();
    const first = await session.token();
    await clock.tickAsync(545_000);
    clock.restore();
    clock = null;
    await until(() => server.count('POST', '/auth/refresh') === 2);
    await until(() => session.state === 'signed-in');
    expect(await session.token()).to.not.equal(first);
  });

  it('renews before it hands out a token that has ended while the machine slept', async () => {
    server.tokenLifeSeconds = 20;
    await session.start();
    await session.token();
    expect(server.count('POST', '/auth/refresh')).to.equal(2);
  });

  it('ends here when it ends in another tab, and begins here when it begins there', async () => {
    const base = new URL(`/${crypto.randomUUID()}/`, location.href);
    const [here, there] = [new Session(base), new Session(base)];
    await Promise.all([here.start(), there.start()]);
    await there.signOut();
    await until(() => here.state === 'signed-out');
    expect(here.wasEnded).to.equal(true);
    await there.signIn({ email: 'maya@fernhill.example', password: 'correct horse battery' });
    await until(() => here.state === 'signed-in');
    here.stop();
    there.stop();
  });

  it('leaves no token where a script of the page could find it', async () => {
    await session.start();
    const token = (await session.token()) ?? '';
    expect(JSON.stringify(session)).to.not.include(token);
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).to.not.include(token);
  });
});

describe('a session that ends in the middle of writing', () => {
  afterEach(unmount);

  it('asks to sign in again and keeps every letter', async () => {
    const { server } = mount({ hash: '#/incidents/new' });
    await type('What do people notice?', 'Mail is late');
    await type('Message', 'We are looking into it.');
    server.endSession();
    (await button('Publish')).focus();
    await click('Publish');
    await heading('Sign in again');
    await until(() => focused()?.id === 'password', 'the focus on the password, for the address is known');
    await type('Password', 'correct horse battery');
    await click('Sign in');
    await until(
      () => !document.querySelector('status-admin')?.shadowRoot?.querySelector('dialog.again'),
      'the dialog gone',
    );
    expect((await field('What do people notice?')).value).to.equal('Mail is late');
    await until(() => focused()?.textContent?.trim() === 'Publish', 'the focus back on the button');
    await click('Publish');
    await hears('Published.');
    expect(server.incidents[0]?.name).to.equal('Mail is late');
  });

  it('renews a refused token and goes on without a word', async () => {
    const { server } = mount({ hash: '#/incidents/new' });
    await type('What do people notice?', 'Mail is late');
    await type('Message', 'We are looking into it.');
    server.forgetTokens();
    await click('Publish');
    await hears('Published.');
  });

  it('says what is shown may be old while the database is away, and goes on when it is back', async () => {
    const { server } = mount();
    await heading('Overview');
    await sees('Card payments are failing');
    server.fail('database', 1000, 'GET');
    server.announce();
    await sees('This may be out of date. The database does not answer; readers still get the page.');
    await sees('Card payments are failing');
    server.recover();
    await seesNot('This may be out of date.');
  });
});
