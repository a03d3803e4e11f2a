import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminImport } from './import.ts';
import { StatusAdminSubscribers } from './subscribers.ts';
import { StatusAdminSuppressions } from './suppressions.ts';

defineOnce('status-admin-subscribers', StatusAdminSubscribers);
defineOnce('status-admin-import', StatusAdminImport);
defineOnce('status-admin-suppressions', StatusAdminSuppressions);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-subscribers': StatusAdminSubscribers;
    'status-admin-import': StatusAdminImport;
    'status-admin-suppressions': StatusAdminSuppressions;
  }
}
