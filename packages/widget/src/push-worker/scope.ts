// What the worker uses of the browser. The types of workers and those of pages exclude each other in one package, and
// this is all that it needs of them.

/** What a push service hands over. */
export interface PushData {
  json(): unknown;
}

/** A subscription as far as the worker needs it. */
export interface Subscribed {
  endpoint: string;
  options?: { applicationServerKey: ArrayBuffer | null };
  toJSON(): { endpoint?: string; keys?: Record<string, string> };
}

/** Something that happens to a worker; it may go on working after the handler has returned. */
export interface WorkerEvent {
  waitUntil(work: Promise<unknown>): void;
  stopImmediatePropagation(): void;
}

export interface PushedEvent extends WorkerEvent {
  data: PushData | null;
}

/** A notification that is shown, with what it was shown with. */
export interface Shown {
  data: unknown;
  close(): void;
}

export interface ClickEvent extends WorkerEvent {
  notification: Shown;
}

export interface SubscriptionChange extends WorkerEvent {
  oldSubscription?: Subscribed | null;
  newSubscription?: Subscribed | null;
}

interface Events {
  install: WorkerEvent;
  push: PushedEvent;
  notificationclick: ClickEvent;
  pushsubscriptionchange: SubscriptionChange;
}

/** A tab or window. */
export interface WindowClient {
  url: string;
  visibilityState: 'visible' | 'hidden';
  focus(): Promise<WindowClient>;
}

/** The global object of a service worker. */
export interface WorkerScope {
  location: { href: string; origin: string };
  registration: {
    showNotification(title: string, options: NotificationOptions & { renotify?: boolean }): Promise<void>;
    getNotifications(filter: { tag: string }): Promise<Shown[]>;
    pushManager: {
      subscribe(options: { userVisibleOnly: boolean; applicationServerKey: string }): Promise<Subscribed>;
    };
  };
  clients: {
    matchAll(which: { type: 'window'; includeUncontrolled: boolean }): Promise<WindowClient[]>;
    openWindow(address: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): void;
}
