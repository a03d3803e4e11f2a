import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';

/** Who sends to subscribers listens here. What is said on it only wakes: the tables tell what there is to do. */
export const noticesChannel = 'allswell_notices';

/** What subscribers are to be told. */
export interface Notice {
  incident_id: string;
  update_id: string;
  /** The start that a reminder reminds of; none for the update itself. */
  reminds_of?: Date | null;
  /** What the plan of a maintenance was before it was moved: its start, or null when only its end was. */
  moved?: { from: Date | null };
}

/**
 * Notes, in the transaction of the update itself, that everyone who follows it is to be told, or reminded, as far as the
 * settings want them to be. Answers whether they will be.
 */
export async function announce(tx: Tx, notice: Notice): Promise<boolean> {
  return (await announceAll(tx, [notice])) > 0;
}

/** The same for many that belong to one transaction; answers how many will be told. */
export async function announceAll(tx: Tx, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const rows = notices.map(({ incident_id, update_id, reminds_of = null, moved }) => {
    const kind = moved ? 'rescheduled' : reminds_of ? 'reminder' : 'update';
    return { id: newId(), incident_id, update_id, kind, reminds_of, moved_from: moved?.from ?? null };
  });
  const [row] = await tx<{ told: number }[]>`
    with told as (
      insert into notices (id, incident_id, update_id, kind, reminds_of, moved_from, is_aside)
      select r.id, r.incident_id, r.update_id, r.kind, r.reminds_of, r.moved_from, ${isAside(tx)}
      from rows from (
        jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as (
          id text, incident_id text, update_id text, kind text, reminds_of timestamptz, moved_from timestamptz
        )
      ) with ordinality as r (id, incident_id, update_id, kind, reminds_of, moved_from, n)
      join incidents i on i.id = r.incident_id
      join incident_updates u on u.id = r.update_id
      cross join settings s
      where ${isWanted(tx)}
      order by r.n
      on conflict do nothing
      returning id
    )
    select count(*)::int as told from told
  `;
  const told = row?.told ?? 0;
  if (told > 0) await wakeSenders(tx);
  return told;
}

/** Says to whoever sends that something is taken back: what is still waiting of it is not sent any more. */
export async function takeBack(tx: Tx): Promise<void> {
  await wakeSenders(tx, 'taken back');
}

async function wakeSenders(tx: Tx, what = ''): Promise<void> {
  await tx`select pg_notify(${noticesChannel}, ${what})`;
}

/**
 * The steps of a maintenance can be switched off, page-wide: that it is planned, begins and ends; that it will begin soon,
 * and that it was moved. What else is said about it is told like any word about an incident.
 */
const isWanted = (tx: Tx) => tx`
  case
    when r.kind = 'reminder' then s.notify_maintenance_reminder
    when r.kind = 'rescheduled' then s.notify_maintenance_rescheduled
    when i.scheduled_for is null then true
    when u.status = 'completed' then s.notify_maintenance_ended
    when exists (
      select from incident_updates o
      where o.incident_id = u.incident_id and o.status = u.status and o.id <> u.id and o.deleted_at is null
    ) then true
    when u.status = 'scheduled' then s.notify_maintenance_announced
    when u.status = 'in_progress' then s.notify_maintenance_started
    else true
  end
`;

/** A postmortem, and what is said later about an earlier moment, change nothing of where the incident stands. */
const isAside = (tx: Tx) => tx`
  r.kind = 'update' and (u.status = 'postmortem' or exists (
    select from incident_updates o
    where o.incident_id = u.incident_id and o.deleted_at is null and o.display_at > u.display_at
  ))
`;
