import { setTimeout as pause } from 'node:timers/promises';
import type { Metric, MetricsDocument, PageDocument } from '@allswell/protocol';
import { type Product, startProduct } from '../../e2e/harness.ts';
import { signUp } from '../../e2e/operator.ts';
import { connect, type Sql } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { bumpSeq } from '../../packages/server/src/db/page-state.ts';
import { addComponents } from './fernhill.ts';

export const minutesOfADay = 24 * 60;
export const minutesOfAYear = 365 * minutesOfADay;

const figures = [
  { name: 'Response time', suffix: 'ms', thresholds: { yellow: 300, red: 800, worse: 'above' } },
  { name: 'Failed requests', suffix: '%', decimal_places: 2, thresholds: { yellow: 0.5, red: 2, worse: 'above' } },
  { name: 'Apdex', decimal_places: 2, thresholds: { yellow: 0.85, red: 0.7, worse: 'below' } },
  { name: 'Requests', suffix: '/min' },
  { name: 'Jobs waiting', thresholds: { yellow: 500, red: 5_000, worse: 'above' } },
] as const;

/** A page in five languages, and what is measured for it. */
export interface MeasuredPage {
  product: Product;
  /** A connection past everything that is being proved. */
  sql: Sql;
  ids: string[];
}

/** A product that shows five metrics with a point for each of so many minutes. */
export async function startMeasured(minutes: number): Promise<MeasuredPage> {
  const product = await startProduct();
  const operator = await signUp(product, { page_name: 'Fernhill' });
  await operator.patch('settings', { languages: ['en', 'de', 'fr', 'es', 'ar'] });
  await addComponents(operator);
  const sql = connect(embeddedAddress(product.dataDir), { max: 1, deadlineMs: 300_000, name: 'proof' });
  const ids: string[] = [];
  for (const figure of figures) {
    const { id } = await operator.post<Metric>('metrics', { ...figure, origin: { source: 'push', query: {} } });
    ids.push(id);
  }
  const page = { product, sql, ids };
  await addPast(page, minutes);
  return page;
}

export async function stopMeasured({ product, sql }: MeasuredPage): Promise<void> {
  await sql.end({ timeout: 5 });
  await product.stop();
}

/**
 * Writes what is missing of so many minutes, and waits until readers have its newest. The values are as restless as real
 * ones, so that neither documents nor pages compress better than those would.
 */
export async function addPast({ product, sql, ids }: MeasuredPage, minutes: number): Promise<void> {
  await sql`
    insert into metric_points (metric_id, at, value)
    select id, date_trunc('minute', clock_timestamp()) - n * interval '1 minute', position * (1 + random() / 3 + sin(n / 230.0))
    from metrics, generate_series(1, ${minutes}::int) n order by id, n desc
    on conflict do nothing
  `;
  await sql`
    insert into metric_hours (metric_id, at, count, sum, min, max)
    select metric_id, date_trunc('hour', at, 'UTC'), count(*), sum(value), min(value), max(value)
    from metric_points group by 1, 2
    on conflict (metric_id, at) do update
      set count = excluded.count, sum = excluded.sum, min = excluded.min, max = excluded.max
  `;
  await sql`vacuum analyze metric_points, metric_hours`;
  await untilNewest(product, await addPoint({ sql, ids }));
}

/** Shows all metrics to readers, or hides them, and waits until that is so. */
export async function showMetrics({ product, sql }: MeasuredPage, isShown: boolean): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update metrics set display = ${isShown}`;
    await bumpSeq(tx);
  });
  for (;;) {
    const { metrics } = (await (await fetch(new URL('/api/v2/page.json', product.page))).json()) as PageDocument;
    if (metrics.length > 0 === isShown) return;
    await pause(10);
  }
}

/** Writes a new value of each metric for this minute and says so, as it is done when points come in; answers with the value. */
export async function addPoint({ sql, ids }: Pick<MeasuredPage, 'sql' | 'ids'>): Promise<number> {
  const value = Math.round(1_000 + Math.random() * 8_000);
  await sql.begin(async (tx) => {
    await tx`
      insert into metric_points (metric_id, at, value)
      select id, date_trunc('minute', clock_timestamp()), ${value} from unnest(${ids}::text[]) id
      on conflict (metric_id, at) do update set value = excluded.value
    `;
    await tx`
      update metric_state set seq = seq + 1, changed_at = clock_timestamp() returning pg_notify('allswell_metrics', '')
    `;
  });
  return value;
}

/** Waits until readers have a value as the newest one of the first metric. */
export async function untilNewest({ page }: Pick<Product, 'page'>, value: number): Promise<void> {
  for (;;) {
    const { metrics } = (await (await fetch(new URL('/api/v2/metrics.json', page))).json()) as MetricsDocument;
    if (metrics[0]?.value === value) return;
    await pause(10);
  }
}
