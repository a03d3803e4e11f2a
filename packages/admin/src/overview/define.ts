import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminOverview } from './overview.ts';

defineOnce('status-admin-overview', StatusAdminOverview);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-overview': StatusAdminOverview;
  }
}
