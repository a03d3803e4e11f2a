import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminSettings } from './settings.ts';

defineOnce('status-admin-settings', StatusAdminSettings);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-settings': StatusAdminSettings;
  }
}
