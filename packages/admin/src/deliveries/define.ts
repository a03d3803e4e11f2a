import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminDeliveries } from './deliveries.ts';

defineOnce('status-admin-deliveries', StatusAdminDeliveries);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-deliveries': StatusAdminDeliveries;
  }
}
