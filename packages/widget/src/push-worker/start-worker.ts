import { renew } from './renew.ts';
import type { Shown, WorkerScope } from './scope.ts';

/** What the server sends: see docs/web-push.md. */
interface News {
  title: string;
  body: string;
  tag: string;
  url: string;
  lang: string;
  dir: NotificationDirection;
  /** How much it matters; it is heard again when it matters more than what it replaces. */
  rank: number;
}

/**
 * Shows the news of the status page whose origin is `root`, one notification an incident, and opens the incident on a click. It runs
 * as a worker of its own, and inside that of a customer's app: there it takes what comes from the page, keeps it from
 * the app's own handlers, and leaves everything else to them.
 */
export function startWorker(scope: WorkerScope, root: string): void {
  const isOwn = scope.location.href.startsWith(`${root}/sw.js`);

  scope.addEventListener('push', (event) => {
    const news = readNews(event.data, root);
    if (!news) return;
    event.stopImmediatePropagation();
    event.waitUntil(show(news, scope, root));
  });

  scope.addEventListener('notificationclick', (event) => {
    const url = addressIn(event.notification.data, root);
    if (url === undefined) return;
    event.stopImmediatePropagation();
    event.notification.close();
    event.waitUntil(open(url, scope));
  });

  scope.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event, scope, root)));

  // A newer worker of our own takes over at once; when an app's does is its own affair.
  if (isOwn) scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
}

function readNews(data: { json(): unknown } | null, root: string): News | undefined {
  try {
    const news = data?.json() as Partial<News> | null | undefined;
    const { title, body = '', tag, lang = '', dir, rank = 0 } = news ?? {};
    const url = addressIn(news, root);
    const isNews = typeof title === 'string' && typeof tag === 'string' && tag !== '' && url !== undefined;
    if (!isNews) return undefined;
    const direction = dir === 'ltr' || dir === 'rtl' ? dir : 'auto';
    return { title, body: String(body), tag, url, lang: String(lang), dir: direction, rank: Number(rank) };
  } catch {
    return undefined; // not JSON: not ours
  }
}

/** The address in what came from outside, if it is one of the status page. */
function addressIn(something: unknown, root: string): string | undefined {
  const { url } = (something ?? {}) as { url?: unknown };
  try {
    return typeof url === 'string' && new URL(url).origin === root ? url : undefined;
  } catch {
    return undefined;
  }
}

async function show({ title, body, tag, url, lang, dir, rank }: News, scope: WorkerScope, root: string): Promise<void> {
  const [shown] = await scope.registration.getNotifications({ tag });
  await scope.registration.showNotification(title, {
    body,
    tag,
    lang,
    dir,
    data: { url, rank },
    icon: `${root}/icons/icon-192.png`,
    badge: `${root}/icons/badge-96.png`,
    renotify: shown !== undefined && rank > rankOf(shown),
  });
}

function rankOf({ data }: Shown): number {
  return Number((data as { rank?: unknown } | null)?.rank ?? 0);
}

async function open(url: string, scope: WorkerScope): Promise<void> {
  const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const place = placeOf(url);
  try {
    const there = windows.find((one) => placeOf(one.url) === place);
    // Firefox says that it has brought a tab to the front, and leaves it behind the others.
    if (there && (await there.focus()).visibilityState !== 'hidden') return;
  } catch {
    // A browser that does not let it come to the front may still open another.
  }
  await scope.clients.openWindow(url);
}

/** The same page in another language, or further down, is the same place. */
function placeOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}
