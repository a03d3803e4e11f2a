import type { ChannelName, FieldError } from '@allswell/protocol';
import type { NewSubscription } from '@allswell/protocol/schema';
import { readEmailAddress } from '../text/email-address.ts';
import { type HookChannel, readHookAddress } from './hook-address.ts';
import { readPushSubscription } from './push-endpoint.ts';

/** Where somebody is reached, read and found right. */
export interface Reached {
  address: string;
  /** The same for two spellings that reach the same. */
  address_key: string;
  /** What shares its fate when deliveries fail. */
  destination: string;
  /** What the channel needs besides. `auth`, where there is one, is known to the owner alone. */
  details: Record<string, string>;
  /** Whose budget of unanswered letters counts; null where no letter is sent. */
  inbox: string | null;
}

/** What an address of a channel has to be like. */
export interface AddressRule {
  /**
   * `letter`: its owner is asked by a letter. `possession`: who can name all of it has shown to be its owner.
   * `challenge`: it has to send back what it is sent.
   */
  confirmedBy: 'letter' | 'possession' | 'challenge';
  /** Reads it, or says what is wrong with it. `egressAllow`: host:port that may be reached whatever they are. */
  read(
    wish: Pick<NewSubscription, 'address' | 'subscription'>,
    options: { egressAllow: readonly string[] },
  ): Reached | FieldError[];
}

const email: AddressRule = {
  confirmedBy: 'letter',
  read({ address, subscription }) {
    if (subscription) return [{ pointer: '#/subscription', detail: 'Remove this field: email has none.' }];
    const read = readEmailAddress(address ?? '');
    if (!read) return [{ pointer: '#/address', detail: 'Send one email address, such as maya@example.com.' }];
    return {
      address: read.address,
      address_key: read.key,
      destination: read.domain,
      details: {},
      inbox: read.inbox,
    };
  },
};

const webPush: AddressRule = {
  confirmedBy: 'possession',
  read({ address, subscription }, { egressAllow }) {
    if (address !== undefined) return [{ pointer: '#/address', detail: 'Remove this field: send "subscription".' }];
    if (!subscription)
      return [{ pointer: '#/subscription', detail: 'Send what PushSubscription.toJSON() gives in the browser.' }];
    const read = readPushSubscription(subscription, egressAllow);
    if ('mistakes' in read) return read.mistakes;
    return {
      address: read.endpoint,
      address_key: read.endpoint,
      destination: read.host,
      details: { p256dh: read.p256dh, auth: read.auth },
      inbox: null,
    };
  },
};

function hook(channel: HookChannel, confirmedBy: AddressRule['confirmedBy']): AddressRule {
  return {
    confirmedBy,
    read({ address, subscription }, { egressAllow }) {
      if (subscription) return [{ pointer: '#/subscription', detail: 'Remove this field: send "address".' }];
      const read = readHookAddress(channel, address ?? '', egressAllow);
      if ('advice' in read) return [{ pointer: '#/address', detail: read.advice }];
      return { ...read, address_key: read.address, details: {}, inbox: null };
    },
  };
}

/** The channels that people can subscribe by. A channel that is not here is not offered. */
export const addressRules: Partial<Record<ChannelName, AddressRule>> = {
  email,
  web_push: webPush,
  // Nobody finds the address of a chat's hook by guessing: it is the key to the chat.
  slack: hook('slack', 'possession'),
  teams: hook('teams', 'possession'),
  discord: hook('discord', 'possession'),
  google_chat: hook('google_chat', 'possession'),
  webhook: hook('webhook', 'challenge'),
};
