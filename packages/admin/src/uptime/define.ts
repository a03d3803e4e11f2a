import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminUptimeExport } from './export.ts';
import { StatusAdminUptimeOf } from './inspector.ts';
import { StatusAdminUptimeRules } from './rules.ts';
import { StatusAdminUptime } from './uptime.ts';

defineOnce('status-admin-uptime', StatusAdminUptime);
defineOnce('status-admin-uptime-of', StatusAdminUptimeOf);
defineOnce('status-admin-uptime-rules', StatusAdminUptimeRules);
defineOnce('status-admin-uptime-export', StatusAdminUptimeExport);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-uptime': StatusAdminUptime;
    'status-admin-uptime-of': StatusAdminUptimeOf;
    'status-admin-uptime-rules': StatusAdminUptimeRules;
    'status-admin-uptime-export': StatusAdminUptimeExport;
  }
}
