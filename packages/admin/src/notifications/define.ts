import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminNotifications } from './notifications.ts';

defineOnce('status-admin-notifications', StatusAdminNotifications);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-notifications': StatusAdminNotifications;
  }
}
