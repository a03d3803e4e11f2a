import type { BlockNode, ComponentStatus, Impact } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type { NoticeContent, NoticeUpdate } from './channel.ts';

/** Everything that one notice says, as it was at one moment. */
export interface ContentRows {
  notice: Pick<NoticeContent, 'id' | 'kind' | 'moved_from'> & { number: string; update_id: string };
  page: Omit<NoticeContent['page'], 'indicator' | 'description'>;
  incident: Omit<NoticeContent['incident'], 'shortlink'>;
  /** What it affects, in the page's order. */
  components: NoticeContent['components'];
  /** What was said of it up to this notice, newest first. */
  updates: (NoticeUpdate & { body_nodes: BlockNode[] })[];
  /** What decides how the page stands. */
  statuses: ComponentStatus[];
  open: { impact: Impact; impact_override: Impact | null; affected: number }[];
}

/** Undefined when the notice is gone with its incident. */
export async function readContentRows(sql: Sql, id: string, mostUpdates: number): Promise<ContentRows | undefined> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const notice = await findNotice(tx, id);
    if (!notice) return undefined;
    const { page, incident, ...head } = notice;
    const [components, updates, statuses, open] = await Promise.all([
      findComponents(tx, incident.id),
      findUpdates(tx, { incidentId: incident.id, updateId: head.update_id }, mostUpdates),
      tx<{ status: ComponentStatus }[]>`select status from components where archived_at is null`,
      findOpen(tx),
    ]);
    return { notice: head, page, incident, components, updates, statuses: statuses.map((one) => one.status), open };
  });
}

async function findNotice(
  tx: Tx,
  id: string,
): Promise<(ContentRows['notice'] & Pick<ContentRows, 'page' | 'incident'>) | undefined> {
  const [row] = await tx<
    (ContentRows['notice'] & {
      incident_id: string;
      name: string;
      status: string;
      impact: Impact;
      started_at: Date;
      resolved_at: Date | null;
      scheduled_for: Date | null;
      scheduled_until: Date | null;
      time_zone: string | null;
      cancelled_at: Date | null;
      version: number;
      page_id: string;
      page_name: string;
      page_zone: string;
      languages: string[];
      default_language: string;
      support_url: string | null;
      accent_color: string | null;
    })[]
  >`
    select n.id, n.number, n.kind, n.moved_from, n.update_id, i.id as incident_id, i.name, i.status,
      coalesce(i.impact_override, i.impact) as impact, i.started_at, i.resolved_at, i.scheduled_for, i.scheduled_until,
      i.time_zone, i.cancelled_at, i.version, p.id as page_id, p.name as page_name, p.time_zone as page_zone, p.languages,
      p.default_language, p.support_url, p.accent_color
    from notices n join incidents i on i.id = n.incident_id cross join settings p
    where n.id = ${id} and i.deleted_at is null
  `;
  if (!row) return undefined;
  const { number, kind, moved_from, update_id, incident_id, page_id, page_name, page_zone, ...rest } = row;
  const { languages, default_language, support_url, accent_color, id: noticeId, ...incident } = rest;
  return {
    id: noticeId,
    number,
    kind,
    moved_from,
    update_id,
    incident: { ...incident, id: incident_id },
    page: {
      id: page_id,
      name: page_name,
      time_zone: page_zone,
      languages,
      default_language,
      support_url,
      accent_color,
    },
  };
}

function findComponents(tx: Tx, incidentId: string): Promise<ContentRows['components']> {
  return tx<ContentRows['components']>`
    select c.id, concat_ws(' - ', g.name, c.name) as name, c.status
    from incident_components ic join components c on c.id = ic.component_id
    left join component_groups g on g.id = c.group_id
    where ic.incident_id = ${incidentId}
    order by coalesce(g.position, c.position), g.id nulls first, c.position, c.name, c.id
  `;
}

/** The update that it tells of and those before it; the newest one there is, should that one be gone. */
function findUpdates(
  tx: Tx,
  { incidentId, updateId }: { incidentId: string; updateId: string },
  most: number,
): Promise<ContentRows['updates']> {
  return tx<ContentRows['updates']>`
    with told as (select display_at, created_at from incident_updates where id = ${updateId} and deleted_at is null)
    select u.id, u.status, u.body, u.body_nodes, u.affected_components, u.display_at
    from incident_updates u
    where u.incident_id = ${incidentId} and u.deleted_at is null and (
      u.id = ${updateId} or not exists (select from told)
      or (u.display_at, u.created_at) < (select display_at, created_at from told)
    )
    order by u.id = ${updateId} desc, u.display_at desc, u.created_at desc, u.id
    limit ${most}
  `;
}

function findOpen(tx: Tx): Promise<ContentRows['open']> {
  return tx<ContentRows['open']>`
    select i.impact, i.impact_override,
      (select count(*)::int from incident_components ic where ic.incident_id = i.id) as affected
    from incidents i
    where i.deleted_at is null and i.scheduled_for is null and i.status in ('investigating', 'identified', 'monitoring')
  `;
}
