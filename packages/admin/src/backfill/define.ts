import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminPastIncident } from './past-incident.ts';

defineOnce('status-admin-past-incident', StatusAdminPastIncident);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-past-incident': StatusAdminPastIncident;
  }
}
