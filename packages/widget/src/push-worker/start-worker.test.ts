import { expect } from 'chai';
import { recallPush, rememberPush, rememberWish } from './memory.ts';
import type { Shown, SubscriptionChange, WindowClient, WorkerScope } from './scope.ts';
import { startWorker } from './start-worker.ts';

const root = 'https://status.fernhill.example';
const url = `${root}/incidents/i1`;
const news = { title: 'Checkout is slow', body: 'We are on it.', tag: 'i1', url, lang: 'en', dir: 'ltr', rank: 1 };
const key = 'BNJ';

type Handler = (event: unknown) => void;

/** A service worker’s surroundings, as far as the worker uses them. */
function surroundings({ href = 'https://app.example/worker.js', windows = [] as WindowClient[] } = {}) {
  const handlers = new Map<string, Handler[]>();
  const told: { title: string; options: NotificationOptions & { renotify?: boolean } }[] = [];
  let onScreen: Shown[] = [];
  const opened: string[] = [];
  const scope: WorkerScope = {
    location: { href, origin: new URL(href).origin },
    registration: {
      async showNotification(title, options) {
        told.push({ title, options });
        onScreen = [{ data: options.data, close: () => (onScreen = []) }];
      },
      getNotifications: async () => onScreen,
      pushManager: { subscribe: async () => subscription('https://push.example/new') },
    },
    clients: { matchAll: async () => windows, openWindow: async (address) => opened.push(address) },
    skipWaiting: async () => {},
    addEventListener: (type: string, listener: unknown) =>
      void handlers.set(type, [...(handlers.get(type) ?? []), listener as Handler]),
  };
  startWorker(scope, root);
  /** Lets something happen; answers with whether the app's own handlers hear of it, too. */
  async function happens(type: string, event: object): Promise<boolean> {
    let isHeard = true;
    const work: Promise<unknown>[] = [];
    const whole = {
      waitUntil: (one: Promise<unknown>) => work.push(one),
      stopImmediatePropagation: () => (isHeard = false),
      ...event,
    };
    for (const handler of handlers.get(type) ?? []) handler(whole);
    await Promise.all(work);
    return isHeard;
  }
  const pushed = (data: unknown) => happens('push', { data: { json: () => data } });
  const clicked = (data: unknown) => happens('notificationclick', { notification: { data, close() {} } });
  return { handlers, happens, pushed, clicked, told, opened };
}

function subscription(endpoint: string) {
  return { endpoint, toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }) };
}

function tab(address: string, visibilityState: 'visible' | 'hidden' = 'visible') {
  const one = { url: address, visibilityState, focused: 0, focus: async () => (one.focused++, one) };
  return one;
}

describe('the push worker', () => {
  it('shows the news of the page, and keeps them from the app around it', async () => {
    const { pushed, told } = surroundings();
    expect(await pushed(news)).to.equal(false);
    const [{ title, options } = expect.fail()] = told;
    expect(title).to.equal('Checkout is slow');
    expect(options).to.include({ body: 'We are on it.', tag: 'i1', lang: 'en', dir: 'ltr', renotify: false });
    expect(options.icon).to.equal(`${root}/icons/icon-192.png`);
  });

  it('leaves to the app what is the app’s: other shapes, other addresses, and what is no JSON', async () => {
    const { pushed, happens, told } = surroundings();
    const others = [
      { message: 'Hello' },
      { ...news, url: 'https://stranger.example/incidents/i1' },
      { ...news, url: 'javascript:alert(1)' },
      { ...news, url: `${root}.stranger.example/` },
      { ...news, tag: '' },
      { ...news, title: 7 },
      null,
      'text',
    ];
    for (const other of others) expect(await pushed(other), JSON.stringify(other)).to.equal(true);
    const broken = { json: () => JSON.parse('{') as unknown };
    expect(await happens('push', { data: broken })).to.equal(true);
    expect(await happens('push', { data: null })).to.equal(true);
    expect(told).to.deep.equal([]);
  });

  it('makes itself heard again only when it has become worse', async () => {
    const { pushed, told } = surroundings();
    for (const rank of [1, 1, 4, 3, 0]) await pushed({ ...news, rank });
    expect(told.map(({ options }) => options.renotify)).to.deep.equal([false, false, true, false, false]);
  });

  it('opens the incident on a click, and leaves clicks on other notifications alone', async () => {
    const { clicked, opened } = surroundings();
    expect(await clicked({ url })).to.equal(false);
    expect(opened).to.deep.equal([url]);
    expect(await clicked({ url: 'https://app.example/chat' })).to.equal(true);
    expect(await clicked(undefined)).to.equal(true);
    expect(opened.length).to.equal(1);
  });

  it('comes back to the tab in which the incident is open, in whatever language', async () => {
    const there = tab(`${url}?lang=de#update-2`);
    const { clicked, opened } = surroundings({ windows: [tab(`${root}/`), there] });
    await clicked({ url });
    expect(there.focused).to.equal(1);
    expect(opened).to.deep.equal([]);
  });

  it('opens another tab when the browser leaves that one behind', async () => {
    const { clicked, opened } = surroundings({ windows: [tab(url, 'hidden')] });
    await clicked({ url });
    expect(opened).to.deep.equal([url]);
  });

  it('takes over at once where it is alone, and never inside an app', () => {
    expect(surroundings({ href: `${root}/sw.js` }).handlers.has('install')).to.equal(true);
    expect(surroundings().handlers.has('install')).to.equal(false);
  });

  describe('when the browser makes it another subscription', () => {
    const old = { endpoint: 'https://push.example/old', keys: { p256dh: 'p', auth: 'a' } };
    const wish = { kinds: ['incident' as const], incident_id: null, locale: 'en', time_zone: 'UTC' };
    const asked: { method: string; body: Record<string, unknown> }[] = [];
    const { fetch } = globalThis;

    beforeEach(async () => {
      asked.length = 0;
      globalThis.fetch = async (_input, init) => {
        if (!init?.body) return Response.json({ challenge: 'c', difficulty: 4 });
        asked.push({
          method: init.method ?? '',
          body: JSON.parse(String(init.body as string)) as Record<string, unknown>,
        });
        return Response.json({ status: 'accepted' }, { status: 202 });
      };
      await rememberPush(root, undefined);
      await rememberWish({ root, vapidPublicKey: key, subscription: old }, wish);
      await rememberWish({ root, vapidPublicKey: key, subscription: old }, { ...wish, incident_id: 'i1' });
    });
    afterEach(async () => {
      globalThis.fetch = fetch;
      await rememberPush(root, undefined);
    });
    const change = (event: Partial<SubscriptionChange>) => surroundings().happens('pushsubscriptionchange', event);

    it('asks the page for the same news by it, and lets the old one go', async () => {
      await change({ oldSubscription: subscription(old.endpoint) });
      expect(asked.map(({ method }) => method)).to.deep.equal(['POST', 'POST', 'DELETE']);
      const [everything, one, farewell] = asked.map(({ body }) => body);
      expect(everything).to.deep.include({ ...wish, channel: 'web_push' });
      expect(everything?.['subscription']).to.deep.include({ endpoint: 'https://push.example/new' });
      expect(everything?.['proof']).to.have.keys('challenge', 'nonce');
      expect(one).to.deep.include({ incident_id: 'i1' });
      expect(farewell).to.deep.equal({ channel: 'web_push', subscription: old });
      expect((await recallPush(root))?.subscription.endpoint).to.equal('https://push.example/new');
    });

    it('takes the one that the browser has made', async () => {
      await change({ newSubscription: subscription('https://push.example/made') });
      expect(asked[0]?.body['subscription']).to.deep.include({ endpoint: 'https://push.example/made' });
    });

    it('leaves the subscription of the app around it alone', async () => {
      await change({ oldSubscription: subscription('https://push.example/of-the-app') });
      expect(asked).to.deep.equal([]);
    });
  });
});
