import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AdminComponent, AdminIncident } from '@allswell/protocol/schema';
import { Statuspage } from 'statuspage.io';
import { type Product, startProduct } from './harness.ts';
import { type Operator, signUp } from './operator.ts';

// A client that was written for Statuspage, by people who do not know us.

let product: Product;
let operator: Operator;
let client: Statuspage;

before(async () => {
  product = await startProduct();
  operator = await signUp(product, { page_name: 'Fernhill' });
  client = new Statuspage('fernhill');
  client.setApiUrl(new URL(product.page).origin);
});

after(async () => {
  await product?.stop();
});

test('the npm client statuspage.io reads a page on which all is well', async () => {
  const { page, status } = await client.api.getStatus();
  assert.equal(page.name, 'Fernhill');
  assert.deepEqual(status, { indicator: 'none', description: 'All Systems Operational' });
});

test('the npm client statuspage.io reads components, incidents and maintenance in every list', async () => {
  const checkout = await operator.post<AdminComponent>('components', { name: 'Checkout' });
  await operator.post('components', { name: 'Search' });
  const open = await operator.post<AdminIncident>('incidents', {
    name: 'Card payments are failing',
    body: 'We are looking into it.',
    status: 'investigating',
    components: { [checkout.id]: 'major_outage' },
  });
  const over = await operator.post<AdminIncident>('incidents', {
    name: 'Search was slow',
    body: 'We are looking into it.',
    status: 'investigating',
  });
  await operator.post(`incidents/${over.id}/updates`, { status: 'resolved', body: 'This is over.' });
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const planned = await operator.post<AdminIncident>('incidents', {
    name: 'Database upgrade',
    body: 'The web app is read-only meanwhile.',
    status: 'scheduled',
    scheduled_for: inHours(5),
    scheduled_until: inHours(6),
    component_ids: [checkout.id],
  });

  const summary = await client.api.getSummary();
  assert.deepEqual(summary.status, { indicator: 'major', description: 'Partial System Outage' });
  assert.deepEqual(idsOf(summary.incidents), [open.id]);
  assert.deepEqual(idsOf(summary.scheduled_maintenances), [planned.id]);
  const { components } = await client.api.getComponents();
  assert.deepEqual(
    components.map(({ name, status }) => [name, status]),
    [
      ['Checkout', 'major_outage'],
      ['Search', 'operational'],
    ],
  );
  assert.deepEqual(idsOf((await client.api.incidents.getAll()).incidents), [over.id, open.id]);
  assert.deepEqual(idsOf((await client.api.incidents.getUnresolved()).incidents), [open.id]);
  // The client's other two lists of maintenance ask for the same address as this one.
  assert.deepEqual(idsOf((await client.api.scheduledMaintenances.getUpcoming()).scheduled_maintenances), [planned.id]);
});

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map(({ id }) => id);
}
