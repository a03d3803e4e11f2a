import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminAlerts } from './alerts.ts';
import { StatusAdminNewAlertSource } from './new-source.ts';
import { StatusAdminAlertRule } from './rule.ts';
import { StatusAdminAlertRules } from './rules.ts';
import { StatusAdminAlertSource } from './source.ts';

defineOnce('status-admin-alerts', StatusAdminAlerts);
defineOnce('status-admin-alert-source', StatusAdminAlertSource);
defineOnce('status-admin-new-alert-source', StatusAdminNewAlertSource);
defineOnce('status-admin-alert-rules', StatusAdminAlertRules);
defineOnce('status-admin-alert-rule', StatusAdminAlertRule);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-alerts': StatusAdminAlerts;
    'status-admin-alert-source': StatusAdminAlertSource;
    'status-admin-new-alert-source': StatusAdminNewAlertSource;
    'status-admin-alert-rules': StatusAdminAlertRules;
    'status-admin-alert-rule': StatusAdminAlertRule;
  }
}
