import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminCalendar } from './calendar.ts';
import { StatusAdminMaintenances } from './maintenance-list.ts';
import { StatusAdminMaintenance } from './maintenance.ts';
import { StatusAdminPlanner } from './planner.ts';
import { StatusAdminSeries } from './series.ts';

defineOnce('status-admin-calendar', StatusAdminCalendar);
defineOnce('status-admin-series', StatusAdminSeries);
defineOnce('status-admin-maintenances', StatusAdminMaintenances);
defineOnce('status-admin-maintenance', StatusAdminMaintenance);
defineOnce('status-admin-planner', StatusAdminPlanner);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-calendar': StatusAdminCalendar;
    'status-admin-series': StatusAdminSeries;
    'status-admin-maintenances': StatusAdminMaintenances;
    'status-admin-maintenance': StatusAdminMaintenance;
    'status-admin-planner': StatusAdminPlanner;
  }
}
