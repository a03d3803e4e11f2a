import { expect } from 'chai';
import { mount, unmount } from '../testing/mount.ts';
import { choose, click, field, focused, hears, sees, seesNot, type, until } from '../testing/see.ts';
import { contrastOf } from './contrast.ts';

const at = { hash: '#/settings' };

describe('settings', () => {
  afterEach(unmount);

  it('send only what was changed', async () => {
    const { server } = mount(at);
    await type('Name of the page', 'Fernhill Status');
    await choose('Time zone', 'Asia/Tokyo');
    await click('Save');
    await hears('Saved. Readers see it now.');
    const sent = server.received.find((one) => one.method === 'PATCH');
    expect(sent?.body).to.deep.equal({ name: 'Fernhill Status', time_zone: 'Asia/Tokyo' });
    expect(sent?.headers.get('if-match')).to.equal('"1"');
  });

  it('say whether a colour can be read on', async () => {
    const { server } = mount(at);
    (await field('Use our own colour for the main button')).click();
    await sees('Good: contrast');
    const color = document
      .querySelector('status-admin')
      ?.shadowRoot?.querySelector('status-admin-settings')
      ?.shadowRoot?.querySelector<HTMLInputElement>('#accent_color');
    color!.value = '#7c8088';
    color!.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await sees('Good: contrast 4.6:1');
    color!.value = '#0a7';
    color!.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await sees('Write a colour such as #1a4fd6.');
    color!.value = '#1a4fd6';
    color!.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await seesNot('Write a colour');
    await click('Save');
    await hears('Saved.');
    expect(server.settings.accent_color).to.equal('#1a4fd6');
  });

  it('point to an address that is none', async () => {
    mount(at);
    await type('Your own site', 'fernhill');
    await click('Save');
    await sees('Send an address that begins with https:// or http://.');
    await until(() => focused()?.id === 'url');
  });

  it('show both sides when someone else was faster', async () => {
    const { server } = mount(at);
    await type('Name of the page', 'Mine');
    server.settings = { ...server.settings, name: 'Theirs', version: 2 };
    await click('Save');
    await sees('Someone else changed this meanwhile.');
    await click('Take theirs');
    const name = await field('Name of the page');
    await until(() => name.value === 'Theirs');
    expect(server.settings.name).to.equal('Theirs');
  });
});

describe('contrast', () => {
  it('is measured with the better of white and dark text', () => {
    expect(contrastOf('#ffffff')?.text).to.equal('#14161c');
    expect(contrastOf('#000000')).to.deep.equal({ ratio: 21, text: '#ffffff' });
    expect(contrastOf('#1a4fd6')?.ratio).to.be.closeTo(6.7, 0.2);
    expect(contrastOf('red')).to.equal(null);
  });
});
