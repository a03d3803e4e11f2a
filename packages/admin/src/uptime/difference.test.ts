import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import { choose, click, field, follow, hears, seesNot, shown, type, until } from '../testing/see.ts';
import { toLocalField } from '../time/format.ts';

const hour = 3_600_000;
/** An incident of twenty days ago, three hours long. */
const prepare = (server: FakeServer) => {
  fillFernhill(server, { isCalm: true });
  const [, checkout] = server.components;
  if (!checkout) throw new Error('There is no checkout.');
  const startsAt = server.up.at(20);
  const started_at = new Date(startsAt).toISOString();
  const incident = server.addIncident('Nobody could pay', { status: 'resolved', started_at });
  incident.components = [checkout];
  incident.incident_updates = [
    server.newUpdate(incident, {
      ...{ status: 'resolved', body: 'It is over.' },
      display_at: new Date(startsAt + 3 * hour).toISOString(),
    }),
    ...incident.incident_updates,
  ];
  const span = { startsAt, endsAt: startsAt + 3 * hour, incidentId: incident.id };
  server.up.publish(checkout.id, { ...span, status: 'major_outage' });
};
const past = (server: FakeServer) => server.incidents.find((one) => one.name === 'Nobody could pay')?.id ?? '';
const open = async () => {
  const mounted = mount({ prepare, hash: '#/history' });
  await follow('Nobody could pay');
  return mounted;
};
const difference = () =>
  ([...shown()].find((one) => one.matches('[data-difference]'))?.textContent ?? '').replaceAll(/\s+/g, ' ');
const says = (text: RegExp) => until(() => text.test(difference()), `a difference that says ${text}`);
const asked = (server: FakeServer) => server.received.filter((one) => one.path === '/api/v1/uptime/preview');

describe('what becomes of uptime', () => {
  afterEach(unmount);

  it('is said before the beginning of an incident is moved', async () => {
    const { server } = await open();
    await click('Edit');
    await type('Name', 'Nobody at all could pay');
    expect(difference(), 'a name changes nothing').to.equal('');
    await type('Began at', toLocalField(new Date(server.up.at(20) - 2 * hour).toISOString()));
    await says(/Checkout: last 90 days: 99\.\d\d% → 99\.\d\d%; 1 day changes/);
    expect(asked(server)[0]?.body).to.deep.equal({
      method: 'PATCH',
      path: `/api/v1/incidents/${past(server)}`,
      body: { started_at: new Date(server.up.at(20) - 2 * hour).toISOString() },
    });
    await click('Save');
    await hears('Saved.');
    expect(difference()).to.equal('');
  });

  it('is said when a component is taken away from an incident', async () => {
    await open();
    await click('Edit');
    (await field('Checkout')).click();
    await says(/Checkout: last 90 days: 99\.\d\d% → 100%/);
  });

  it('is said before an incident is deleted', async () => {
    const { server } = await open();
    await click('Delete');
    await says(/Checkout: last 90 days: 99\.\d\d% → 100%/);
    await click('Delete incident');
    await hears('The incident is deleted.');
    expect(past(server)).to.equal('');
  });

  it('is said while the time of an update is moved, and before one is deleted', async () => {
    const { server } = await open();
    await click(/^Edit the update “Resolved”/);
    await type('Message', 'It is really over.');
    expect(difference()).to.equal('');
    await type('Shown as posted at', toLocalField(new Date(server.up.at(20) + hour).toISOString()));
    await says(/Checkout: last 90 days: 99\.\d\d% → 99\.\d\d%/);
    await click('Cancel');
    await click(/^Delete the update “Resolved”/);
    await says(/Checkout: last 90 days: 99\.\d\d% → 99\.\d\d%/);
    expect(asked(server).at(-1)?.body).to.deep.include({ method: 'DELETE' });
  });

  it('never holds a change up: without an answer it is saved all the same', async () => {
    const { server } = await open();
    server.fail('unreachable', 9, 'uptime/preview');
    await click('Edit');
    await type('Began at', toLocalField(new Date(server.up.at(20) - hour).toISOString()));
    await says(/cannot be said just now; you can save all the same\. The server does not answer/);
    await click('Save');
    await hears('Saved.');
  });

  it('is said while a past incident is written down, with all of it until its end', async () => {
    const { server } = mount({ prepare, hash: '#/incidents/past' });
    const at = (hours: number) => toLocalField(new Date(server.up.at(40) + hours * hour).toISOString());
    await type('Began', at(0));
    await type('Ended', at(6));
    await choose(/Search/, 'Major outage');
    await says(/Search: last 90 days: 100% → 99\.7\d%; 1 day changes/);
    expect(asked(server).at(-1)?.body).to.deep.include({ method: 'POST', path: '/api/v1/incidents' });
    expect((asked(server).at(-1)?.body as { updates: unknown[] }).updates).to.have.length(1);
    await type('Ended', '');
    await until(() => difference() === '', 'no difference of what is not clear yet');
  });

  it('is said when a maintenance counts as downtime', async () => {
    const { server } = mount({
      prepare: (one) => {
        fillFernhill(one, { isCalm: true });
        const [web] = one.components;
        const startsAt = one.up.at(5);
        const times = { from: new Date(startsAt).toISOString(), until: new Date(startsAt + hour).toISOString() };
        const affected = [web?.id ?? ''];
        const { id } = one.planned.add('New database', { status: 'completed', affected, ...times });
        const span = { startsAt, endsAt: startsAt + hour, incidentId: id };
        one.up.publish(web?.id ?? '', { ...span, status: 'under_maintenance' });
      },
      hash: '#/history',
    });
    await follow('New database');
    await click('Edit');
    (await field('Counts as downtime')).click();
    await says(/Web app: last 90 days: 100% → 99\.9\d%/);
    await click('Save');
    await hears('Saved');
    expect(server.planned.maintenances[0]?.counts_as_downtime).to.equal(true);
  });

  it('is not asked for while something new is published', async () => {
    const { server } = mount({ prepare: (one) => fillFernhill(one), hash: '#/' });
    await follow('Post update');
    await type('Message', 'Better.');
    await click('Post update');
    await hears('Posted.');
    await seesNot('Uptime would change');
    expect(asked(server)).to.deep.equal([]);
  });
});
