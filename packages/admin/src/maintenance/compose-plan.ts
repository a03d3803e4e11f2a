import { overallStatus } from '@allswell/protocol';
import type { BlockNode, Maintenance, Summary } from '@allswell/protocol';
import { composeSummary } from '../incidents/compose-summary.ts';
import type { PageNow } from '../incidents/compose-summary.ts';
import { emptyDraft } from '../incidents/draft.ts';
import type { PlanDraft } from './plan-draft.ts';
import { spanOf } from './when.ts';

const previewId = 'preview';
const hourMs = 3_600_000;

/** The summary that readers would get if this plan were published now. */
export function composePlan(
  page: PageNow,
  draft: PlanDraft,
  { nodes, now }: { nodes: BlockNode[] | null; now: Date },
): Summary {
  const base = composeSummary(page, { draft: emptyDraft('resolved'), nodes: null, incident: null, now }).summary;
  const at = now.toISOString();
  const { from, until } = spanOf(draft);
  const startsAt = from ?? now.getTime() + 24 * hourMs;
  const components = base.components.filter((one) => draft.components.includes(one.id));
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
    components,
    reminder_intervals: null,
    scheduled_for: new Date(startsAt).toISOString(),
    scheduled_until: new Date(until !== null && until > startsAt ? until : startsAt + hourMs).toISOString(),
    incident_updates: [
      {
        id: previewId,
        incident_id: previewId,
        status: 'scheduled',
        body: draft.body,
        body_nodes: nodes ?? [{ type: 'paragraph', children: [{ type: 'text', value: draft.body }] }],
        created_at: at,
        updated_at: at,
        display_at: at,
        affected_components: null,
        deliver_notifications: draft.deliver_notifications,
        custom_tweet: null,
        tweet_id: null,
      },
    ],
  };
  return {
    ...base,
    // The banner speaks of one thing: in this picture it is the plan.
    incidents: [],
    scheduled_maintenances: [planned],
    status: overallStatus(
      page.components.map((one) => one.status),
      [],
    ),
  };
}
