/** Where a browser can be told of news by push: on this page, on the status page itself, or not at all. */
export type PushPlace = 'here' | 'popup' | 'none';

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
  return isAble ? 'here' : 'none';
}

/** Asks for leave, and subscribes this browser. It has to be called in the turn of a click. */
export async function subscribeToPush(options: PushOptions): Promise<PushSubscribed> {
  const leave = await Notification.requestPermission();
  if (leave !== 'granted') throw new PushFailure('blocked');
  try {
    const registration = await activeWorker(workerAddress(options));
    const subscription = await subscribed(registration.pushManager, keyBytes(options.vapidPublicKey));
    const { endpoint = '', keys = {} } = subscription.toJSON();
    return { endpoint, keys: { p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' } };
  } catch (cause) {
    throw new PushFailure('push', { cause });
  }
}

function workerAddress({ root, serviceWorker }: PushWorker): string {
  return new URL(serviceWorker || `${root}/sw.js`, location.href).href;
}

async function activeWorker(address: string): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(trusted(address));
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

/** Makes a subscription, in the place of one that another key has made. */
async function subscribed(manager: PushManager, key: Uint8Array<ArrayBuffer>): Promise<PushSubscription> {
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  const before = await manager.getSubscription();
  if (before && !isSame(before.options.applicationServerKey, key)) await before.unsubscribe();
  return manager.subscribe(wanted);
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
