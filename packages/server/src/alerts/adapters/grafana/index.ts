import type { AlertAdapter } from '../adapter.ts';
import { alertsOfGroup } from '../read/prometheus-alert.ts';
import { openDelivery, readEach, readOne } from '../read/reading.ts';
import { isLegacy, readLegacy } from './legacy.ts';
import { readUnified } from './unified.ts';

/** Grafana Alerting, and the alerts of dashboards that Grafana had up to version 8. */
export const grafana: AlertAdapter = {
  kind: 'grafana',
  verifications: ['grafana', 'bearer', 'basic', 'header', 'none'],
  deliveryId: () => null,
  // When it was sent stands in a header, where its sender signs that too.
  sentAt: () => null,
  read(body, { receivedAt }) {
    const delivery = openDelivery(body, receivedAt);
    if (isLegacy(delivery)) return readOne(delivery, readLegacy);
    return readEach(alertsOfGroup(delivery), delivery.complaints, (alert) => readUnified(alert, delivery));
  },
};
