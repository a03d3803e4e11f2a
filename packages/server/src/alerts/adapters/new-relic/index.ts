import type { AlertAdapter } from '../adapter.ts';
import { openDelivery, readOne } from '../read/reading.ts';
import { readLegacy } from './legacy.ts';
import { readIssue } from './workflow.ts';

/**
 * New Relic: workflows, with their default template or with ours, and the channels that came before them. The body is
 * what somebody typed as a template, so that anything but the id and the state may be missing.
 */
export const newRelic: AlertAdapter = {
  kind: 'new_relic',
  verifications: ['bearer', 'header', 'basic', 'none'],
  // One issue is delivered many times, and nothing tells a repetition from news.
  deliveryId: () => null,
  sentAt: () => null,
  read(body, { receivedAt }) {
    const delivery = openDelivery(body, receivedAt);
    const isLegacy = delivery.has('current_state') || delivery.has('incident_id');
    return readOne(delivery, isLegacy ? readLegacy : readIssue);
  },
};
