import { expect } from 'chai';
import { mount, unmount } from '../testing/mount.ts';
import { choose, click, field, follow, heading, hears, sees, type, until } from '../testing/see.ts';

const fill = async () => {
  await type('What did people notice?', 'Exports failed');
  await type('Began', '2026-03-02T10:00');
  await type('Ended', '2026-03-02T12:00');
  await choose('Search', 'Major outage');
  await type('What was said first', 'We look.');
  await type('What was said at the end', 'It works.');
};

describe('the past', () => {
  afterEach(unmount);

  it('is written down with its times, its updates and what it touched, and tells nobody', async () => {
    const { server } = mount({ hash: '#/incidents' });
    await follow('Add a past incident');
    await until(() => location.hash === '#/incidents/past');
    await fill();
    await click('Add an update in between');
    await type('Time', '2026-03-02T11:00');
    await type('Message', 'We found it.');
    await click('Add to the history');
    await hears('It is in the history now. Nobody was told.');
    await heading('Exports failed');
    await sees('Entered afterwards');
    const [incident] = server.incidents;
    const told = incident?.incident_updates.map(({ status, body, display_at }) => [
      status,
      body,
      Date.parse(display_at) - Date.parse('2026-03-02T10:00'),
    ]);
    const hour = 3_600_000;
    expect(told).to.deep.equal([
      ['resolved', 'It works.', 2 * hour],
      ['identified', 'We found it.', hour],
      ['investigating', 'We look.', 0],
    ]);
    const posted = server.received.filter(
      ({ method, path }) => method === 'POST' && path.startsWith('/api/v1/incidents'),
    );
    expect(
      posted.every(({ body }) => (body as { deliver_notifications: boolean }).deliver_notifications === false),
    ).to.equal(true);
  });

  it('knows maintenance too', async () => {
    const { server } = mount({ hash: '#/incidents/past' });
    ((await field('A maintenance')) as HTMLInputElement).click();
    await type('What was done?', 'Disk exchange');
    await type('Began', '2026-03-02T10:00');
    await type('Ended', '2026-03-02T12:00');
    await type('What was done, and what did it mean for people?', 'New disks.');
    await click('Add to the history');
    await hears('It is in the history now.');
    expect(server.planned.maintenances[0]).to.include({ name: 'Disk exchange', status: 'completed', backfilled: true });
    await until(() => location.hash.startsWith('#/maintenance/'));
  });

  it('is checked before anything is sent', async () => {
    const { server } = mount({ hash: '#/incidents/past' });
    await fill();
    await type('Ended', '2026-03-02T09:00');
    await click('Add to the history');
    await sees('The end lies before the beginning.');
    await type('Ended', '2999-03-02T09:00');
    await click('Add to the history');
    await sees('This is still to come.');
    await type('Ended', '2026-03-02T12:00');
    await click('Add an update in between');
    await type('Time', '2026-03-02T13:00');
    await type('Message', 'x');
    await click('Add to the history');
    await sees('It must lie after the beginning and before the end.');
    expect(server.count('POST', '/api/v1/incidents')).to.equal(0);
  });

  it('goes on where it was cut off, and says nothing twice', async () => {
    const { server } = mount({ hash: '#/incidents/past' });
    await fill();
    server.fail('lost-answer', 2, 'POST');
    await click('Add to the history');
    await hears('It is in the history now.');
    const told = server.incidents.filter((one) => one.name === 'Exports failed');
    expect(told).to.have.length(1);
    expect(told[0]?.incident_updates).to.have.length(2);
  });
});

describe('what was changed', () => {
  afterEach(unmount);

  it('can be read beside what it says now', async () => {
    const { server } = mount();
    await follow('Post update');
    await click(/^Edit the update/);
    await until(() => document.querySelector('status-admin')?.shadowRoot?.querySelector('status-admin-incident'));
    const root = document.querySelector('status-admin')!.shadowRoot!.querySelector('status-admin-incident')!
      .shadowRoot!;
    const area = await until(() => root.querySelector<HTMLTextAreaElement>('#edit-body'));
    area.value = 'Something else.';
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await click('Save');
    await hears('Saved.');
    expect(server.past.edits.size).to.equal(1);
    const details = await until(() => root.querySelector<HTMLDetailsElement>('details.earlier'));
    details.open = true;
    await sees('changed by maya@fernhill.example');
    await sees('Bank transfers and wallets work.');
  });

  it('says before a deletion what stays visible, and shows it after it', async () => {
    const { server } = mount();
    await follow('Post update');
    await type('Message', 'A slip.');
    await click('Post update');
    await hears('Posted.');
    await sees('A slip.');
    const [update] = server.incidents[0]?.incident_updates ?? [];
    expect(update?.body).to.equal('A slip.');
    await click(/^Delete the update “Identified”/);
    await sees('They still see that an update was deleted, and when.');
    await click('Delete update');
    await hears('The update is deleted.');
    await sees('An update was deleted here on');
  });
});
