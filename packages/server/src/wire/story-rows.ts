import type { Impact, StoryReference } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { stampIn } from '../time/stamp.ts';
import { zoneOf } from '../time/zone.ts';

// Incidents and maintenance as far as uptime, timeline, history and reports name them: without what was said.

export interface StoryRow {
  id: string;
  name: string;
  status: string;
  impact: Impact;
  impact_override: Impact | null;
  started_at: Date;
  resolved_at: Date | null;
  scheduled_for: Date | null;
  scheduled_until: Date | null;
  cancelled_at: Date | null;
  counts_as_downtime: boolean;
  component_ids: string[];
}

/** The columns of a `StoryRow` from `incidents i`. */
export function storyColumns(sql: Sql | Tx) {
  return sql`
    i.id, i.name, i.status, i.impact, i.impact_override, i.started_at, i.resolved_at, i.scheduled_for,
    i.scheduled_until, i.cancelled_at, i.counts_as_downtime,
    array(select component_id from incident_components where incident_id = i.id order by component_id) as component_ids
  `;
}

/** Whatever went on between two moments, newest first. */
export function readStories(
  sql: Sql | Tx,
  { from, until, most }: { from: Date; until: Date; most: number },
): Promise<StoryRow[]> {
  return sql<StoryRow[]>`
    select ${storyColumns(sql)} from incidents i
    where i.deleted_at is null and i.started_at < ${until}
      and (i.started_at >= ${from} or i.resolved_at is null or i.resolved_at > ${from})
    order by i.started_at desc, i.id limit ${most}
  `;
}

/** Writes such rows in the shape that crosses the wire. */
export function storyWriter(
  { time_zone }: { time_zone: string },
  publicUrl: string,
): (row: StoryRow) => StoryReference {
  const zone = zoneOf(time_zone);
  const at = (instant: Date) => stampIn(instant, zone);
  return (row) => {
    const endsAt = endOf(row);
    return {
      id: row.id,
      name: row.name,
      kind: row.scheduled_for === null ? 'incident' : 'maintenance',
      impact: row.impact_override ?? (row.scheduled_for === null ? row.impact : 'maintenance'),
      status: row.cancelled_at === null ? row.status : 'cancelled',
      starts_at: at(row.started_at),
      ends_at: endsAt && at(endsAt),
      components: row.component_ids,
      shortlink: `${publicUrl}/incidents/${row.id}`,
      ...(row.counts_as_downtime && { counts_as_downtime: true }),
    };
  };
}

/** When it was over, or will be; null while nobody knows. What was called off before it began lasted no time. */
function endOf({ status, started_at, resolved_at, scheduled_until }: StoryRow): Date | null {
  if (resolved_at === null) return status === 'scheduled' ? scheduled_until : null;
  return resolved_at < started_at ? started_at : resolved_at;
}
