import { isActiveMaintenance } from '@allswell/protocol';
import type { AdminMaintenance, BlockNode, Maintenance, MaintenanceUpdate, Summary } from '@allswell/protocol';
import { composeSummary } from '../incidents/compose-summary.ts';
import type { PageNow } from '../incidents/compose-summary.ts';
import { emptyDraft } from '../incidents/draft.ts';
import type { PlanDraft } from './plan-draft.ts';
import { spanOf } from './when.ts';

const previewId = 'preview';
const hourMs = 3_600_000;

interface Preview {
  /** The parsed message; null while it is not known. */
  nodes: BlockNode[] | null;
  now: Date;
}

/** The summary that readers would get if this plan were published now. */
export function composePlan(page: PageNow, draft: PlanDraft, { nodes, now }: Preview): Summary {
  const base = pageWithout(page, now);
  const at = now.toISOString();
  const { from, until } = spanOf(draft);
  // An end says nothing without its start.
  const startsAt = from ?? now.getTime() + 24 * hourMs;
  const endsAt = from !== null && until !== null && until > from ? until : startsAt + hourMs;
  const planned: Maintenance = {
    // Never its own id: whoever put the real banner away still sees the preview.
    id: previewId,
    name: draft.name,
    status: 'scheduled',
    impact: 'maintenance',
    created_at: at,
    updated_at: at,
    monitoring_at: null,
    resolved_at: null,
    shortlink: '',
    started_at: new Date(startsAt).toISOString(),
    page_id: base.page.id,
    components: base.components.filter((one) => draft.components.includes(one.id)),
    reminder_intervals: null,
    scheduled_for: new Date(startsAt).toISOString(),
    scheduled_until: new Date(endsAt).toISOString(),
    incident_updates: [updateOf({ status: 'scheduled', body: draft.body }, { nodes, now })],
  };
  return { ...base, scheduled_maintenances: [planned] };
}

/** The summary that readers would get if this update of a maintenance were posted now. */
export function composeMaintenanceUpdate(
  page: PageNow,
  maintenance: AdminMaintenance,
  { update, ...preview }: Preview & { update: Pick<MaintenanceUpdate, 'status' | 'body'> },
): Summary {
  const base = pageWithout(page, preview.now);
  const holds = isActiveMaintenance(update.status) && maintenance.auto_transition_to_maintenance_state;
  const ids = maintenance.components.map((one) => one.id);
  const components = base.components.map((one) =>
    holds && ids.includes(one.id) ? { ...one, status: 'under_maintenance' as const } : one,
  );
  const changed: Maintenance = {
    ...maintenance,
    id: previewId,
    status: update.status,
    resolved_at: update.status === 'completed' ? preview.now.toISOString() : null,
    components: components.filter((one) => ids.includes(one.id)),
    incident_updates: [updateOf(update, preview), ...maintenance.incident_updates],
  };
  return { ...base, components, scheduled_maintenances: [changed] };
}

/** The page with nothing else on it: the banner speaks of one thing, and in this picture it is the plan. */
function pageWithout(page: PageNow, now: Date): Summary {
  const { summary } = composeSummary(
    { ...page, openIncidents: [] },
    { draft: emptyDraft('resolved'), nodes: null, incident: null, now },
  );
  return { ...summary, incidents: [] };
}

function updateOf(update: Pick<MaintenanceUpdate, 'status' | 'body'>, { nodes, now }: Preview): MaintenanceUpdate {
  const at = now.toISOString();
  return {
    id: previewId,
    incident_id: previewId,
    ...update,
    body_nodes: nodes ?? [{ type: 'paragraph', children: [{ type: 'text', value: update.body }] }],
    created_at: at,
    updated_at: at,
    display_at: at,
    affected_components: null,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
}
