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

/** A connection, or the knowledge that the service has to be spoken to one message at a time. */
interface Connection {
  session: http2.ClientHttp2Session | undefined;
  /** Has the next message make another; what is on its way on this one may still arrive. */
  leave(): void;
}

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
  /** Those of them that stand: most messages need not wait for anything. */
  readonly #standing = new Map<string, Connection>();
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
      const { session, leave } = this.#standing.get(request.url.origin) ?? (await this.#connectionTo(request));
      // From here on somebody else may send it.
      if (request.signal.aborted) throw abortedError(request.url);
      try {
        return await (session ? postOn(session, request, this.#options.answerTimeoutMs) : this.#postAlone(request));
      } catch (error) {
        // A session may end at the very moment when it is used again. Sending a message twice does no harm: the topic
        // lets a service keep one, and the tag a browser show one.
        if (isAgain || !(error instanceof EndedError)) throw toEgressError(error, request.url);
        leave();
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const open = await Promise.allSettled(this.#connections.values());
    this.#connections.clear();
    this.#standing.clear();
    for (const one of open) if (one.status === 'fulfilled') one.value.session?.destroy();
  }

  async #connectionTo({ url, signal }: PushRequest): Promise<Connection> {
    const { origin } = url;
    let connecting = this.#connections.get(origin);
    if (!connecting) {
      const leave = () => {
        if (this.#connections.get(origin) !== made) return;
        this.#connections.delete(origin);
        this.#standing.delete(origin);
      };
      const made = this.#connect(url, leave);
      made.then(
        (connection) => this.#connections.get(origin) === made && this.#standing.set(origin, connection),
        leave,
      );
      this.#connections.set(origin, made);
      connecting = made;
    }
    // Nothing has been sent yet: whoever is told to stop need not wait for what others wait for, too.
    return raceAbort(connecting, signal, url);
  }

  async #connect(url: URL, leave: () => void): Promise<Connection> {
    const { egress, connectTimeoutMs, idleMs } = this.#options;
    const signal = this.#closing.signal;
    const target = await egress.check(url.href, AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]));
    const socket = await target.connect({ protocols: ['h2', 'http/1.1'], timeoutMs: connectTimeoutMs, signal });
    if (!(socket instanceof TLSSocket) || socket.alpnProtocol !== 'h2') {
      socket.destroy();
      setTimeout(leave, asksAgainMs).unref();
      return { session: undefined, leave };
    }
    const session = http2.connect(url.origin, {
      createConnection: () => socket,
      // Services push nothing to us.
      settings: { enablePush: false },
    });
    session.on('error', leave);
    session.on('close', leave);
    session.on('goaway', leave);
    session.setTimeout(idleMs, () => {
      leave();
      session.close();
    });
    return { session, leave };
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

/** The connection has ended before an answer came. */
class EndedError extends Error {}

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
    throw new EndedError('The connection has ended.', { cause });
  }
  const timer = setTimeout(() => {
    reject(new EgressError('timeout', `${url.hostname} did not answer in time.`));
    stream.close(http2.constants.NGHTTP2_CANCEL);
    // It may hang as a whole: the next message makes another.
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
    else if (session.closed || stream.rstCode === http2.constants.NGHTTP2_REFUSED_STREAM)
      reject(new EndedError('The connection has ended.'));
    else reject(new EgressError('unreachable', `${url.hostname} ended the connection without an answer.`));
  });
  stream.end(body);
  return promise;
}

function raceAbort<T>(work: Promise<T>, signal: AbortSignal, url: URL): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const aborted = () => reject(abortedError(url));
  if (signal.aborted) aborted();
  else signal.addEventListener('abort', aborted);
  void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  return promise;
}

function abortedError(url: URL): EgressError {
  return new EgressError('aborted', `${url.hostname} was not waited for.`);
}

function toEgressError(error: unknown, url: URL): EgressError {
  if (error instanceof EgressError) return error;
  return new EgressError('unreachable', `${url.hostname} cannot be reached.`, { cause: error });
}
