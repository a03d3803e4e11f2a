import { impactOf, isOpenIncident, overallStatus, worseImpact, worstStatus } from '@allswell/protocol';
import type {
  AdminComponent,
  AdminGroup,
  AdminIncident,
  AffectedComponent,
  BlockNode,
  Component,
  ComponentStatus,
  Incident,
  IncidentUpdate,
  OverallStatus,
  Settings,
  Summary,
} from '@allswell/protocol';
import type { Draft } from './draft.ts';

/** What the page is now, as far as the panel knows. */
export interface PageNow {
  settings: Settings | null;
  components: readonly AdminComponent[];
  groups: readonly AdminGroup[];
  openIncidents: readonly AdminIncident[];
  summary: Summary | null;
}

/** What is about to be said. */
export interface Proposal {
  draft: Draft;
  /** The parsed message; null while it is not known. */
  nodes: BlockNode[] | null;
  /** The incident that gets an update; null for a new one. */
  incident: AdminIncident | null;
  now: Date;
}

/** The summary that readers would get if the proposal were published now. */
export interface Composed {
  summary: Summary;
  status: OverallStatus;
  /** Whether something is open and the page would still say that all is well. */
  isUnfelt: boolean;
}

const previewId = 'preview';

/** Lays a proposal over the page as it is, by the same rules that the server uses. */
export function composeSummary(page: PageNow, proposal: Proposal): Composed {
  const { draft, incident, now } = proposal;
  const isOpen = isOpenIncident(draft.status);
  const others = page.openIncidents.filter((one) => one.id !== incident?.id);
  const statuses = statusesAfter(page, proposal, others);
  const components = page.components.map((one) => ({ ...one, status: statuses.get(one.id) ?? one.status }));
  const composed = composeIncident(page, proposal, components);
  const affected = composed.components.map((one) => one.status);
  const impact =
    draft.impact_override ?? incident?.impact_override ?? worseImpact(impactOf(affected), incident?.impact ?? 'none');
  composed.impact = impact;
  const weighed = others.map((one) => ({
    impact: one.impact,
    impact_override: one.impact_override,
    affected: one.components.length,
  }));
  if (isOpen) {
    weighed.push({
      impact,
      impact_override: draft.impact_override ?? incident?.impact_override ?? null,
      affected: affected.length,
    });
  }
  const status = overallStatus(
    components.filter((one) => !one.group).map((one) => one.status),
    weighed,
  );
  const summary: Summary = {
    page: page.summary?.page ?? pageOf(page.settings, now),
    components: withGroups(components, page),
    incidents: isOpen ? [composed, ...others] : [...others],
    scheduled_maintenances: page.summary?.scheduled_maintenances ?? [],
    status,
  };
  return { summary, status, isUnfelt: isOpen && status.indicator === 'none' };
}

/** The status of each component after the proposal: what was chosen, or, on a resolve, what it goes back to. */
function statusesAfter(
  page: PageNow,
  { draft, incident }: Proposal,
  others: readonly AdminIncident[],
): Map<string, ComponentStatus> {
  const after = new Map<string, ComponentStatus>();
  if (incident && !isOpenIncident(draft.status)) {
    const stillHeld = new Set(others.flatMap((one) => one.components.map((component) => component.id)));
    for (const { id } of incident.components) if (!stillHeld.has(id)) after.set(id, 'operational');
  }
  for (const [id, status] of Object.entries(draft.components)) after.set(id, status);
  for (const id of after.keys()) if (!page.components.some((one) => one.id === id)) after.delete(id);
  return after;
}

function composeIncident(
  page: PageNow,
  { draft, nodes, incident, now }: Proposal,
  components: readonly AdminComponent[],
): Incident {
  const at = now.toISOString();
  const changed = Object.keys(draft.components);
  const affectedIds = new Set([...(incident?.components.map((one) => one.id) ?? []), ...changed]);
  const update: IncidentUpdate = {
    id: previewId,
    incident_id: previewId,
    status: draft.status,
    body: draft.body,
    body_nodes: nodes ?? [{ type: 'paragraph', children: [{ type: 'text', value: draft.body }] }],
    created_at: at,
    updated_at: at,
    display_at: at,
    affected_components: changed.flatMap((id) => changeOf(id, draft, page)),
    deliver_notifications: draft.deliver_notifications,
    custom_tweet: null,
    tweet_id: null,
  };
  return {
    // Never its own id: whoever put the real banner away still sees the preview.
    id: previewId,
    name: incident ? incident.name : draft.name,
    status: draft.status,
    impact: 'none',
    created_at: incident?.created_at ?? at,
    updated_at: at,
    monitoring_at: draft.status === 'monitoring' ? at : (incident?.monitoring_at ?? null),
    resolved_at: isOpenIncident(draft.status) ? null : at,
    shortlink: incident?.shortlink ?? '',
    started_at: incident?.started_at ?? at,
    page_id: page.settings?.id ?? '',
    components: components.filter((one) => affectedIds.has(one.id)).map(readerComponent),
    reminder_intervals: null,
    incident_updates:
      draft.body.trim() === '' ? (incident?.incident_updates ?? []) : [update, ...(incident?.incident_updates ?? [])],
  };
}

function changeOf(id: string, draft: Draft, page: PageNow): AffectedComponent[] {
  const component = page.components.find((one) => one.id === id);
  const status = draft.components[id];
  if (!component || !status) return [];
  return [{ code: id, name: component.name, old_status: component.status, new_status: status }];
}

function readerComponent({ version: _, ...component }: AdminComponent): Component {
  return component;
}

/** In v2 a group is a component that has members and the worst of their statuses. */
function withGroups(components: readonly AdminComponent[], page: PageNow): Component[] {
  const leaves = components.filter((one) => !one.group).map(readerComponent);
  const groups = page.groups.map((group): Component => {
    const members = leaves.filter((one) => one.group_id === group.id);
    return {
      id: group.id,
      name: group.name,
      description: group.description,
      status: worstStatus(members.map((one) => one.status)),
      position: group.position,
      created_at: group.created_at,
      updated_at: group.updated_at,
      showcase: true,
      start_date: null,
      group_id: null,
      page_id: group.page_id,
      group: true,
      only_show_if_degraded: false,
      components: members.map((one) => one.id),
    };
  });
  return [...groups, ...leaves];
}

function pageOf(settings: Settings | null, now: Date): Summary['page'] {
  return {
    id: settings?.id ?? '',
    name: settings?.name ?? '',
    url: settings?.url ?? '',
    time_zone: settings?.time_zone ?? 'UTC',
    updated_at: now.toISOString(),
  };
}
