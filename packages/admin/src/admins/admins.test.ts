import { expect } from 'chai';
import { mount, unmount } from '../testing/mount.ts';
import { click, field, hears, heading, isThere, sees, type, until } from '../testing/see.ts';

const at = { hash: '#/admins' };

describe('admins', () => {
  afterEach(unmount);

  it('are invited by a link that is shown once', async () => {
    const { server } = mount(at);
    await type('Their email address', 'noor@fernhill.example');
    await click('Make invitation');
    await hears('The invitation for noor@fernhill.example is made.');
    const link = await field('Send them this link. It is shown only now.');
    expect(link.value).to.match(/#invite=invite-token$/);
    await sees('Invited');
    expect(server.admins).to.have.length(2);
  });

  it('are disabled after asking, and enabled again', async () => {
    const { server } = mount({
      ...at,
      prepare: (one) => {
        one.addAdmin('maya@fernhill.example', 'correct horse battery');
        one.addAdmin('noor@fernhill.example', 'another long password');
        one.hasCookie = true;
      },
    });
    await click('Disable noor@fernhill.example');
    await heading('Disable noor@fernhill.example?');
    await click('Disable admin');
    await hears('noor@fernhill.example is disabled.');
    await click('Enable noor@fernhill.example');
    await hears('noor@fernhill.example is enabled.');
    expect(server.admins[1]?.state).to.equal('active');
  });

  it('cannot lock themselves out', async () => {
    mount(at);
    await sees('maya@fernhill.example');
    await sees(', you');
    expect(isThere('Disable maya@fernhill.example')).to.equal(false);
  });

  it('change their own password', async () => {
    const { server } = mount(at);
    await type('Current password', 'wrong');
    await type('New password', 'a brand new password');
    await click('Change password');
    await sees('This is not your password.');
    await type('Current password', 'correct horse battery');
    await click('Change password');
    await hears('Your password is changed.');
    expect(server.admins[0]?.password).to.equal('a brand new password');
    const current = await field('Current password');
    await until(() => current.value === '');
  });
});

describe('activity', () => {
  afterEach(unmount);

  it('says who changed what', async () => {
    mount({ hash: '#/activity' });
    await heading('Activity');
    await sees('published an incident');
    await sees('maya@fernhill.example');
    await sees('The server');
  });
});
