import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { importJWK, jwtVerify } from 'jose';
import type { Certificate } from './certificate.ts';

/** A message as the push service got it. */
export interface PushedMessage {
  path: string;
  httpVersion: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
  /** What the signature claims, once it was found to be right. */
  claims: Record<string, unknown>;
}

/** What it answers instead of 201. `hang`: nothing at all. */
export type PushedAnswer = { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'reset';

export interface PushServiceOptions extends Certificate {
  /** The name by which senders know it; without one, 127.0.0.1. */
  name?: string;
  /** Of the origin that senders believe to speak to; what they sign has to name it. */
  audience?: string;
  onlyHttp1?: boolean;
  /** Decides by path; undefined stands for 201. */
  answer?: (message: PushedMessage, count: number) => PushedAnswer | undefined;
  /** Takes what was accepted. */
  onMessage?: (message: PushedMessage) => void;
  maxConcurrentStreams?: number;
}

/** A push service, on loopback, that refuses what the real ones refuse. */
export interface PushService {
  port: number;
  url: string;
  messages: PushedMessage[];
  /** How many connections were made to it. */
  connections(): number;
  /** Ends all connections as a service does that is restarted. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

type Request = IncomingMessage | http2.Http2ServerRequest;
type Response = ServerResponse | http2.Http2ServerResponse;

const largestMessage = 4_096;

/** Starts it. */
export async function startPushService(options: PushServiceOptions): Promise<PushService> {
  const messages: PushedMessage[] = [];
  const sockets = new Set<Socket>();
  const sessions = new Set<http2.ServerHttp2Session>();
  let connections = 0;
  const { key, cert } = options;
  const settings = { maxConcurrentStreams: options.maxConcurrentStreams ?? 100 };
  const server = options.onlyHttp1
    ? https.createServer({ key, cert })
    : http2.createSecureServer({ key, cert, allowHTTP1: true, settings });
  server.on('request', (request: Request, response: Response) => void take(request, response));
  server.on('secureConnection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('session', (session: http2.ServerHttp2Session) => {
    sessions.add(session);
    session.on('error', () => {});
    session.on('close', () => sessions.delete(session));
  });
  server.on('sessionError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const audience = options.audience ?? `https://${options.name ?? '127.0.0.1'}:${port}`;

  async function take(request: Request, response: Response): Promise<void> {
    const body = await buffer(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const message = { path: request.url ?? '', httpVersion: request.httpVersion, headers, body, claims: {} };
    const claims = await verify(headers['authorization'] ?? '', audience).catch((error: Error) => error);
    const refusal = claims instanceof Error ? { status: 401, body: claims.message } : refuse(message);
    const checked: PushedMessage = { ...message, claims: claims instanceof Error ? {} : claims };
    messages.push(checked);
    const answer = refusal ?? options.answer?.(checked, messages.length) ?? { status: 201 };
    if (answer === 'hang') return;
    if (answer === 'reset') {
      if (request instanceof http2.Http2ServerRequest) request.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
      else request.socket.destroy();
      return;
    }
    if (answer.status === 201) options.onMessage?.(checked);
    const answering = response as ServerResponse; // both kinds are used alike
    answering.writeHead(answer.status, {
      ...(answer.status === 201 && { location: `${audience}/message/${messages.length}` }),
      ...answer.headers,
    });
    answering.end(answer.body ?? '');
  }

  return {
    port,
    url: `https://127.0.0.1:${port}`,
    messages,
    connections: () => connections,
    async restart() {
      for (const session of sessions) session.close();
      for (const socket of sockets) socket.destroySoon();
      await Promise.all([...sockets].filter((socket) => !socket.closed).map((socket) => once(socket, 'close')));
    },
    async close() {
      server.close();
      for (const session of sessions) session.destroy();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** What every push service refuses (RFC 8030, 5; RFC 8291, 4). */
function refuse({ headers, body }: PushedMessage): PushedAnswer | undefined {
  if (!/^\d+$/.test(headers['ttl'] ?? '')) return { status: 400, body: 'missing TTL' };
  if (!/^(very-low|low|normal|high)$/.test(headers['urgency'] ?? 'normal')) return { status: 400, body: 'bad urgency' };
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(headers['topic'] ?? 'none')) return { status: 400, body: 'bad topic' };
  if (headers['content-encoding'] !== 'aes128gcm') return { status: 415 };
  return body.length > largestMessage ? { status: 413 } : undefined;
}

/** RFC 8292: signed by the key that stands beside it, for us, for no more than 24 hours. */
async function verify(authorization: string, audience: string): Promise<Record<string, unknown>> {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, 'base64url');
  if (point.length !== 65) throw new Error('There is no public key.');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const publicKey = await importJWK({ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, 'ES256');
  const { payload } = await jwtVerify(token, publicKey, { audience, algorithms: ['ES256'] });
  if ((payload.exp ?? Infinity) > Date.now() / 1_000 + 86_400) throw new Error('It claims to be valid for too long.');
  if (!/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(payload.sub ?? 'mailto:a@b')) throw new Error('The subject is none.');
  return payload;
}
