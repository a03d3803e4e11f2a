import { lookup as lookupBySystem, Resolver } from 'node:dns/promises';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { isPublicAddress } from './public-address.ts';

// The one way out for every address that a stranger gave us. What it refuses is decided where connections are made, so
// nothing that is asked later, by a redirect or by a name that now means another machine, gets past it.

const usualConnectMs = 5_000;
const usualTotalMs = 10_000;
const usualBodyBytes = 64 * 1024;
const mostOrigins = 100;
const connectionsPerOrigin = 10;
const idleMs = 10_000;

/** Why nothing was fetched. `refused` will never work, `nameless` seldom; the others may work later. */
export type EgressFailure = 'refused' | 'nameless' | 'unreachable' | 'timeout' | 'aborted';

/** An address that may not be reached, or could not be. The message names no more of it than the host. */
export class EgressError extends Error {
  readonly kind: EgressFailure;

  constructor(kind: EgressFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EgressError';
    this.kind = kind;
  }
}

/** Finds all addresses of a name. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<string[]>;

export interface EgressOptions {
  /** `host:port` of what may be reached though it is private, or not by https. */
  allow?: readonly string[] | undefined;
  /** Origins whose connections go elsewhere, on loopback: for tests. */
  upstreams?: ReadonlyMap<string, string> | undefined;
  resolve?: Resolve;
  /** Certificates that are trusted beside the usual ones. */
  ca?: string | undefined;
}

export interface ConnectOptions {
  /** What the connection is to speak, by ALPN: `['h2']`. */
  protocols?: string[];
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Where an address leads after all checks. */
export interface Target {
  url: URL;
  /** Opens a connection, encrypted and with the certificate of the name where the address is https. */
  connect(options?: ConnectOptions): Promise<net.Socket>;
}

export interface EgressRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  connectTimeoutMs?: number;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** How much of an answer is read; by default 64 KB. */
  mostBytes?: number;
}

/** What came back: of the body no more than was asked for. A redirect is an answer like any other. */
export interface EgressAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  /** Whether there was more of the body. */
  isCut: boolean;
}

/** The way out. */
export interface Egress {
  /** Checks how an address is written, without asking anybody about its name. */
  parse(address: string): URL;
  /** Checks an address and finds out where it leads. */
  check(address: string, signal?: AbortSignal): Promise<Target>;
  request(address: string, request?: EgressRequest): Promise<EgressAnswer>;
  /** Lets go of connections that are kept for later. */
  close(): void;
}

/** Opens the way out. Connections are kept for a moment, a bounded number of them, and reused for the same origin. */
export function createEgress({ allow = [], upstreams, resolve = resolveByDns, ca }: EgressOptions = {}): Egress {
  const allowed = new Set(allow.map((entry) => entry.toLowerCase()));
  const agents = createAgents((origin, options) => check(origin, options.signal).then((to) => to.connect(options)));

  function parse(address: string): URL {
    const url = URL.parse(address);
    if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
      throw refused('Send a whole address that begins with https://.');
    if (url.username !== '' || url.password !== '') throw refused('Send an address without user and password.');
    url.hash = '';
    if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '');
    if (allowed.has(`${url.hostname}:${portOf(url)}`)) return url;

    if (url.protocol !== 'https:') throw refused('Send an address that begins with https://.');
    if (url.port !== '') throw refused('Send an https address without a port.');
    const host = bareHost(url);
    if (net.isIP(host) !== 0 && !isPublicAddress(host)) throw privateAddress(host);
    if (/(^|\.)localhost$/.test(host)) throw privateAddress(host);
    return url;
  }

  async function check(address: string, signal: AbortSignal = AbortSignal.timeout(usualConnectMs)): Promise<Target> {
    const url = parse(address);
    const host = bareHost(url);
    const upstream = upstreams?.get(url.origin);
    if (upstream !== undefined)
      return target(url, new URL(upstream), await resolveBySystem(bareHost(new URL(upstream))));

    const isAllowed = allowed.has(`${url.hostname}:${portOf(url)}`);
    const addresses = net.isIP(host) ? [host] : await (isAllowed ? resolveBySystem(host) : resolve(host, signal));
    if (addresses.length === 0) throw new EgressError('nameless', `No machine has the name ${host}.`);
    // One private address among public ones is no mistake of its owner, but a try.
    if (!isAllowed && !addresses.every(isPublicAddress)) throw privateAddress(host);
    return target(url, url, addresses);
  }

  function target(url: URL, to: URL, addresses: string[]): Target {
    return {
      url,
      connect: async ({ protocols, timeoutMs = usualConnectMs, signal } = {}) => {
        const end = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
        const plain = await connectTo(addresses, Number(portOf(to)), bareHost(url), end);
        return to.protocol === 'https:' ? encrypt(plain, bareHost(url), { protocols, ca, end }) : plain;
      },
    };
  }

  return {
    parse,
    check,
    async request(address, { connectTimeoutMs = usualConnectMs, timeoutMs = usualTotalMs, ...request } = {}) {
      const url = parse(address);
      const end = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(request.signal ? [request.signal] : [])]);
      return agents.with(url.origin, connectTimeoutMs, (agent) => ask(agent, url, request, end));
    },
    close: () => agents.close(),
  };
}

/** Connects to one of these addresses and to no other: no name is asked for any more. */
async function connectTo(addresses: string[], port: number, host: string, end: AbortSignal): Promise<net.Socket> {
  const pinned: net.LookupFunction = (_name, _options, found) => {
    const all = addresses.map((address) => ({ address, family: net.isIP(address) }));
    found(null, all);
  };
  const [only = ''] = addresses;
  const where = addresses.length === 1 ? { host: only } : { host: 'pinned.invalid', lookup: pinned };
  const socket = net.connect({ ...where, port, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1_000 });
  await settled(socket, 'connect', host, end);
  if (!addresses.some((address) => isSameAddress(address, socket.remoteAddress))) {
    socket.destroy();
    throw privateAddress(host);
  }
  socket.setNoDelay(true);
  return socket;
}

async function encrypt(
  socket: net.Socket,
  host: string,
  { protocols, ca, end }: { protocols: string[] | undefined; ca: string | undefined; end: AbortSignal },
): Promise<net.Socket> {
  const encrypted = tls.connect({
    socket,
    host,
    ...(net.isIP(host) === 0 && { servername: host }),
    ...(protocols && { ALPNProtocols: protocols }),
    ...(ca !== undefined && { ca: [...tls.getCACertificates('default'), ca] }),
  });
  await settled(encrypted, 'secureConnect', host, end);
  return encrypted;
}

/** Waits until a socket stands; destroys it when that fails or takes too long. */
function settled(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
  host: string,
  end: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      socket.off('error', failed);
      end.removeEventListener('abort', aborted);
    };
    const failed = (error: Error) => {
      done();
      socket.on('error', () => {}); // a socket that is destroyed may still say why
      socket.destroy();
      reject(toEgressError(error, host, end));
    };
    const aborted = () => failed(toEgressError(end.reason, host, end));
    socket.once(event, () => {
      done();
      resolve();
    });
    socket.once('error', failed);
    if (end.aborted) aborted();
    else end.addEventListener('abort', aborted);
  });
}

type Open = (origin: string, options: { signal: AbortSignal; timeoutMs: number }) => Promise<net.Socket>;

/** Keeps one agent an origin, of the origins that were used last. */
function createAgents(open: Open) {
  const agents = new Map<string, { agent: http.Agent; inUse: number }>();

  function agentOf(origin: string, connectTimeoutMs: number): { agent: http.Agent; inUse: number } {
    const known = agents.get(origin) ?? { agent: createAgent(origin, connectTimeoutMs), inUse: 0 };
    agents.delete(origin);
    agents.set(origin, known); // now the last of them
    for (const [name, { agent, inUse }] of agents) {
      if (agents.size <= mostOrigins) break;
      if (inUse > 0 || name === origin) continue;
      agent.destroy();
      agents.delete(name);
    }
    return known;
  }

  function createAgent(origin: string, timeoutMs: number): http.Agent {
    const agent = new http.Agent({
      keepAlive: true,
      maxSockets: connectionsPerOrigin,
      maxFreeSockets: 2,
      timeout: idleMs,
    });
    // The agent speaks HTTP over whatever it is given; that the connection is encrypted is none of its business.
    agent.createConnection = (_options, connected) => {
      open(origin, { signal: AbortSignal.timeout(timeoutMs), timeoutMs }).then(
        (socket) => connected?.(null, socket),
        (error: Error) => connected?.(error, undefined as never),
      );
      return undefined;
    };
    return agent;
  }

  return {
    async with<T>(origin: string, connectTimeoutMs: number, work: (agent: http.Agent) => Promise<T>): Promise<T> {
      const one = agentOf(origin, connectTimeoutMs);
      one.inUse++;
      try {
        return await work(one.agent);
      } finally {
        one.inUse--;
      }
    },
    close() {
      for (const { agent } of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

async function ask(agent: http.Agent, url: URL, request: EgressRequest, end: AbortSignal): Promise<EgressAnswer> {
  for (let isAgain = false; ; isAgain = true) {
    const { answer, wasReused } = askOnce(agent, url, request, end);
    try {
      return await answer;
    } catch (error) {
      // The other side may close a kept connection at the very moment when it is used again; then nobody has read it.
      const wasClosed = /^(ECONNRESET|EPIPE)$/.test(codeOf(error));
      if (isAgain || !wasClosed || !wasReused() || end.aborted) throw toEgressError(error, bareHost(url), end);
    }
  }
}

function askOnce(
  agent: http.Agent,
  url: URL,
  { method = 'GET', headers, body, mostBytes = usualBodyBytes }: EgressRequest,
  end: AbortSignal,
) {
  const asking = http.request({
    agent,
    method,
    host: bareHost(url),
    port: portOf(url),
    path: `${url.pathname}${url.search}`,
    headers: {
      'user-agent': 'Allswell',
      accept: '*/*',
      ...headers,
      host: url.host,
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    },
    signal: end,
  });
  const answer = new Promise<EgressAnswer>((resolve, reject) => {
    asking.on('error', reject);
    asking.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).subarray(0, mostBytes),
          isCut: size > mostBytes,
        });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.byteLength;
        if (size <= mostBytes) return;
        finish();
        response.destroy(); // enough to know what was meant
      });
      response.on('end', finish);
      response.on('error', reject);
    });
  });
  asking.end(body);
  return { answer, wasReused: () => asking.reusedSocket };
}

/** By DNS alone and with a time limit: the system's own way would hold one of few threads for as long as a server likes. */
export async function resolveByDns(hostname: string, signal: AbortSignal, servers?: string[]): Promise<string[]> {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 });
  if (servers) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const failure = found.find((one) => one.status === 'rejected' && !/^ENO(DATA|TFOUND)$/.test(codeOf(one.reason)));
    const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    if (addresses.length === 0 && failure?.status === 'rejected') throw toEgressError(failure.reason, hostname, signal);
    return addresses;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** For names that the operator has named, which may stand in the machine's own list only. */
async function resolveBySystem(hostname: string): Promise<string[]> {
  try {
    return (await lookupBySystem(hostname, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new EgressError('nameless', `No machine has the name ${hostname}.`, { cause });
  }
}

function toEgressError(error: unknown, host: string, end: AbortSignal): EgressError {
  if (error instanceof EgressError) return error;
  const isLate = (reason: unknown) => reason instanceof Error && reason.name === 'TimeoutError';
  if (isLate(error) || (end.aborted && isLate(end.reason)))
    return new EgressError('timeout', `${host} did not answer in time.`, { cause: error });
  if (end.aborted) return new EgressError('aborted', `${host} was not waited for.`, { cause: error });
  const why = codeOf(error);
  return new EgressError('unreachable', `${host} cannot be reached${why && ` (${why})`}.`, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function refused(message: string): EgressError {
  return new EgressError('refused', message);
}

function privateAddress(host: string): EgressError {
  return refused(`${host} is not on the public internet.`);
}

function isSameAddress(one: string, other: string | undefined): boolean {
  if (other === undefined) return false;
  const normal = (address: string) =>
    URL.parse(net.isIP(address) === 6 ? `http://[${address}]` : `http://${address}`)?.host;
  return one === other || normal(one) === normal(other.replace(/^::ffff:(?=\d+\.)/i, ''));
}

/** The host without the brackets of IPv6. */
function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf({ port, protocol }: URL): string {
  return port !== '' ? port : protocol === 'https:' ? '443' : '80';
}
