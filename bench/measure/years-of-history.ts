import { setTimeout as pause } from 'node:timers/promises';
import type { Summary } from '@allswell/protocol';
import { type Product, startProduct } from '../../e2e/harness.ts';
import { signUp } from '../../e2e/operator.ts';
import { connect, type Sql } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { bumpSeq } from '../../packages/server/src/db/page-state.ts';

/** A page with a history, and a connection past everything that is being proved. */
export interface HistoricPage {
  product: Product;
  sql: Sql;
}

/** A product with so many components, ten to a group, five years old and without anything that ever happened. */
export async function startWithComponents(count: number): Promise<HistoricPage> {
  const product = await startProduct();
  await signUp(product, { page_name: 'Fernhill' });
  const sql = connect(embeddedAddress(product.dataDir), { max: 1, deadlineMs: 120_000, name: 'proof' });
  await sql`
    insert into component_groups (id, name, position)
    select 'group' || lpad(n::text, 7, '0'), (array['Core', 'Payments', 'Messaging', 'Search', 'Storage'])[1 + n % 5] || ' ' || n, n
    from generate_series(1, ${Math.ceil(count / 10)}::int) n
  `;
  await sql`
    insert into components (id, name, group_id, position, created_at)
    select 'part' || lpad(n::text, 8, '0'),
      (array['Web app', 'Checkout', 'API', 'Webhooks', 'Exports', 'Sign-in', 'Help centre'])[1 + n % 7] || ' ' || n,
      'group' || lpad((1 + (n - 1) / 10)::text, 7, '0'), 1 + (n - 1) % 10, clock_timestamp() - interval '1830 days'
    from generate_series(1, ${count}::int) n
  `;
  await sql`
    insert into component_changes (component_id, status, starts_at, ends_at)
    select id, 'operational', created_at, null from components
  `;
  const page = { product, sql };
  await untilReadersHave(page, await sql.begin((tx) => bumpSeq(tx)));
  return page;
}

/** Which incidents there shall be: numbers set them apart from those of before, the newest is the first. */
export interface Past {
  first: number;
  count: number;
  /** How long ago the newest and the oldest of them began, in days. */
  fromDays: number;
  untilDays: number;
}

/**
 * Writes incidents of up to three components each, of twenty minutes to four hours, told and recorded as live ones are,
 * and waits until readers have them.
 */
export async function addHistory(page: HistoricPage, { first, count, fromDays, untilDays }: Past): Promise<void> {
  const { sql } = page;
  const seq = await sql.begin(async (tx) => {
    await tx`
      insert into incidents (id, name, status, impact, started_at, resolved_at, created_at)
      select 'past' || lpad(n::text, 8, '0'), 'Some requests failed in Europe (' || n || ')', 'resolved', 'minor', at,
        at + interval '20 minutes' + (n * 7919 % 220) * interval '1 minute', at
      from generate_series(${first}::int, ${first + count - 1}::int) n,
        lateral (select clock_timestamp() - interval '5 hours'
          - (${fromDays}::float8 + (n - ${first}) * ${(untilDays - fromDays) / count}::float8) * interval '1 day' as at)
    `;
    await tx`
      insert into incident_components (incident_id, component_id, status, status_before)
      select i.id, c.id, (array['degraded_performance', 'partial_outage', 'major_outage'])[1 + n * 31 % 3], 'operational'
      from incidents i, lateral (select substr(i.id, 5)::int as n) numbered,
        lateral (select count(*) as all from components) counted,
        generate_series(0, n % 3) step,
        lateral (select id from components order by id offset (n * 37 + step * 11) % counted.all limit 1) c
      where i.id between ${idOf(first)} and ${idOf(first + count - 1)}
      on conflict do nothing
    `;
    await tx`
      insert into incident_updates (id, incident_id, status, body, body_nodes, display_at, created_at)
      select substr(i.id, 1, 3) || step || substr(i.id, 5), i.id, told.status, body,
        jsonb_build_array(jsonb_build_object('type', 'paragraph', 'children',
          jsonb_build_array(jsonb_build_object('type', 'text', 'value', body)))), at, at
      from incidents i, lateral (values
        ('i', 'investigating', 'Some requests take up to ten seconds. We are looking into it.', i.started_at),
        ('r', 'resolved', 'The index was rebuilt, requests are as quick as before.', i.resolved_at)
      ) told(step, status, body, at)
      where i.id between ${idOf(first)} and ${idOf(first + count - 1)}
    `;
    for (const told of [true, false]) {
      await tx`
        insert into component_changes (component_id, status, starts_at, ends_at, incident_id, told)
        select a.component_id, a.status, i.started_at, i.resolved_at, i.id, ${told}
        from incidents i join incident_components a on a.incident_id = i.id
        where i.id between ${idOf(first)} and ${idOf(first + count - 1)}
      `;
    }
    await tx`
      insert into component_changes (component_id, status, starts_at, ends_at)
      select a.component_id, 'operational', i.resolved_at, i.resolved_at + interval '1 hour'
      from incidents i join incident_components a on a.incident_id = i.id
      where i.id between ${idOf(first)} and ${idOf(first + count - 1)}
    `;
    return bumpSeq(tx);
  });
  await sql`vacuum analyze incidents, incident_components, incident_updates, component_changes`;
  await untilReadersHave(page, seq);
}

/** Makes an incident an hour longer, or as long as it was, as an edit of the time of an update does; answers with seq. */
export function backdate({ sql }: HistoricPage, number: number, isLonger: boolean): Promise<number> {
  const by = `${isLonger ? 60 : -60} minutes`;
  return sql.begin(async (tx) => {
    const seq = await bumpSeq(tx);
    await tx`update incidents set resolved_at = resolved_at + ${by}::interval where id = ${idOf(number)}`;
    await tx`
      update component_changes set ends_at = ends_at + ${by}::interval where incident_id = ${idOf(number)} and told
    `;
    return seq;
  });
}

/** Waits until readers have the documents of a change. */
export async function untilReadersHave({ product }: Pick<HistoricPage, 'product'>, seq: number): Promise<void> {
  for (;;) {
    const { allswell } = (await (await fetch(new URL('/api/v2/status.json', product.page))).json()) as Summary;
    if (allswell && allswell.seq >= seq) return;
    await pause(1);
  }
}

export async function stopHistoric({ product, sql }: HistoricPage): Promise<void> {
  await sql.end({ timeout: 5 });
  await product.stop();
}

function idOf(number: number): string {
  return `past${String(number).padStart(8, '0')}`;
}
