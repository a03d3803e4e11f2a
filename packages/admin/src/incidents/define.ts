import '@allswell/widget/status-banner';
import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminComposer } from './composer.ts';
import { StatusAdminIncidents } from './incident-list.ts';
import { StatusAdminIncident } from './incident.ts';
import { StatusAdminPreview } from './preview.ts';

defineOnce('status-admin-preview', StatusAdminPreview);
defineOnce('status-admin-composer', StatusAdminComposer);
defineOnce('status-admin-incident', StatusAdminIncident);
defineOnce('status-admin-incidents', StatusAdminIncidents);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-preview': StatusAdminPreview;
    'status-admin-composer': StatusAdminComposer;
    'status-admin-incident': StatusAdminIncident;
    'status-admin-incidents': StatusAdminIncidents;
  }
}
