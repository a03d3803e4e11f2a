import { expect } from 'chai';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { choose, click, field, focused, hears, heading, sees, type, until, words } from '../testing/see.ts';

describe('setting up', () => {
  afterEach(unmount);

  it('makes the first admin by the link, and leads on', async () => {
    const { server } = mount({ prepare: (one) => (one.setUpToken = 'secret-token'), hash: '#setup=secret-token' });
    await heading('Set up your status page');
    expect(location.hash, 'the token leaves the address').to.not.include('secret-token');
    await type('What is the page called?', 'Fernhill');
    await type('Your email address', 'maya@fernhill.example');
    await type('Choose a password', 'correct horse battery');
    await choose('Time zone of the page', 'Europe/Berlin');
    await click('Set up');
    await hears('Your page is set up.');
    await heading('Overview');
    await heading('Three steps to a living page');
    expect(server.admins).to.have.length(1);
    expect(server.received.find((one) => one.path === '/auth/setup' && one.method === 'POST')?.body).to.deep.include({
      page_name: 'Fernhill',
      time_zone: 'Europe/Berlin',
    });
  });

  it('says what is wrong at the field', async () => {
    mount({ prepare: (one) => (one.setUpToken = 'secret-token'), hash: '#setup=secret-token' });
    await type('What is the page called?', 'Fernhill');
    await type('Your email address', 'maya@fernhill.example');
    await type('Choose a password', 'short');
    await click('Set up');
    await sees('Choose a password of at least 12 characters.');
    await until(() => focused()?.id === 'password');
  });

  it('sends whoever comes second to the sign-in', async () => {
    mount({ prepare: (one) => fillFernhill(one, { isCalm: true }), hash: '#setup=old-token' });
    await type('What is the page called?', 'Fernhill');
    await type('Your email address', 'eve@example.com');
    await type('Choose a password', 'correct horse battery');
    await click('Set up');
    await sees('This page is set up already. Sign in instead.');
  });

  it('names the ways to a new link when there is no admin yet', async () => {
    mount({ prepare: () => undefined });
    await heading('Sign in');
    await sees('This page has no admin yet.');
  });
});

describe('signing in', () => {
  afterEach(unmount);
  const signedOut = {
    prepare: (one: Parameters<typeof fillFernhill>[0]) => {
      fillFernhill(one);
      one.hasCookie = false;
    },
  };

  it('opens the screen that the address names', async () => {
    const { panel } = mount({ ...signedOut, hash: '#/components' });
    let email = '';
    panel.addEventListener('admin-signed-in', (event) => (email = event.email));
    await heading('Sign in');
    await type('Email address', 'maya@fernhill.example');
    await type('Password', 'correct horse battery');
    await click('Sign in');
    await heading('Components');
    expect(email).to.equal('maya@fernhill.example');
    await until(() => focused()?.textContent === 'Components');
  });

  it('does not say which of the two was wrong', async () => {
    mount(signedOut);
    await type('Email address', 'maya@fernhill.example');
    await type('Password', 'wrong');
    await click('Sign in');
    await sees('The email address or the password is wrong.');
    expect((await field('Email address')).value).to.equal('maya@fernhill.example');
  });

  it('leaves with "Sign out", here and at the server', async () => {
    const { server } = mount({ hash: '#/more' });
    await sees('Signed in as maya@fernhill.example');
    await click('Sign out');
    await heading('Sign in');
    expect(server.hasCookie).to.equal(false);
    expect(words()).to.not.include('maya');
  });
});

describe('a forgotten password', () => {
  afterEach(unmount);
  const signedOut = (one: Parameters<typeof fillFernhill>[0]) => {
    fillFernhill(one);
    one.hasCookie = false;
  };

  it('is asked for by an address, with the same calm answer for everyone', async () => {
    const { server } = mount({ prepare: signedOut });
    await click('Forgot password?');
    await heading('Forgot your password?');
    await until(() => focused()?.id === 'email');
    await click('Send the link');
    await sees('This is still empty.');
    await type('Email address', 'stranger@elsewhere.example');
    await click('Send the link');
    await heading('Look into your mail');
    await sees('If stranger@elsewhere.example is an admin here, a link is on its way.');
    await sees('allswell admin reset-password');
    await until(() => focused()?.matches('h1'));
    expect(server.received.find((one) => one.path === '/auth/forgot-password')?.body).to.deep.equal({
      email: 'stranger@elsewhere.example',
    });
    await click('Use another address');
    await until(() => focused()?.id === 'email');
    await click('Back to sign in');
    await heading('Sign in');
  });

  it('says so when it was asked for too often', async () => {
    const { server } = mount({ prepare: signedOut });
    await click('Forgot password?');
    await type('Email address', 'maya@fernhill.example');
    server.fail('unreachable', 1, 'POST');
    await click('Send the link');
    await sees('The server does not answer.');
    await click('Send the link');
    await heading('Look into your mail');
  });

  it('is replaced by the link of the letter, which leads in', async () => {
    const { server } = mount({
      prepare: (one) => {
        signedOut(one);
        one.resetToken = 'reset-token';
      },
      hash: '#reset=reset-token',
    });
    await heading('Choose a new password');
    expect(location.hash, 'the token leaves the address').to.not.include('reset-token');
    await type('New password', 'short');
    await click('Set the password');
    await sees('Choose a password of at least 12 characters.');
    await type('New password', 'four random words again');
    await click('Set the password');
    await hears('Your new password counts. You are signed in.');
    await heading('Overview');
    expect(server.admins[0]?.password).to.equal('four random words again');
  });

  it('is replaced also where somebody is still signed in', async () => {
    mount({
      prepare: (one) => {
        fillFernhill(one);
        one.resetToken = 'reset-token';
      },
      hash: '#reset=reset-token',
    });
    await type('New password', 'four random words again');
    await click('Set the password');
    await heading('Overview');
  });

  it('by a link that was used or has expired leads to a new one', async () => {
    mount({ prepare: signedOut, hash: '#reset=spent' });
    await type('New password', 'four random words again');
    await click('Set the password');
    await sees('This link was used, has expired, or is not whole.');
    await click('Ask for a new link');
    await heading('Forgot your password?');
  });
});

describe('an invitation', () => {
  afterEach(unmount);

  it('lets the invited one choose a password and come in', async () => {
    mount({
      prepare: (one) => {
        fillFernhill(one);
        one.hasCookie = false;
        one.inviteToken = 'invite-token';
        one.admins.push({
          id: 'admin0000099',
          email: 'noor@fernhill.example',
          name: null,
          state: 'invited',
          created_at: '',
          last_signed_in_at: null,
          password: null,
        });
      },
      hash: '#invite=invite-token',
    });
    await heading('Join as an admin');
    await type('Your name', 'Noor');
    await type('Choose a password', 'another long password');
    await click('Join');
    await heading('Overview');
    location.hash = '#/more';
    await sees('Signed in as noor@fernhill.example');
  });

  it('says so when it was used before', async () => {
    mount({ hash: '#invite=spent' });
    await type('Choose a password', 'another long password');
    await click('Join');
    await sees('This invitation was used or has expired. Ask for a new one.');
    await click('Go to sign in');
    await heading('Overview');
  });
});
