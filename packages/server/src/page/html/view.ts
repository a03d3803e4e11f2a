import type { Incident, Maintenance } from '@allswell/protocol';
import { plain } from '../../text/plain.ts';
import type { Snapshot } from '../snapshot.ts';
import { excerpt } from './excerpt.ts';
import { words } from './words.ts';

/** One page to be rendered: what readers know, what it is about, and since when nothing confirms it. */
export interface View {
  snapshot: Snapshot;
  /** undefined for the page of everything. */
  incident: Incident | Maintenance | undefined;
  /** When the database last agreed; set only once that is too long ago. */
  staleSince: Date | undefined;
}

/** What a page says of itself in tabs and link previews. */
export function describeView({ snapshot, incident, staleSince }: View): { title: string; description: string } {
  const { page, status } = snapshot.summary;
  if (incident) {
    const latest = incident.incident_updates[0];
    const text = latest ? `${words.statusOf(latest.status)}: ${plain(latest.body_nodes ?? [])}` : incident.name;
    return { title: `${incident.name} · ${page.name}`, description: excerpt(text) };
  }
  const title = `${status.description} · ${page.name}`;
  const { incidents, scheduled_maintenances } = snapshot.summary;
  const parts = [
    words.currentStatus(page.name, status.description),
    ...(incidents.length > 0 ? [words.openIncidents(incidents.slice(0, 3).map((open) => open.name))] : []),
    ...(scheduled_maintenances[0] ? [words.nextMaintenance(scheduled_maintenances[0].name)] : []),
  ];
  return { title: staleSince ? words.lastKnown(title) : title, description: excerpt(parts.join(' ')) };
}
