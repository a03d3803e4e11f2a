import { defineOnce } from '../status-admin/define-once.ts';
import { StatusAdminMetric } from './metric.ts';
import { StatusAdminMetrics } from './metrics.ts';

defineOnce('status-admin-metrics', StatusAdminMetrics);
defineOnce('status-admin-metric', StatusAdminMetric);

declare global {
  interface HTMLElementTagNameMap {
    'status-admin-metrics': StatusAdminMetrics;
    'status-admin-metric': StatusAdminMetric;
  }
}
