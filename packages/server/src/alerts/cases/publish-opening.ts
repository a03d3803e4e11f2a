import type { AdminIncident, AdminMaintenance } from '@allswell/protocol';
import type { Write } from '../../db/write.ts';
import { openIncident } from '../../incidents/open-incident.ts';
import type { Content } from './compose.ts';

/** Opens the incident that was written for a case; the draft it was, if it was one, is gone then. */
export function publishOpening(
  write: Write,
  { name, status, body, components, impact_override, deliver_notifications }: Content,
  draftId?: string,
): Promise<AdminIncident | AdminMaintenance> {
  return openIncident(write, {
    name,
    status,
    body,
    components,
    deliver_notifications,
    ...(impact_override !== null && { impact_override }),
    ...(draftId !== undefined && { draft_id: draftId }),
  });
}
