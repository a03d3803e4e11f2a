import type { ChannelName } from '@allswell/protocol';
import type { Reached } from './address-rules.ts';
import type { Choice } from './choice.ts';

/** Somebody's wish as it waits to be looked at. */
export type Wish = SubscribeWish | LeaveWish;

/** To be told. */
export interface SubscribeWish extends Reached, Choice {
  action: 'subscribe';
  channel: ChannelName;
  incident_id: string | null;
}

/** Of a browser that let go of its push subscription. */
export interface LeaveWish {
  action: 'leave';
  channel: ChannelName;
  address_key: string;
  auth: string;
}
