import type { SubscriptionKind } from '@allswell/protocol';

/** What somebody wants to be told of, as the service takes it. */
export interface PushWish {
  components?: string[];
  groups?: string[];
  kinds?: SubscriptionKind[];
  incident_id: string | null;
  locale: string;
  time_zone: string;
}

/** What a browser remembers of its subscription: a new one, when the browser makes it one, is for the same. */
export interface PushMemory {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  vapidPublicKey: string;
  /** Where the service is, without a slash at the end. */
  root: string;
  wishes: PushWish[];
}

// Pages and workers share one kind of store that needs no library: that of cached answers.
const store = 'allswell-push';

/** Where it is kept: an address of this origin that nobody is ever asked for. */
const key = (root: string) => `${location.origin}/allswell-push?${encodeURIComponent(root)}`;

/** What is remembered of the subscription to this service; undefined where nothing is, or nothing can be. */
export async function recallPush(root: string): Promise<PushMemory | undefined> {
  try {
    const found = await (await caches.open(store)).match(key(root));
    return found && ((await found.json()) as PushMemory);
  } catch {
    return undefined; // storage is switched off, or somebody else has written there
  }
}

/** Remembers it, or forgets everything of this service. */
export async function rememberPush(root: string, memory: PushMemory | undefined): Promise<void> {
  try {
    const cache = await caches.open(store);
    if (memory) await cache.put(key(root), new Response(JSON.stringify(memory)));
    else await cache.delete(key(root));
  } catch {
    // Without it, a renewed subscription follows everything.
  }
}

/** Adds a wish to what is remembered; of one incident, or of everything else, there is only one. */
export async function rememberWish(subscribed: Omit<PushMemory, 'wishes'>, wish: PushWish): Promise<void> {
  const before = await recallPush(subscribed.root);
  const others = before?.wishes.filter(({ incident_id }) => incident_id !== wish.incident_id) ?? [];
  await rememberPush(subscribed.root, { ...subscribed, wishes: [...others, wish] });
}
