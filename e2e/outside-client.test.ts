import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AdminComponent, AdminIncident } from '@allswell/protocol/schema';
import { Statuspage } from 'statuspage.io';
import { type Product, startProduct } from './harness.ts';
import { type Operator, signUp } from './operator.ts';
import { untilReadersSee } from './readers.ts';

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

test('the npm client statuspage.io reads components and incidents in every list', async () => {
  const checkout = await operator.post<AdminComponent>('components', { name: 'Checkout' });
  await operator.post('components', { name: 'Search' });
  const over = await operator.post<AdminIncident>('incidents', {
    name: 'Search was slow',
    body: 'We are looking into it.',
    status: 'investigating',
  });
  await operator.post(`incidents/${over.id}/updates`, { status: 'resolved', body: 'This is over.' });
  const open = await operator.post<AdminIncident>('incidents', {
    name: 'Card payments are failing',
    body: 'We are looking into it.',
    status: 'investigating',
    components: { [checkout.id]: 'major_outage' },
  });
  await untilReadersSee(product, ({ incidents }) => incidents.some(({ id }) => id === open.id));

  const summary = await client.api.getSummary();
  assert.deepEqual(summary.status, { indicator: 'major', description: 'Partial System Outage' });
  assert.deepEqual(idsOf(summary.incidents), [open.id]);
  const { components } = await client.api.getComponents();
  assert.deepEqual(
    components.map(({ name, status }) => [name, status]),
    [
      ['Checkout', 'major_outage'],
      ['Search', 'operational'],
    ],
  );
  assert.deepEqual(idsOf((await client.api.incidents.getAll()).incidents), [open.id, over.id]);
  assert.deepEqual(idsOf((await client.api.incidents.getUnresolved()).incidents), [open.id]);
  for (const list of ['getAll', 'getUpcoming', 'getActive'] as const) {
    assert.deepEqual((await client.api.scheduledMaintenances[list]()).scheduled_maintenances, []);
  }
});

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map(({ id }) => id);
}
