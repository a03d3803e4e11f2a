import type { AdminIncident } from '@allswell/protocol/schema';
import { startInboxes, waitUntil } from '../../e2e/fan-out/news.ts';
import { type Product, startProduct } from '../../e2e/harness.ts';
import { type Operator, signUp } from '../../e2e/operator.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { seedSubscribers } from '../../packages/server/src/testing/seed-subscribers.ts';
import { addComponents } from '../measure/fernhill.ts';
import type { Proof } from '../measure/figure.ts';
import { median, round } from '../measure/statistics.ts';

const subscribers = 100_000;
const runs = 15;

export const proof: Proof = {
  promise: 'An operator who publishes waits no longer with a hundred thousand subscribers than with none.',
  async measure() {
    const inboxes = await startInboxes();
    const crowded = await start(inboxes.sink.url, subscribers);
    const empty = await start(inboxes.sink.url, 0);
    try {
      for (const page of [crowded, empty]) await publish(page);
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let run = 0; run < runs; run += 1) {
        ours.push(await publish(crowded));
        theirs.push(await publish(empty));
      }
      const busy = await publishWhileTelling(crowded);
      return [
        { name: 'POST with 100,000 subscribers', value: round(median(ours)), unit: 'ms' },
        { name: 'POST with none', value: round(median(theirs)), unit: 'ms' },
        { name: 'the one of the other', value: round(median(ours) / median(theirs)), unit: '', at_most: 1.5 },
        { name: 'POST while the process that answers tells 100,000 of the one before', value: round(busy), unit: 'ms' },
      ];
    } finally {
      await crowded.product.stop();
      await empty.product.stop();
      await inboxes.sink.stop();
    }
  },
};

interface Page {
  product: Product;
  operator: Operator;
  component_ids: string[];
}

async function start(smtpUrl: string, count: number): Promise<Page> {
  const product = await startProduct({ env: { ALLSWELL_SMTP_URL: smtpUrl } });
  const operator = await signUp(product, { page_name: 'Fernhill' });
  const components = await addComponents(operator);
  await withSql(product, (sql) => seedSubscribers(sql, count));
  return { product, operator, component_ids: components.map(({ id }) => id) };
}

async function withSql<T>({ dataDir }: Product, work: (sql: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const sql = connect(embeddedAddress(dataDir), { max: 1, deadlineMs: 60_000, name: 'proof' });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** Publishes an incident on a quiet page, and takes it back, so that the next one finds it quiet again. */
async function publish(page: Page): Promise<number> {
  const { incident, ms } = await open(page);
  await page.operator.delete(`incidents/${incident.id}`);
  await quiet(page);
  return ms;
}

/** Publishes again and again while the one before is being told. */
async function publishWhileTelling(page: Page): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    times.push((await open(page)).ms);
    await waitUntil('deliveries', () => withSql(page.product, isTelling), 30_000);
  }
  return median(times);
}

async function open({ operator, component_ids }: Page): Promise<{ incident: AdminIncident; ms: number }> {
  const from = performance.now();
  const incident = await operator.post<AdminIncident>('incidents', {
    name: 'Card payments are failing',
    status: 'investigating',
    body: 'Some card payments are being declined. We are looking into it.',
    components: Object.fromEntries(component_ids.slice(0, 2).map((id) => [id, 'partial_outage'])),
  });
  return { incident, ms: performance.now() - from };
}

async function isTelling(sql: ReturnType<typeof connect>): Promise<boolean> {
  const [row] = await sql<{ open: boolean }[]>`
    select exists (select from deliveries where state = 'sent') and exists (select from deliveries where state = 'waiting')
      and not exists (select from notices where expanded_at is null) as open
  `;
  return row?.open ?? false;
}

async function quiet({ product }: Page): Promise<void> {
  await waitUntil(
    'a quiet page',
    () =>
      withSql(product, async (sql) => {
        const [row] = await sql<{ open: boolean }[]>`
          select exists (select from notices where settled_at is null) as open
        `;
        return row?.open === false;
      }),
    60_000,
  );
}
