import http2 from 'node:http2';
import { TLSSocket } from 'node:tls';
import { type Egress, EgressError } from '../../../http/safe-fetch.ts';
import type { PushAnswer } from './outcome.ts';

/** One message as it is posted. */
export interface PushRequest {
  url: URL;
  headers: Record<string, string>;
  body: Buffer;
  signal: AbortSignal;
}

export interface TransportOptions {
  egress: Egress;
  connectTimeoutMs?: number;
  answerTimeoutMs?: number;
  /** How long a connection that nobody uses is kept. */
  idleMs?: number;
}

type Connection = http2.ClientHttp2Session | 'http/1.1';

const largestAnswer = 64 * 1024;
const longestConnectMs = 5_000;
// A worker that is asked to end within ten seconds waits for what it has sent.
const longestAnswerMs = 8_000;
const usualIdleMs = 60_000;
/** A service that speaks only HTTP/1.1 is asked again whether that is still so. */
const asksAgainMs = 3_600_000;
const noError = () => {};

/**
 * The connections to push services: one HTTP/2 session each, for all messages at once, or else HTTP/1.1. Where they lead
 * is decided by the egress, each time that a connection is made.
 */
export class PushTransport {
  readonly #options: Required<TransportOptions>;
  readonly #connections = new Map<string, Promise<Connection>>();
  readonly #closing = new AbortController();

  constructor(options: TransportOptions) {
    this.#options = {
      connectTimeoutMs: longestConnectMs,
      answerTimeoutMs: longestAnswerMs,
      idleMs: usualIdleMs,
      ...options,
    };
  }

  /** Posts a message and answers with what the service said; rejects with an EgressError when it said nothing. */
  async post(request: PushRequest): Promise<PushAnswer> {
    for (let isAgain = false; ; isAgain = true) {
      const connection = await this.#connectionTo(request);
      try {
        if (connection === 'http/1.1') return await this.#postAlone(request);
        return await postOn(connection, request, this.#options.answerTimeoutMs);
      } catch (error) {
        // A session may end at the very moment when it is used again; then the service says that it has read nothing.
        if (isAgain || !(error instanceof UntouchedError)) throw toEgressError(error, request.url);
        this.#forget(request.url.origin, connection);
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const open = await Promise.allSettled(this.#connections.values());
    this.#connections.clear();
    for (const one of open) if (one.status === 'fulfilled' && one.value !== 'http/1.1') one.value.destroy();
  }

  async #connectionTo({ url, signal }: PushRequest): Promise<Connection> {
    const { origin } = url;
    let connecting = this.#connections.get(origin);
    if (!connecting) {
      connecting = this.#connect(url);
      this.#connections.set(origin, connecting);
      const forget = () => this.#connections.get(origin) === connecting && this.#connections.delete(origin);
      connecting.catch(forget);
    }
    // Nothing has been sent yet: whoever is told to stop need not wait for a connection that others wait for, too.
    return signal.aborted ? rejectAborted(url) : raceAbort(connecting, signal, url);
  }

  async #connect(url: URL): Promise<Connection> {
    const { egress, connectTimeoutMs, idleMs } = this.#options;
    const signal = this.#closing.signal;
    const target = await egress.check(url.href, AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]));
    const socket = await target.connect({ protocols: ['h2', 'http/1.1'], timeoutMs: connectTimeoutMs, signal });
    if (!(socket instanceof TLSSocket) || socket.alpnProtocol !== 'h2') {
      socket.destroy();
      setTimeout(() => this.#forget(url.origin, 'http/1.1'), asksAgainMs).unref();
      return 'http/1.1';
    }
    const session = http2.connect(url.origin, {
      createConnection: () => socket,
      // Services push nothing to us.
      settings: { enablePush: false },
    });
    const leave = () => this.#forget(url.origin, session);
    session.on('error', leave);
    session.on('close', leave);
    session.on('goaway', leave);
    session.setTimeout(idleMs, () => {
      leave();
      session.close();
    });
    return session;
  }

  /** Has the next message make a connection of its own; what is on its way on this one may still arrive. */
  #forget(origin: string, connection: Connection): void {
    const known = this.#connections.get(origin);
    if (!known) return;
    void known.then(
      (current) => {
        if (current !== connection || this.#connections.get(origin) !== known) return;
        this.#connections.delete(origin);
        if (connection !== 'http/1.1' && !connection.closed && !connection.destroyed) connection.close();
      },
      () => {},
    );
  }

  async #postAlone({ url, headers, body }: PushRequest): Promise<PushAnswer> {
    const { egress, connectTimeoutMs, answerTimeoutMs } = this.#options;
    const answer = await egress.request(url.href, {
      method: 'POST',
      headers,
      body,
      connectTimeoutMs,
      timeoutMs: answerTimeoutMs,
    });
    const retryAfter = answer.headers['retry-after'];
    return { status: answer.status, retryAfter, body: answer.status < 300 ? '' : answer.body.toString() };
  }
}

/** The service has said that it did not begin to read a message: it can be sent again without doubt. */
class UntouchedError extends Error {}

function postOn(
  session: http2.ClientHttp2Session,
  { url, headers, body }: PushRequest,
  timeoutMs: number,
): Promise<PushAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PushAnswer>();
  let stream: http2.ClientHttp2Stream;
  try {
    stream = session.request({ ':method': 'POST', ':path': url.pathname + url.search, ...headers });
  } catch (cause) {
    throw new UntouchedError('The connection has ended.', { cause });
  }
  const timer = setTimeout(() => {
    reject(new EgressError('timeout', `${url.hostname} did not answer in time.`));
    stream.close(http2.constants.NGHTTP2_CANCEL);
    // It may hang as a whole: the next message does not rely on it.
    session.close();
  }, timeoutMs);
  let answer: PushAnswer | undefined;
  stream.on('response', ({ ':status': status = 0, 'retry-after': retryAfter }) => {
    answer = { status, retryAfter: retryAfter === undefined ? undefined : String(retryAfter), body: '' };
    if (status < 300) {
      stream.resume(); // nothing in it concerns us
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestAnswer) chunks.push(chunk);
      else stream.close(http2.constants.NGHTTP2_CANCEL); // enough to know what was meant
    });
    stream.on('end', () => answer && resolve({ ...answer, body: Buffer.concat(chunks).toString() }));
  });
  stream.on('error', noError); // `close` follows
  stream.on('close', () => {
    clearTimeout(timer);
    if (answer) resolve(answer);
    else if (stream.rstCode === http2.constants.NGHTTP2_REFUSED_STREAM) reject(new UntouchedError('It was refused.'));
    else reject(new EgressError('unreachable', `${url.hostname} ended the connection without an answer.`));
  });
  stream.end(body);
  return promise;
}

function raceAbort<T>(work: Promise<T>, signal: AbortSignal, url: URL): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const aborted = () => reject(new EgressError('aborted', `${url.hostname} was not waited for.`));
  signal.addEventListener('abort', aborted);
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  return promise;
}

function rejectAborted(url: URL): Promise<never> {
  return Promise.reject(new EgressError('aborted', `${url.hostname} was not waited for.`));
}

function toEgressError(error: unknown, url: URL): EgressError {
  if (error instanceof EgressError) return error;
  return new EgressError('unreachable', `${url.hostname} cannot be reached.`, { cause: error });
}
