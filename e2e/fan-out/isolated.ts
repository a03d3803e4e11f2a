import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificate, makeCertificate } from '../../packages/server/src/testing/certificate.ts';
import { makePushReceiver } from '../../packages/server/src/testing/push-receiver.ts';
import { seedSubscribers } from '../../packages/server/src/testing/seed-subscribers.ts';
import { openNews, publicUrl, startInboxes, waitUntil } from './news.ts';
import { startCrashablePostgres } from './postgres.ts';
import { startWorker } from './worker.ts';

/** Who is told, of each kind. */
export interface Crowd {
  /** Addresses of healthy mail domains, and endpoints of a healthy push service. */
  healthy: { email: number; push: number };
  /** Addresses of a domain that never answers, of one that drips, and endpoints of a service that wants less. */
  sick: { dead: number; dripping: number; refusing: number };
}

/** How fast the healthy ones were told, a second. */
export interface Speed {
  email: number;
  push: number;
  /** How often the sick ones were tried meanwhile. */
  tries: { dead: number; dripping: number; refusing: number };
}

/** Longer than any healthy server takes; several of these are under way until the end. */
const dripMs = 15_000;

/** Tells a crowd, and measures how long the healthy ones had to wait for the last of them. */
export async function tellCrowd({ healthy, sick }: Crowd): Promise<Speed> {
  const folder = mkdtempSync(join(tmpdir(), 'allswell-isolated-'));
  const certificate = makeCertificate(['localhost']);
  writeFileSync(join(folder, 'cert.pem'), certificate.cert);
  const tries = { dead: 0, dripping: 0, refusing: 0 };
  const arrived = { email: 0, push: 0 };
  let done: { email?: number; push?: number } = {};
  const arrive = (kind: 'email' | 'push') => {
    arrived[kind] += 1;
    if (arrived[kind] === healthy[kind]) done = { ...done, [kind]: performance.now() };
  };
  const inboxes = await startInboxes({
    recipient(address) {
      if (!address.endsWith('@dead.example')) return undefined;
      tries.dead += 1;
      return '451 4.4.1 no answer from dead.example';
    },
    slowMs(address) {
      if (!address.endsWith('@dripping.example')) return 0;
      tries.dripping += 1;
      return dripMs;
    },
    onMail: ({ to: [to = ''] }) => void (to.endsWith('.healthy.example') && arrive('email')),
  });
  const well = await startPushStandIn(certificate, () => {
    arrive('push');
    return { ':status': 201 };
  });
  const busy = await startPushStandIn(certificate, () => {
    tries.refusing += 1;
    return { ':status': 429, 'retry-after': '20' };
  });
  try {
    await using postgres = await startCrashablePostgres();
    const { sql } = postgres;
    const { keys } = makePushReceiver();
    const push = (url: string) => ({ channel: 'web_push' as const, address: `${url}/push/{n}`, details: { ...keys } });
    // Sick and healthy ones stand in one line, the sick ones first where they meet.
    for (let part = 0; part < 10; part += 1) {
      const seed = (count: number, options: Parameters<typeof seedSubscribers>[2]) =>
        seedSubscribers(sql, Math.ceil(count / 10), { ...options, first: part * Math.ceil(count / 10) + 1 });
      await seed(sick.dead, { address: 'reader{n}@dead.example' });
      await seed(sick.dripping, { address: 'reader{n}@dripping.example' });
      await seed(sick.refusing, push(busy.url));
      await seed(healthy.email, { address: `reader{n}@part${part}.healthy.example` });
      await seed(healthy.push, push(well.url));
    }
    await using worker = startWorker({
      DATABASE_URL: postgres.url,
      ALLSWELL_SMTP_URL: inboxes.sink.url,
      ALLSWELL_PUBLIC_URL: publicUrl,
      ALLSWELL_EGRESS_ALLOW: `${new URL(well.url).host},${new URL(busy.url).host}`,
      ALLSWELL_VAPID_SUBJECT: 'mailto:ops@fernhill.example',
      NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
    });
    await waitUntil(`process ${worker.pid} to send`, () => isSending(sql), 60_000);
    const from = performance.now();
    await openNews(sql);
    await waitUntil('the healthy ones', () => done.email !== undefined && done.push !== undefined, 300_000);
    const perSecond = (kind: 'email' | 'push') => healthy[kind] / (((done[kind] ?? Infinity) - from) / 1_000);
    return { email: perSecond('email'), push: perSecond('push'), tries };
  } finally {
    await Promise.all([inboxes.sink.stop(), well.stop(), busy.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function isSending(sql: Parameters<typeof seedSubscribers>[0]): Promise<boolean> {
  const [row] = await sql<{ alive: boolean }[]>`select last_sender_at is not null as alive from sending`;
  return row?.alive ?? false;
}

/** A push service that gives one answer to everyone. */
async function startPushStandIn(
  { key, cert }: Certificate,
  answer: () => http2.OutgoingHttpHeaders,
): Promise<{ url: string; stop(): Promise<void> }> {
  const sessions = new Set<http2.ServerHttp2Session>();
  const server = http2.createSecureServer({ key, cert });
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => {});
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    stream.resume();
    stream.on('end', () => {
      if (stream.destroyed) return;
      stream.respond(answer());
      stream.end();
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
