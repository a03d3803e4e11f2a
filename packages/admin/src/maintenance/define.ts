import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminMaintenances } from './maintenance-list.ts';
import { StatusAdminMaintenance } from './maintenance.ts';
import { StatusAdminPlanner } from './planner.ts';

defineOnce('status-admin-maintenances', StatusAdminMaintenances);
defineOnce('status-admin-maintenance', StatusAdminMaintenance);
defineOnce('status-admin-planner', StatusAdminPlanner);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-maintenances': StatusAdminMaintenances;
    'status-admin-maintenance': StatusAdminMaintenance;
    'status-admin-planner': StatusAdminPlanner;
  }
}
