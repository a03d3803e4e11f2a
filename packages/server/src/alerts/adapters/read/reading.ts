import type { InnerAlert } from '@allswell/protocol';
import { type Reading, UnreadableDelivery } from '../adapter.ts';
import { type Complaints, isRecord, Parts } from './parts.ts';

const mostAlerts = 1_000;

/** Begins to read a delivery, which is an object with every vendor. */
export function openDelivery(body: unknown, receivedAt: Date): Parts {
  if (!isRecord(body)) throw new UnreadableDelivery('The delivery is not a JSON object.');
  return new Parts(body, receivedAt);
}

/** A delivery that holds one alert. */
export function readOne(delivery: Parts, read: (alert: Parts) => InnerAlert): Reading {
  return { alerts: [read(delivery)], complaints: delivery.complaints.list() };
}

/** A delivery that holds many: one that cannot be read is complained of, and hides none of the others. */
export function readEach<Item>(
  items: readonly Item[],
  complaints: Complaints,
  read: (item: Item, index: number) => InnerAlert,
): Reading {
  const alerts: InnerAlert[] = [];
  if (items.length === 0) complaints.add('The delivery holds no alert.');
  if (items.length > mostAlerts) {
    complaints.add(`Of ${items.length} alerts the first ${mostAlerts} are taken: let the sender make smaller groups.`);
  }
  for (const [index, item] of items.slice(0, mostAlerts).entries()) {
    try {
      alerts.push(read(item, index));
    } catch (error) {
      if (!(error instanceof UnreadableDelivery)) throw error;
      complaints.add(`${error.message.replace(/\.$/, '')}, so this alert is left out.`);
    }
  }
  if (items.length > 0 && alerts.length === 0) throw new UnreadableDelivery(complaints.list().join(' '));
  return { alerts, complaints: complaints.list() };
}
