import type { Impact, StoryReference } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

/** An incident or a maintenance as far as uptime and timeline name it. Plain data, instants in milliseconds. */
export interface StoryRow {
  id: string;
  name: string;
  kind: StoryReference['kind'];
  impact: StoryReference['impact'];
  /** `cancelled` for a maintenance that was broken off. */
  status: string;
  startsAt: number;
  /** null: it goes on. Of a planned maintenance its planned end. */
  endsAt: number | null;
  componentIds: string[];
  countsAsDowntime: boolean;
}

/** How many are read at most: the newest. */
export const storyCap = 5_000;

interface Read {
  id: string;
  name: string;
  status: string;
  impact: Impact;
  impact_override: Impact | null;
  started_at: Date;
  resolved_at: Date | null;
  is_maintenance: boolean;
  scheduled_until: Date | null;
  cancelled_at: Date | null;
  counts_as_downtime: boolean;
  component_ids: string[];
}

/**
 * Reads what began, ended or went on within a time, and, of a time that reaches until now, what is planned; also what an
 * incident of before has left behind. Newest first. What was called off before it began never was.
 */
export function readStories(sql: Sql | Tx, { from, until }: { from: Date; until: Date }): Promise<StoryRow[]> {
  return selectStories(
    sql,
    sql`i.id in (
      (select id from incidents where deleted_at is null and started_at >= ${from} and started_at < ${until}
        order by started_at desc, id limit ${storyCap})
      union
      (select id from incidents where deleted_at is null and resolved_at >= ${from} and started_at < ${until}
        order by resolved_at desc, id limit ${storyCap})
      union
      (select id from incidents where deleted_at is null and status not in ('resolved', 'postmortem', 'completed')
        and (status = 'scheduled' or started_at < ${until}))
      union
      (select incident_id from component_changes
        where told and tstzrange(starts_at, ends_at) && tstzrange(${from}, ${until}))
    ) and (i.cancelled_at is null or i.cancelled_at > i.scheduled_for)`,
  );
}

/** Reads those of the incidents `i` that are not deleted and that a condition holds for, newest first. */
export async function selectStories(sql: Sql | Tx, condition: ReturnType<Sql>): Promise<StoryRow[]> {
  const rows = await sql<Read[]>`
    select i.id, i.name, i.status, i.impact, i.impact_override, i.started_at, i.resolved_at, i.scheduled_until,
      i.cancelled_at, i.scheduled_for is not null as is_maintenance, i.counts_as_downtime,
      array(select component_id from incident_components where incident_id = i.id order by component_id) as component_ids
    from incidents i
    where i.deleted_at is null and ${condition}
    order by i.started_at desc, i.id limit ${storyCap}
  `;
  return rows.map((row) => {
    const startsAt = row.started_at.getTime();
    const end = row.resolved_at ?? (row.status === 'scheduled' ? row.scheduled_until : null);
    return {
      id: row.id,
      name: row.name,
      kind: row.is_maintenance ? 'maintenance' : 'incident',
      impact: row.impact_override ?? (row.is_maintenance ? 'maintenance' : row.impact),
      status: row.cancelled_at === null ? row.status : 'cancelled',
      startsAt,
      endsAt: end && Math.max(startsAt, end.getTime()),
      componentIds: row.component_ids,
      countsAsDowntime: row.counts_as_downtime,
    };
  });
}
