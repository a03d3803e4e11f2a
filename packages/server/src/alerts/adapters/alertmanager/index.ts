import type { AlertAdapter } from '../adapter.ts';
import { innerAlert } from '../read/inner-alert.ts';
import { alertsOfGroup, readPrometheusAlert } from '../read/prometheus-alert.ts';
import { openDelivery, readEach } from '../read/reading.ts';

/** Prometheus Alertmanager, version 4 of its webhook. One delivery is a group, in which some fire and some are over. */
export const alertmanager: AlertAdapter = {
  kind: 'alertmanager',
  verifications: ['bearer', 'basic', 'header', 'none'],
  // It repeats itself at intervals, byte by byte, while alerts fire.
  deliveryId: () => null,
  sentAt: () => null,
  read(body, { receivedAt }) {
    const group = openDelivery(body, receivedAt);
    return readEach(alertsOfGroup(group), group.complaints, (alert) =>
      innerAlert(readPrometheusAlert(alert, 'Alertmanager')),
    );
  },
};
