/**
 * Stands in for Mozilla's push service: real Firefox subscribes to it over a WebSocket, real senders post to it by https,
 * and it relays what it was sent. It refuses what that refuses.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { makeCertificate } from '../packages/server/src/testing/certificate.ts';
import {
  type PushedAnswer,
  type PushedMessage,
  startPushService,
} from '../packages/server/src/testing/push-service.ts';

/** What a browser says over its socket (the protocol of autopush). */
interface Said {
  messageType: 'hello' | 'register' | 'unregister' | 'ack' | 'nack' | 'ping';
  uaid?: string;
  channelID?: string;
  updates?: { channelID: string; version: string; code?: number }[];
}

export interface StandInPushService {
  /** The address for the browser's preferences. */
  socketUrl: string;
  /** `host:port` for ALLSWELL_EGRESS_ALLOW. */
  host: string;
  /** A file with the certificate, for NODE_EXTRA_CA_CERTS. */
  certificateFile: string;
  /** What was posted to it. */
  messages: PushedMessage[];
  /** What browsers said of what was relayed: 100 stands for shown. */
  acknowledged: number[];
  /** Subscriptions that it knows. */
  channels(): string[];
  /** Posts a message to it as another sender would, over a certificate that nobody else trusts. */
  post(endpoint: string, headers: Record<string, string>, body: Buffer): Promise<number>;
  /** Forgets all subscriptions, as a service does when a browser was reset. */
  forget(): void;
  close(): Promise<void>;
}

/** Starts it on loopback. */
export async function startStandInPushService(): Promise<StandInPushService> {
  const folder = await mkdtemp(join(tmpdir(), 'allswell-push-'));
  const certificate = makeCertificate(['localhost']);
  const certificateFile = join(folder, 'cert.pem');
  await writeFile(certificateFile, certificate.cert);

  const channels = new Map<string, WebSocket>();
  const acknowledged: number[] = [];
  let version = 0;
  const idOf = ({ path }: PushedMessage) => path.slice('/wpush/v2/'.length);
  const answer = (message: PushedMessage): PushedAnswer | undefined => {
    if (!channels.has(idOf(message))) return { status: 410 };
    return message.headers['authorization']?.startsWith('vapid ') ? undefined : { status: 401 };
  };
  const onMessage = (message: PushedMessage) => {
    const channelID = idOf(message);
    const relayed = {
      messageType: 'notification',
      channelID,
      version: `v${++version}`,
      ttl: Number(message.headers['ttl']),
      data: message.body.toString('base64url'),
      headers: { encoding: message.headers['content-encoding'] },
    };
    channels.get(channelID)?.send(JSON.stringify(relayed));
  };
  const service = await startPushService({ ...certificate, name: 'localhost', answer, onMessage });
  const { port } = service;

  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(sockets, 'listening');
  sockets.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => {
      const said = JSON.parse(data.toString()) as Said;
      const reply = (more: object) =>
        socket.send(JSON.stringify({ messageType: said.messageType, status: 200, ...more }));
      const { channelID = '' } = said;
      switch (said.messageType) {
        case 'hello':
          reply({ uaid: said.uaid || randomUUID().replaceAll('-', ''), use_webpush: true, broadcasts: {} });
          break;
        case 'register':
          channels.set(channelID, socket);
          reply({ channelID, pushEndpoint: `https://localhost:${port}/wpush/v2/${channelID}` });
          break;
        case 'unregister':
          channels.delete(channelID);
          reply({ channelID });
          break;
        case 'ping':
          socket.send('{}');
          break;
        case 'ack':
        case 'nack':
          acknowledged.push(...(said.updates ?? []).map(({ code }) => code ?? 0));
          break;
      }
    });
  });
  const address = sockets.address();
  if (typeof address !== 'object' || !address) throw new Error('The stand-in for the push service has no port.');

  return {
    socketUrl: `ws://127.0.0.1:${address.port}/`,
    host: `localhost:${port}`,
    certificateFile,
    messages: service.messages,
    acknowledged,
    channels: () => [...channels.keys()],
    async post(endpoint, headers, body) {
      const asking = request(endpoint, { method: 'POST', headers, ca: certificate.cert });
      asking.end(body);
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      answer.resume();
      return answer.statusCode ?? 0;
    },
    forget: () => channels.clear(),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => sockets.close(resolve));
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
