import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminActivity } from './activity.ts';

defineOnce('status-admin-activity', StatusAdminActivity);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-activity': StatusAdminActivity;
  }
}
