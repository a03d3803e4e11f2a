import type { PushSubscriptionJson } from '@allswell/protocol';
import type { PushWish } from '../push-worker/memory.ts';
import { ask, Refusal } from './ask.ts';
import type { Choice } from './choice.ts';
import { partsOf } from './choice.ts';
import type { Offer } from './offer.ts';
import type { Proof } from './proof.ts';

/** What is sent beside the choice. */
export interface RequestOptions {
  offer: Offer;
  incident: string;
  proof: Proof;
  /** What the browser gave, for web push. */
  subscription?: PushSubscriptionJson | undefined;
}

/** Asks the page to tell of its news as chosen. Throws a Refusal. */
export async function requestNews(choice: Choice, options: RequestOptions): Promise<void> {
  const { offer, proof, subscription } = options;
  const wanted = {
    channel: choice.way,
    ...(subscription ? { subscription } : { address: choice.address.trim() }),
    ...wishOf(choice, options),
  };
  const send = async () => ask(`${offer.root}/api/subscriptions`, { ...wanted, proof: await proof.take() });
  try {
    await send();
  } catch (error) {
    // A proof may have been too old, or the server new: one more is worth its while.
    if (!(error instanceof Refusal) || error.kind !== 'proof') throw error;
    await send();
  }
}

/** What was chosen, as the service takes it. */
export function wishOf(choice: Choice, { offer, incident }: Pick<RequestOptions, 'offer' | 'incident'>): PushWish {
  const { scope, kinds, locale, timeZone } = choice;
  const what =
    scope === 'incident'
      ? { incident_id: incident }
      : { ...partsOf(choice, offer), kinds: [...kinds], incident_id: null };
  return { ...what, locale, time_zone: timeZone };
}
