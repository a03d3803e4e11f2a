import { type PushMemory, type PushWish, recallPush, rememberPush, rememberWish } from '../push-worker/memory.ts';

/**
 * Where a browser can be told of news by push: on this page, on the status page itself, once that is on the home screen,
 * or not at all.
 */
export type PushPlace = 'here' | 'popup' | 'install' | 'none';

/** Where the worker is that will show what is pushed. */
export interface PushWorker {
  /** Where the service is; empty for the one that this page comes from. */
  root: string;
  /** The page's own worker, which imports that of the service. Empty where there is none. */
  serviceWorker: string;
}

/** What a subscription is made with. */
export interface PushOptions extends PushWorker {
  /** The key of the service that will push, in base64url. */
  vapidPublicKey: string;
}

/** What the service is sent. */
export interface PushSubscribed {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** A browser cannot be subscribed: its reader does not allow it, or something in it failed. */
export class PushFailure extends Error {
  readonly kind: 'blocked' | 'push';

  constructor(kind: 'blocked' | 'push', options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }
}

/** Workers belong to an origin: where the service is another one, and the page has no worker of its own, it is done there. */
export function pushPlace({ root, serviceWorker }: PushWorker): PushPlace {
  const isOwn = new URL(root || '/', location.href).origin === location.origin;
  if (!isOwn && !serviceWorker) return 'popup';
  const isAble =
    isSecureContext && 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;
  if (isAble) return 'here';
  // iOS has push messages for what is on the home screen only; it alone says whether a page is.
  return 'serviceWorker' in navigator && 'standalone' in navigator && !navigator.standalone ? 'install' : 'none';
}

/** Asks for leave, and subscribes this browser. It has to be called in the turn of a click. */
export async function subscribeToPush(options: PushOptions): Promise<PushSubscribed> {
  const leave = await Notification.requestPermission();
  if (leave !== 'granted') throw new PushFailure('blocked');
  try {
    const subscription = await subscribe(options, keyBytes(options.vapidPublicKey));
    const { endpoint = '', keys = {} } = subscription.toJSON();
    return { endpoint, keys: { p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' } };
  } catch (cause) {
    throw new PushFailure('push', { cause });
  }
}

/** Remembers what this browser is told of, for the day on which it makes itself another subscription. */
export async function keepPush(
  home: string,
  { vapidPublicKey }: PushOptions,
  subscription: PushSubscribed,
  wish: PushWish,
): Promise<void> {
  await rememberWish({ root: rootOf(home), vapidPublicKey, subscription }, wish);
}

/** Whether this browser is told of news of the page at `home`, by this page. */
export async function isPushed(home: string): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return false;
  const memory = await recallPush(rootOf(home));
  return memory !== undefined && (await held(memory)) !== undefined;
}

/** Ends it: in the browser, and at the service. */
export async function endPush(home: string): Promise<void> {
  const root = rootOf(home);
  const memory = await recallPush(root);
  if (!memory) return;
  await (await held(memory))?.unsubscribe();
  await rememberPush(root, undefined);
  // Should it not be heard, the service finds out by itself when it sends the next time.
  await fetch(`${root}/api/subscriptions`, {
    method: 'DELETE',
    credentials: 'omit',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel: 'web_push', subscription: memory.subscription }),
  }).catch(() => {});
}

/** The subscription that is remembered, if the browser still has it. */
async function held({ subscription }: PushMemory): Promise<PushSubscription | undefined> {
  for (const { pushManager } of await navigator.serviceWorker.getRegistrations()) {
    const one = await pushManager.getSubscription();
    if (one?.endpoint === subscription.endpoint) return one;
  }
  return undefined;
}

/** What is remembered is told apart by where the page is. */
function rootOf(home: string): string {
  return new URL(home || '/', location.href).origin;
}

async function subscribe(
  { root, serviceWorker }: PushWorker,
  applicationServerKey: Uint8Array<ArrayBuffer>,
): Promise<PushSubscription> {
  const address = new URL(serviceWorker || `${root}/sw.js`, location.href).href;
  const wanted = { userVisibleOnly: true, applicationServerKey };
  const registration = await activated((serviceWorker && (await registered(address))) || (await register(address)));
  const before = await registration.pushManager.getSubscription();
  if (!before || isSame(before.options.applicationServerKey, applicationServerKey))
    return registration.pushManager.subscribe(wanted);
  if (!serviceWorker) {
    await before.unsubscribe();
    return registration.pushManager.subscribe(wanted);
  }
  // The app has push messages of its own, and a registration holds one subscription: ours gets another registration of
  // the same worker, for a place in which there are no pages.
  const beside = await activated(await register(address, new URL('allswell-push/', address).href));
  return beside.pushManager.subscribe(wanted);
}

/** The registration that an app has made itself. */
async function registered(address: string): Promise<ServiceWorkerRegistration | undefined> {
  const all = await navigator.serviceWorker.getRegistrations();
  return all.find(({ active, waiting, installing }) =>
    [active, waiting, installing].some((worker) => worker?.scriptURL === address),
  );
}

function register(address: string, scope?: string): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(trusted(address), scope === undefined ? {} : { scope });
}

async function activated(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  if (registration.active) return registration;
  const worker = registration.installing ?? registration.waiting;
  await new Promise<void>((resolve, reject) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('The worker could not be installed.'));
    });
    if (registration.active) resolve();
  });
  return registration;
}

function isSame(one: ArrayBuffer | null, other: Uint8Array): boolean {
  const bytes = new Uint8Array(one ?? new ArrayBuffer(0));
  return bytes.length === other.length && bytes.every((byte, index) => byte === other[index]);
}

function keyBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

interface Policy {
  createScriptURL(address: string): string;
}

let policy: Policy | undefined;

/** Pages that require Trusted Types take the address of a worker from a policy only. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  policy ??= trustedTypes?.createPolicy('allswell-worker', { createScriptURL: (url) => url });
  return policy?.createScriptURL(address) ?? address;
}
