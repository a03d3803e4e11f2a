/** A browser is told of news while no page is open: real Firefox, the real product, and between them a push service. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Challenge, PageDocument } from '@allswell/protocol';
import type { AdminComponent, AdminIncident, PushSubscriptionJson, SubscriberCounts } from '@allswell/protocol/schema';
import webpush from 'web-push';
import { until } from '../packages/server/src/testing/until.ts';
import { type Firefox, openFirefox, skipWithoutFirefox } from './firefox.ts';
import { type Product, startProduct } from './harness.ts';
import { type Operator, signUp } from './operator.ts';
import { type StandInPushService, startStandInPushService } from './stand-in-push-service.ts';

const inFirefox = { skip: skipWithoutFirefox };

interface ShownNotification {
  title: string;
  body: string;
  tag: string;
  lang: string;
  data: { url: string };
}

let push: StandInPushService;
let product: Product;
let operator: Operator;
let firefox: Firefox;
let checkout: AdminComponent;

before(async () => {
  if (skipWithoutFirefox) return;
  push = await startStandInPushService();
  product = await startProduct({
    env: {
      ALLSWELL_EGRESS_ALLOW: push.host,
      ALLSWELL_VAPID_SUBJECT: 'mailto:ops@fernhill.example',
      NODE_EXTRA_CA_CERTS: push.certificateFile,
    },
  });
  operator = await signUp(product, { page_name: 'Fernhill' });
  checkout = await operator.post<AdminComponent>('components', { name: 'Checkout' });
  firefox = await openFirefox({
    'dom.push.connection.enabled': true,
    'dom.push.serverURL': push.socketUrl,
    'dom.push.testing.allowInsecureServerURL': true,
    // The question that Firefox asks is answered with yes.
    'permissions.default.desktop-notification': 1,
  });
  await until(async () => assert.ok((await offered()).channels.includes('web_push'), 'the page offers it'));
});
after(async () => {
  await firefox?.close();
  await product?.stop();
  await push?.close();
});

async function offered(): Promise<PageDocument['subscribe']> {
  const answer = await fetch(new URL('/api/v2/page.json', product.page));
  return ((await answer.json()) as PageDocument).subscribe;
}

async function subscribers(): Promise<number> {
  return (await operator.get<SubscriberCounts>('subscribers/counts')).confirmed['web_push'] ?? 0;
}

const openIncident = (name: string, impact: 'partial_outage' | 'major_outage' = 'partial_outage') =>
  operator.post<AdminIncident>('incidents', {
    name,
    status: 'investigating',
    body: 'Some **payments** are declined.',
    components: { [checkout.id]: impact },
  });

const postUpdate = (incident: AdminIncident, status: string, body: string) =>
  operator.post(`incidents/${incident.id}/updates`, { status, body });

/** The notifications that the worker of the page in front shows. */
const shown = () =>
  firefox.inPage<ShownNotification[]>(`
    return navigator.serviceWorker.ready
      .then((registration) => registration.getNotifications())
      .then((all) => all.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data })));
  `);

const untilShown = (check: (notification: ShownNotification) => void) =>
  until(async () => {
    const [notification, ...more] = await shown();
    assert.ok(notification, 'a notification is shown');
    assert.deepEqual(more, []);
    check(notification);
    return notification;
  });

/** Clicks the notification on the screen: it is a window of the browser itself. */
async function clickNotification(text: string): Promise<void> {
  await until(async () => {
    const clicked = await firefox.inside<boolean>(`
      const alert = [...Services.wm.getEnumerator('alert:alert')]
        .find(({ document }) => document.documentElement.textContent.includes(${JSON.stringify(text)}));
      alert?.onAlertClick();
      return alert !== undefined;
    `);
    assert.ok(clicked, `a notification says “${text}”`);
  });
}

/** The addresses of all tabs, that of the one in front first. */
const tabs = () =>
  firefox.inside<string[]>(`
    const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
    const all = [gBrowser.selectedTab, ...gBrowser.tabs.filter((tab) => tab !== gBrowser.selectedTab)];
    return all.map(({ linkedBrowser }) => linkedBrowser.currentURI.spec);
  `);

const inForm = (work: string) => `
  const { shadowRoot } = document.querySelector('status-subscribe');
  ${work}
`;

/** Finds a button of the form by its words. */
const button = (words: string) =>
  inForm(
    `return [...shadowRoot.querySelectorAll('button')].find(({ textContent }) => textContent.includes('${words}'));`,
  );

test('a browser that was allowed to is told of an incident, and follows it to its page', inFirefox, async (t) => {
  await t.test('a click on the page of the subscription is all that it takes', async () => {
    await firefox.go(`${product.page}/subscribe?channel=web_push`);
    await until(() => firefox.click(button('Allow notifications')));
    await until(async () => {
      const text = await firefox.inPage<string>(inForm('return shadowRoot.textContent;'));
      assert.match(text, /This browser will tell you/);
    });
    await until(async () => assert.equal(await subscribers(), 1));
    assert.equal(push.channels().length, 1);
  });

  const incident = await openIncident('Card payments are failing');
  const url = `${product.page}/incidents/${incident.id}`;

  await t.test('what is published is shown within a moment', async () => {
    const notification = await untilShown(({ title }) => assert.equal(title, 'Card payments are failing'));
    assert.deepEqual(notification, {
      title: 'Card payments are failing',
      body: 'Investigating: Some payments are declined.',
      tag: incident.id,
      lang: 'en',
      data: { url, rank: 3 },
    });
    await until(() => assert.deepEqual(push.acknowledged, [100], 'Firefox says that it could read and show it'));
    assert.equal(push.messages[0]?.claims['aud'], `https://${push.host}`);
  });

  await t.test('an update takes its place', async () => {
    await postUpdate(incident, 'identified', 'A certificate has expired.');
    await untilShown(({ body, tag }) => {
      assert.equal(body, 'Identified: A certificate has expired.');
      assert.equal(tag, incident.id);
    });
  });

  await t.test('a click opens the incident', async () => {
    await clickNotification('A certificate has expired.');
    await until(async () => assert.equal((await tabs())[0], url));
    assert.deepEqual(await shown(), [], 'and the notification is gone');
  });

  await t.test('a click on a later one brings it to the front again', async () => {
    await firefox.inside(`
      const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
      gBrowser.selectedTab = gBrowser.tabs.find(({ linkedBrowser }) => linkedBrowser.currentURI.spec.includes('/subscribe'));
    `);
    await postUpdate(incident, 'resolved', 'Payments work again.');
    await clickNotification('Payments work again.');
    await until(async () => assert.equal((await tabs())[0], url));
  });

  await t.test('where they were turned on, notifications are turned off and on again', async () => {
    await firefox.go(`${product.page}/subscribe?channel=web_push`);
    await until(() => firefox.click(button('Turn notifications off')));
    await until(async () => assert.equal(await subscribers(), 0));
    await until(() => assert.deepEqual(push.channels(), []));
    await until(() => firefox.click(button('Allow notifications')));
    await until(async () => assert.equal(await subscribers(), 1));
  });

  await t.test('a browser that is gone is forgotten', async () => {
    push.forget();
    await openIncident('Search is slow');
    await until(async () => assert.equal(await subscribers(), 0));
    assert.deepEqual(await shown(), []);
  });
});

test('in an app of somebody else, its own worker shows the news and goes on with its own work', inFirefox, async () => {
  await using app = await startApp();
  await firefox.go(app.url);
  const { vapid_public_key: key } = await offered();
  const subscription = await firefox.inPage<PushSubscriptionJson>(`
    return navigator.serviceWorker.register('/app-worker.js')
      .then(() => navigator.serviceWorker.ready)
      .then(({ pushManager }) => pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: '${key}' }))
      .then((subscription) => subscription.toJSON());
  `);
  await subscribe(subscription);
  await until(async () => assert.equal(await subscribers(), 1));

  const incident = await openIncident('Sign-in is slow', 'major_outage');
  await untilShown(({ title, tag }) => {
    assert.equal(title, 'Sign-in is slow');
    assert.equal(tag, incident.id);
  });
  const { endpoint, keys } = subscription;
  const own = webpush.generateRequestDetails({ endpoint, keys }, JSON.stringify({ chat: 'Hello' }), {
    vapidDetails: { subject: 'mailto:app@fernhill.example', ...webpush.generateVAPIDKeys() },
  });
  await push.post(own.endpoint, own.headers, own.body);
  await until(async () => {
    const heard = await firefox.inPage<string[]>(
      `return caches.match('/heard').then((answer) => answer?.json() ?? []);`,
    );
    assert.deepEqual(heard, [{ chat: 'Hello' }], 'its own handler hears of its own messages, and of no other');
  });
  assert.equal((await shown()).length, 1);
  await clickNotification('Some payments are declined.');
  await until(async () => assert.equal((await tabs())[0], `${product.page}/incidents/${incident.id}`));
});

/** A customer's app on an origin of its own, whose worker imports ours and does something itself. */
async function startApp(): Promise<AsyncDisposable & { url: string }> {
  const worker = `
    importScripts('${product.page}/sw.js');
    self.addEventListener('push', (event) => {
      event.waitUntil(caches.open('app').then((cache) => cache.put('/heard', new Response(JSON.stringify([event.data.json()])))));
    });
  `;
  const server: Server = createServer(({ url }, response) => {
    const isWorker = url === '/app-worker.js';
    response.writeHead(200, { 'content-type': isWorker ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isWorker ? worker : '<!doctype html><title>An app</title><p>An app.');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Hands in a push subscription as any program can. */
async function subscribe(subscription: PushSubscriptionJson): Promise<void> {
  const answer = await fetch(new URL('/api/subscriptions/challenge', product.page));
  const { challenge, difficulty } = (await answer.json()) as Challenge;
  const zeros = (nonce: number) =>
    Math.clz32(createHash('sha256').update(`${challenge}${nonce}`).digest().readUInt32BE(0));
  let nonce = 0;
  while (zeros(nonce) < difficulty) nonce += 1;
  const body = {
    channel: 'web_push',
    subscription,
    locale: 'en',
    time_zone: 'UTC',
    proof: { challenge, nonce: String(nonce) },
  };
  // The service refuses what comes too soon for a person.
  await until(async () => {
    const { status } = await fetch(new URL('/api/subscriptions', product.page), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (status !== 202) await pause(300);
    assert.equal(status, 202);
  });
}
