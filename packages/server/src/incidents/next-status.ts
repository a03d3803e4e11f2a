import {
  DomainError,
  type IncidentStatus,
  isActiveMaintenance,
  isOpenIncident,
  type MaintenanceStatus,
  type NewUpdate,
} from '@allswell/protocol';
import { invalidRequest } from '../http/validate.ts';
import type { IncidentRow } from './store.ts';

/** True for a resolved incident and a completed maintenance. */
export function isOver(status: IncidentRow['status']): boolean {
  return status === 'resolved' || status === 'postmortem' || status === 'completed';
}

/**
 * What the clock may still do after someone has moved a maintenance by hand. Who starts it again after its planned end,
 * or takes its start back, means it: the clock would undo that at once.
 */
export function clockAfter(
  { status, scheduled_for, scheduled_until }: Pick<IncidentRow, 'status' | 'scheduled_for' | 'scheduled_until'>,
  next: IncidentRow['status'],
  now: Date,
): Partial<IncidentRow> {
  if (!scheduled_for || !scheduled_until || next === status) return {};
  if (next === 'scheduled' && scheduled_for <= now) return { scheduled_auto_in_progress: false };
  const isStarted = isActiveMaintenance(next) && !isActiveMaintenance(status);
  return isStarted && scheduled_until <= now ? { scheduled_auto_completed: false } : {};
}

/** Where an incident stands after an update; without a word it stays where it is. What is over has to be reopened. */
export function nextStatus(incident: IncidentRow, { status, reopen }: NewUpdate): IncidentStatus | MaintenanceStatus {
  const isMaintenance = incident.scheduled_for !== null;
  if (isOver(incident.status) && !reopen) {
    throw new DomainError('incident-resolved', 'Send "reopen": true to open it again, or open a new one.');
  }
  if (status === undefined) {
    if (!isOver(incident.status)) return incident.status;
    return isMaintenance ? 'in_progress' : 'investigating';
  }
  const fits = isMaintenance ? fitsMaintenance(incident, status) : isOpenIncident(status) || status === 'resolved';
  if (fits) return status;
  const words = isMaintenance
    ? 'of a maintenance: in_progress, verifying or completed'
    : 'of an incident: investigating, identified, monitoring or resolved';
  throw invalidRequest([{ pointer: '#/status', detail: `Send a status ${words}.` }]);
}

/** What has started is not scheduled any more. */
function fitsMaintenance(incident: IncidentRow, status: string): boolean {
  if (status === 'scheduled') return incident.status === 'scheduled';
  return isActiveMaintenance(status) || status === 'completed';
}
