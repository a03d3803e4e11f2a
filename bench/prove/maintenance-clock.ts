import { setTimeout as pause } from 'node:timers/promises';
import type { AdminMaintenance, Status } from '@allswell/protocol/schema';
import { type Product, startProduct } from '../../e2e/harness.ts';
import { type Operator, signUp } from '../../e2e/operator.ts';
import type { Sql } from '../../packages/server/src/db/connect.ts';
import { addComponents } from '../measure/fernhill.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { type Postgres, withPostgres } from '../measure/postgres.ts';

const plans = 500;
const lookEveryMs = 20;
/** How long after the last one was planned they start, and how long they take. */
const aheadMs = 5_000;
const lengthMs = 15_000;
const givesUpMs = 30_000;

export const proof: Proof = {
  promise:
    'Of 500 maintenances that start at one instant, and end at one, two servers move each once, within 2 seconds.',
  measure: () =>
    withPostgres(async (postgres) => {
      const one = await startProduct({ env: { DATABASE_URL: postgres.url } });
      try {
        const operator = await signUp(one, { page_name: 'Fernhill' });
        const other = await startProduct({ env: { DATABASE_URL: postgres.url } });
        try {
          return await prove(postgres, operator, [one, other]);
        } finally {
          await other.stop();
        }
      } finally {
        await one.stop();
      }
    }),
};

async function prove({ sql }: Postgres, operator: Operator, servers: readonly Product[]): Promise<Figure[]> {
  const components = await addComponents(operator);
  for (let index = 0; index < plans; index += 1) {
    await operator.post<AdminMaintenance>('incidents', {
      name: `Rack ${index + 1}`,
      body: 'We move this rack.',
      scheduled_for: new Date(Date.now() + 3_600_000).toISOString(),
      scheduled_until: new Date(Date.now() + 7_200_000).toISOString(),
      component_ids: [components[index % components.length]?.id],
    });
  }
  const startsAt = new Date(Date.now() + aheadMs);
  const endsAt = new Date(startsAt.getTime() + lengthMs);
  await sql`update incidents set scheduled_for = ${startsAt}, scheduled_until = ${endsAt}, started_at = ${startsAt}`;

  const starts = await watch(sql, servers, { at: startsAt, status: 'in_progress' });
  const ends = await watch(sql, servers, { at: endsAt, status: 'completed' });
  return [
    { name: 'starts and ends that were due', value: 2 * plans, unit: '', at_least: 500 },
    { name: 'the last start, seen by another connection', value: starts.inDatabase, unit: 'ms', at_most: 2_000 },
    { name: 'the last end, seen by another connection', value: ends.inDatabase, unit: 'ms', at_most: 2_000 },
    { name: 'until readers of both servers had every start', value: starts.onPages, unit: 'ms', at_most: 3_000 },
    { name: 'until readers of both servers had every end', value: ends.onPages, unit: 'ms', at_most: 3_000 },
    ...(await countTwice(sql)),
  ];
}

interface Delays {
  inDatabase: number;
  onPages: number;
}

/** Looks until all have a status, and until the pages of all servers say what the database says. */
async function watch(
  sql: Sql,
  servers: readonly Product[],
  { at, status }: { at: Date; status: string },
): Promise<Delays> {
  await pause(at.getTime() - Date.now() - lookEveryMs);
  const inDatabase = await until(at, async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from incidents where status = ${status}
    `;
    return row?.count === plans;
  });
  const [state] = await sql<{ seq: string }[]>`select seq from page_state`;
  const onPages = await until(at, async () => {
    const known = await Promise.all(servers.map(seqOf));
    return known.every((seq) => seq >= Number(state?.seq));
  });
  return { inDatabase, onPages };
}

async function until(at: Date, isSo: () => Promise<boolean>): Promise<number> {
  while (!(await isSo())) {
    if (Date.now() > at.getTime() + givesUpMs) return givesUpMs;
    await pause(lookEveryMs);
  }
  return Date.now() - at.getTime();
}

async function seqOf({ page }: Product): Promise<number> {
  const answer = await fetch(new URL('/api/v2/status.json', page));
  const { allswell } = (await answer.json()) as { allswell: { seq: number }; status: Status };
  return allswell.seq;
}

/** What happened twice, or not at all: in updates, notices, the trail and the history of components. */
async function countTwice(sql: Sql): Promise<Figure[]> {
  const [row] = await sql<Record<'updates' | 'notices' | 'trail' | 'gaps' | 'late', number>[]>`
    with steps as (
      select i.id, s.status, s.action from incidents i,
        (values ('in_progress', 'maintenance.started'), ('completed', 'maintenance.completed')) as s (status, action)
    )
    select
      (
        select count(*)::int from steps s where 1 <> (
          select count(*) from incident_updates u where u.incident_id = s.id and u.status = s.status
        )
      ) as updates,
      (
        select count(*)::int from steps s where 1 <> (
          select count(*) from notices n join incident_updates u on u.id = n.update_id
          where n.incident_id = s.id and u.status = s.status
        )
      ) as notices,
      (
        select count(*)::int from steps s where 1 <> (
          select count(*) from audit a where a.subject_id = s.id and a.action = s.action
        )
      ) as trail,
      (
        select count(*)::int from components c where (
          select array_agg(h.status order by h.id) from component_changes h where h.component_id = c.id and not h.told
        ) <> array['operational', 'under_maintenance', 'operational']
      ) as gaps,
      (
        select count(*)::int from incidents where started_at <> scheduled_for or resolved_at <> scheduled_until
      ) as late
  `;
  const never = (name: string, value: number | undefined) => ({ name, value: value ?? plans, unit: '', at_most: 0 });
  return [
    never('steps without exactly one update', row?.updates),
    never('steps without exactly one notice', row?.notices),
    never('steps without exactly one line in the trail', row?.trail),
    never('components whose history is not operational, under maintenance, operational', row?.gaps),
    never('maintenances that did not take place as planned', row?.late),
  ];
}
