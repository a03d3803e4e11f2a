import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminComponents } from './components.ts';

defineOnce('status-admin-components', StatusAdminComponents);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-components': StatusAdminComponents;
  }
}
