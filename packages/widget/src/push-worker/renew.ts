import { type PushMemory, type PushWish, recallPush, rememberPush } from './memory.ts';
import { prove } from './prove.ts';
import type { SubscriptionChange, WorkerScope } from './scope.ts';

/**
 * The browser has given up a subscription: makes another for the same news, and tells the service. What belongs to
 * another program, in whose worker this runs, is left alone.
 */
export async function renew(
  { oldSubscription, newSubscription }: SubscriptionChange,
  scope: WorkerScope,
  root: string,
): Promise<void> {
  const memory = await recallPush(root);
  if (!memory || (oldSubscription && oldSubscription.endpoint !== memory.subscription.endpoint)) return;
  const made =
    newSubscription ??
    (await scope.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: memory.vapidPublicKey,
    }));
  const { endpoint = '', keys = {} } = made.toJSON();
  const subscription = { endpoint, keys: { p256dh: keys['p256dh'] ?? '', auth: keys['auth'] ?? '' } };
  // Kept first: should the service not answer now, the page can tell it at the next visit.
  await rememberPush(root, { ...memory, subscription });
  for (const wish of memory.wishes) await tell('POST', root, { ...wish, subscription, proof: await prove(root) });
  await tell('DELETE', root, { subscription: memory.subscription });
}

function tell(
  method: 'POST' | 'DELETE',
  root: string,
  sent: { subscription: PushMemory['subscription'] } & Partial<PushWish> & { proof?: object },
): Promise<Response> {
  return fetch(`${root}/api/subscriptions`, {
    method,
    credentials: 'omit',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel: 'web_push', ...sent }),
  });
}
