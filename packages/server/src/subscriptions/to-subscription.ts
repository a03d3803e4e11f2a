import type { Subscription } from '@allswell/protocol/schema';
import { hintOf } from '../text/email-address.ts';
import type { SubscriptionRow } from './store.ts';

/** A subscription as its own subscriber sees it. */
export function toSubscription(row: SubscriptionRow): Subscription {
  const { channel, state, component_ids, group_ids, kinds, incident_id, locale, time_zone, address } = row;
  return {
    channel,
    state,
    components: component_ids,
    groups: group_ids,
    kinds,
    incident_id,
    locale,
    time_zone,
    address_hint: channel === 'email' ? hintOf(address) : hostOf(address),
  };
}

function hostOf(address: string): string {
  return URL.parse(address)?.host ?? '…';
}
