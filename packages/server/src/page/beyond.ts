import type { PageRows, WithdrawnRow } from './read.ts';

/** What feeds and calendars tell beyond the documents. It is kept on disk with them: instants are text. */
export interface Beyond {
  /** How often each maintenance was changed. */
  versions: Record<string, number>;
  withdrawn: Withdrawn[];
}

/** Something that was deleted: feeds and calendars take it back where they told of it. */
export interface Withdrawn {
  id: string;
  kind: 'incident' | 'maintenance';
  version: number;
  /** When it was or would have been; `until` for maintenance only. */
  from: string;
  until: string | null;
  created_at: string;
  deleted_at: string;
  /** Of the series that it was a date of, and that was ended, or left it out, before it began. */
  series_id: string | null;
  component_ids: string[];
  /** What was said of it, newest first, also what had been taken back before. */
  update_ids: string[];
}

/** Takes from the rows what the documents do not tell. */
export function lookBeyond({ versions, withdrawn }: Pick<PageRows, 'versions' | 'withdrawn'>): Beyond {
  return {
    versions: Object.fromEntries(versions.map(({ id, version }) => [id, version])),
    withdrawn: withdrawn.map(takeBack),
  };
}

function takeBack({ id, version, component_ids, update_ids, series_id, ...row }: WithdrawnRow): Withdrawn {
  const { scheduled_for, scheduled_until, started_at, created_at, deleted_at } = row;
  const from = scheduled_for ?? started_at;
  return {
    id,
    kind: scheduled_for === null ? 'incident' : 'maintenance',
    version,
    from: from.toISOString(),
    until: scheduled_until?.toISOString() ?? null,
    created_at: new Date(Math.min(created_at.getTime(), started_at.getTime())).toISOString(),
    deleted_at: deleted_at.toISOString(),
    series_id: deleted_at < from ? series_id : null,
    component_ids,
    update_ids,
  };
}
