import { setTimeout as pause } from 'node:timers/promises';
import type { Summary } from '@allswell/protocol';
import { type Product, startProduct } from '../../e2e/harness.ts';
import { signUp } from '../../e2e/operator.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { bumpSeq } from '../../packages/server/src/db/page-state.ts';
import { addComponents } from './fernhill.ts';

/** A product whose incidents lie nine hours apart: five thousand of them are five years. */
export async function startWithPast(incidents: number): Promise<Product> {
  const product = await startProduct();
  await addComponents(await signUp(product, { page_name: 'Fernhill' }));
  await writePast(product, { incidents, everyMinutes: 526 });
  return product;
}

interface Past {
  incidents: number;
  /** How far they lie apart. The newest began that long ago. */
  everyMinutes: number;
}

/** Writes a past into the database of a running product, and waits until its readers have it. */
async function writePast(product: Product, { incidents, everyMinutes }: Past): Promise<void> {
  const sql = connect(embeddedAddress(product.dataDir), { max: 1, deadlineMs: 60_000, name: 'bench' });
  try {
    const seq = await sql.begin(async (tx) => {
      await tx`
        insert into incidents (id, name, status, impact, started_at, resolved_at)
        select 'past' || lpad(n::text, 8, '0'), 'Search was slow for customers in Europe', 'resolved', 'minor', at,
          at + interval '40 minutes'
        from generate_series(1, ${incidents}) n,
          lateral (select clock_timestamp() - n * ${everyMinutes} * interval '1 minute' as at)
      `;
      await tx`
        insert into incident_updates (id, incident_id, status, body, body_nodes, display_at)
        select substr(i.id, 1, 3) || step || substr(i.id, 5), i.id, told.status, body,
          jsonb_build_array(jsonb_build_object('type', 'paragraph', 'children',
            jsonb_build_array(jsonb_build_object('type', 'text', 'value', body)))), at
        from incidents i, lateral (values
          ('i', 'investigating', 'Searches take up to ten seconds. We are looking into it.', i.started_at),
          ('r', 'resolved', 'The index was rebuilt, searches are as quick as before.', i.resolved_at)
        ) told(step, status, body, at)
        where i.id like 'past%'
      `;
      return bumpSeq(tx);
    });
    await sql`analyze`;
    await untilAtLeast(product, seq);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** How long it takes from a change in the database until readers have the documents made of it, in milliseconds. */
export async function timeToRebuild(product: Product): Promise<number> {
  const sql = connect(embeddedAddress(product.dataDir), { max: 1, name: 'bench' });
  try {
    await sql`select 1`;
    const startedAt = performance.now();
    await untilAtLeast(product, await sql.begin((tx) => bumpSeq(tx)));
    return performance.now() - startedAt;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function untilAtLeast({ page }: Product, seq: number): Promise<void> {
  for (;;) {
    const { allswell } = (await (await fetch(new URL('/api/v2/status.json', page))).json()) as Summary;
    if (allswell && allswell.seq >= seq) return;
    await pause(1);
  }
}
