import { expect } from 'chai';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { button, choose, click, field, focused, hears, heading, sees, seesNot, type, until } from '../testing/see.ts';

const at = { hash: '#/components' };

describe('components', () => {
  afterEach(unmount);

  it('are named one after the other on an empty page', async () => {
    const { server } = mount({ prepare: (one) => fillFernhill(one, { isEmpty: true }), ...at });
    await sees('What can break?');
    await type('Name', 'Web app');
    await click('Add component');
    await hears('Web app is added.');
    const name = await field('Name');
    await until(() => name.value === '' && focused() === name, 'an empty field, ready for the next');
    await type('Name', 'Checkout');
    (await field('Name')).closest('form')?.requestSubmit();
    await hears('Checkout is added.');
    expect(server.components.map((one) => one.name)).to.deep.equal(['Web app', 'Checkout']);
  });

  it('are renamed, described and put into another group', async () => {
    const { server } = mount(at);
    await click('Edit Sandbox');
    await type('Name', 'Test sandbox');
    await type('Description', 'For trying things out');
    await choose('Group', 'Developer platform');
    await click('Save');
    await hears('Test sandbox is saved.');
    const sandbox = server.components.find((one) => one.name === 'Test sandbox');
    expect(sandbox?.description).to.equal('For trying things out');
    expect(sandbox?.group_id).to.equal(server.groups[1]?.id);
    await until(() => focused()?.getAttribute('aria-label') === 'Edit Test sandbox');
  });

  it('take a status by hand', async () => {
    const { server } = mount(at);
    await choose('Status of Search', 'Degraded performance');
    await hears('Search is now: Degraded performance.');
    expect(server.components.find((one) => one.name === 'Search')?.status).to.equal('degraded_performance');
  });

  it('move by keyboard, and the focus stays on what moves', async () => {
    const { server } = mount(at);
    (await button('Move Search up')).focus();
    await click('Move Search up');
    await hears('Search is now 2 of 3.');
    await until(() => focused()?.getAttribute('aria-label') === 'Move Search up');
    const core = server.groups[0]?.id;
    const order = server.components
      .filter((one) => one.group_id === core)
      .sort((one, other) => one.position - other.position);
    expect(order.map((one) => one.name)).to.deep.equal(['Web app', 'Search', 'Checkout']);
  });

  it('are archived after asking', async () => {
    const { server } = mount(at);
    await click('Archive Sandbox');
    await heading('Archive Sandbox?');
    await click('Archive component');
    await hears('Sandbox is archived.');
    expect(server.components.some((one) => one.name === 'Sandbox')).to.equal(false);
  });

  it('stay while an open incident holds them, and the dialog says why', async () => {
    const { server } = mount(at);
    await click('Archive Checkout');
    await click('Archive component');
    await sees('Resolve the incident first.');
    expect(server.components.some((one) => one.name === 'Checkout')).to.equal(true);
  });

  it('are not overwritten when someone else was faster', async () => {
    const { server } = mount(at);
    await click('Edit Search');
    await type('Name', 'Find');
    Object.assign(server.components.find((one) => one.name === 'Search')!, { name: 'Discovery', version: 2 });
    await click('Save');
    await sees('Someone else changed this meanwhile.');
    await sees('Discovery');
    await click('Keep mine');
    await hears('Find is saved.');
    expect(server.components.some((one) => one.name === 'Find')).to.equal(true);
  });
});

describe('groups', () => {
  afterEach(unmount);

  it('are added, renamed and removed; their components stay', async () => {
    const { server } = mount(at);
    await click('Add group');
    await type('Name of the group', 'Mobile');
    await click('Add group');
    await hears('The group Mobile is added.');
    await sees('Nothing is in this group yet.');
    await click('Edit Core');
    await type('Name of the group', 'Product');
    await click('Save');
    await hears('The group Product is saved.');
    (await heading('Product'))
      .closest('section')
      ?.querySelector<HTMLElement>('.row-actions button:last-child')
      ?.click();
    await heading('Remove the group Product?');
    const [dialogButton] = [
      ...(document
        .querySelector('status-admin')
        ?.shadowRoot?.querySelector('status-admin-components')
        ?.shadowRoot?.querySelectorAll<HTMLElement>('dialog button') ?? []),
    ];
    dialogButton?.click();
    await hears('The group Product is removed.');
    await seesNot('Product');
    expect(server.components.find((one) => one.name === 'Checkout')?.group_id).to.equal(null);
  });
});
