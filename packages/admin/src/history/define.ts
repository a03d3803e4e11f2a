import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminHistory } from './history.ts';

defineOnce('status-admin-history', StatusAdminHistory);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-history': StatusAdminHistory;
  }
}
