import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Summary } from '@allswell/protocol';
import { type Product, startProduct } from '../../e2e/harness.ts';
import { signUp } from '../../e2e/operator.ts';
import { connect, type Sql } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { newId } from '../../packages/server/src/db/new-id.ts';
import { bumpSeq } from '../../packages/server/src/db/page-state.ts';

/** A page with a history, and a connection past everything that is being proved. */
export interface HistoricPage {
  product: Product;
  sql: Sql;
}

const parts = [
  'Web app',
  'Checkout',
  'Payments API',
  'Webhooks',
  'Exports',
  'Sign-in',
  'Help centre',
  'Search',
  'Sandbox',
  'E-mail',
  'Mobile app',
  'Dashboard',
  'Reports',
  'Image uploads',
  'Invoices',
];
const regions = [
  'Frankfurt',
  'Dublin',
  'Virginia',
  'Oregon',
  'São Paulo',
  'Singapore',
  'Mumbai',
  'Sydney',
  'Tokyo',
  'Toronto',
];

/** A product with so many components, ten to a group, five years old and without anything that ever happened. */
export async function startWithComponents(count: number): Promise<HistoricPage> {
  const product = await startProduct();
  await signUp(product, { page_name: 'Fernhill' });
  const sql = connect(embeddedAddress(product.dataDir), { max: 1, deadlineMs: 120_000, name: 'proof' });
  const groups = regions
    .slice(0, Math.ceil(count / 10))
    .map((name, index) => ({ id: newId(), name, position: index + 1 }));
  const components = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    name: `${parts[index % parts.length]} ${regions[Math.floor(index / parts.length) % regions.length]}`,
    group_id: groups[Math.floor(index / 10)]?.id ?? null,
    position: 1 + (index % 10),
    created_at: new Date(Date.now() - 1_830 * 86_400_000),
  }));
  await sql`insert into component_groups ${sql(groups)}`;
  await sql`insert into components ${sql(components)}`;
  await sql`
    insert into component_changes (component_id, status, starts_at) select id, 'operational', created_at from components
  `;
  const page = { product, sql };
  await untilReadersHave(page, await sql.begin((tx) => bumpSeq(tx)));
  return page;
}

const names = [
  'Some requests failed in Europe',
  'Search results were out of date',
  'Card payments were declined for some customers',
  'Receipts arrived up to an hour late',
  'Sign-in with single sign-on did not work',
  'Exports of large tables broke off',
  'Webhooks were delivered twice',
  'The dashboard was slow to load',
  'Images could not be uploaded from phones',
];
const bodies = [
  'A bad certificate at one of our processors rejected about a third of all requests. Traffic goes around it now.',
  'The index was rebuilt after a node ran out of memory, and results are as new as ever. Nothing was lost.',
  'A release this morning opened more connections than the database takes. We took it back at once.',
  'One of two network links of our provider was cut; the other one was too small for the evening.',
  'The queue grew faster than it was worked off. Twice as many workers run now, and it is empty again.',
  'A cache held answers for longer than it should have. It is emptied, and holds them for a minute again.',
  'We moved to new machines on which a setting was missing. It is set, and a test looks for it from now on.',
];

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
    const numbers = tx`generate_series(${first}::int, ${first + count - 1}::int) n`;
    const id = tx`substr(md5(n::text), 1, 12)`;
    await tx`
      insert into incidents (id, name, status, impact, started_at, resolved_at, created_at)
      select ${id}, (${names}::text[])[1 + n % ${names.length}], 'resolved', 'minor', at,
        at + interval '20 minutes' + (n * 7919 % 220) * interval '1 minute', at
      from ${numbers}, lateral (select clock_timestamp() - interval '5 hours'
        - (${fromDays}::float8 + (n - ${first}) * ${(untilDays - fromDays) / count}::float8) * interval '1 day' as at)
    `;
    await tx`
      insert into incident_components (incident_id, component_id, status, status_before)
      select ${id}, c.id, (array['degraded_performance', 'partial_outage', 'major_outage'])[1 + n * 31 % 3], 'operational'
      from ${numbers}, lateral (select count(*) as all from components) counted, generate_series(0, n % 3) step,
        lateral (select id from components order by id offset (n * 37 + step * 11) % counted.all limit 1) c
      on conflict do nothing
    `;
    await tx`
      insert into incident_updates (id, incident_id, status, body, body_nodes, display_at, created_at)
      select substr(md5(n || told.status), 1, 12), ${id}, told.status, body,
        jsonb_build_array(jsonb_build_object('type', 'paragraph', 'children',
          jsonb_build_array(jsonb_build_object('type', 'text', 'value', body)))), at, at
      from ${numbers} join incidents i on i.id = ${id}, lateral (values
        ('investigating', (${bodies}::text[])[1 + n * 3 % ${bodies.length}], i.started_at),
        ('resolved', (${bodies}::text[])[1 + n % ${bodies.length}], i.resolved_at)
      ) told(status, body, at)
    `;
    const held = tx`${numbers} join incidents i on i.id = ${id} join incident_components a on a.incident_id = i.id`;
    for (const told of [true, false]) {
      await tx`
        insert into component_changes (component_id, status, starts_at, ends_at, incident_id, told)
        select a.component_id, a.status, i.started_at, i.resolved_at, i.id, ${told} from ${held}
      `;
    }
    await tx`
      insert into component_changes (component_id, status, starts_at, ends_at)
      select a.component_id, 'operational', i.resolved_at, i.resolved_at + interval '1 hour' from ${held}
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
  return createHash('md5').update(String(number)).digest('hex').slice(0, 12);
}
