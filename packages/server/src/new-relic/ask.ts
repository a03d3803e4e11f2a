import { createGate } from '../db/gate.ts';
import { createEgress, type EgressAnswer, EgressError } from '../http/safe-fetch.ts';
import { MetricError, type MetricFailure } from '../metrics/source.ts';
import type { NewRelicConfig } from '../config.ts';
import { createHideKey, withoutKey } from './hide-key.ts';
import { originOfRegion } from './regions.ts';

const mostBytes = 1024 * 1024;
/** New Relic lets 25 through for a user, whatever keys they have, and they may have other programs. */
const atOnce = 5;
const mostWaiting = 200;
const longestRetrySeconds = 24 * 60 * 60;

/** A question to New Relic, by HTTP. */
export interface Question {
  path: string;
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal | undefined;
}

/** Asks New Relic one thing at a time of a few at most, and reads JSON. Throws nothing but a MetricError. */
export interface Ask {
  (question: Question): Promise<unknown>;
  /** A MetricError whose message and cause do not hold the key. */
  failure(
    code: MetricFailure,
    message: string,
    options?: { cause?: unknown; retryAfterSeconds?: number | undefined },
  ): MetricError;
}

export interface AskOptions {
  /** Origins whose connections go elsewhere, for tests. */
  upstreams?: ReadonlyMap<string, string> | undefined;
  timeoutMs?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export function createAsk(
  { apiKey, region }: NewRelicConfig,
  { upstreams, timeoutMs = 10_000, now = Date.now }: AskOptions = {},
): Ask {
  const egress = createEgress({ upstreams });
  const gate = createGate({ places: atOnce, line: mostWaiting });
  const hide = createHideKey(apiKey);
  const failure: Ask['failure'] = (code, message, { cause, retryAfterSeconds } = {}) =>
    new MetricError(code, hide(message), {
      ...(cause !== undefined && { cause: withoutKey(cause, hide) }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });

  async function send({ path, headers, ...question }: Question): Promise<EgressAnswer> {
    const { method = 'GET', body, signal } = question;
    try {
      return await egress.request(`${originOfRegion[region]}${path}`, {
        method,
        // What was kept open may be closed as it is used again, and would be asked twice: every question is counted.
        headers: { accept: 'application/json', connection: 'close', ...headers },
        ...(body !== undefined && { body }),
        ...(signal && { signal }),
        timeoutMs,
        mostBytes,
      });
    } catch (cause) {
      const why = cause instanceof EgressError ? cause.message : 'It cannot be reached.';
      throw failure('unreachable', `New Relic gave no answer: ${why}`, { cause });
    }
  }

  function read({ status, headers, body, isCut }: EgressAnswer): unknown {
    const wait = status === 200 ? undefined : secondsToWait(headers, now());
    if (status === 401 || status === 403)
      throw failure(
        'refused',
        `New Relic refuses the key in the region ${region} (HTTP ${status}). Look at ALLSWELL_NEW_RELIC_API_KEY, which has to be a user key, and at ALLSWELL_NEW_RELIC_REGION.`,
        { retryAfterSeconds: wait },
      );
    if (status === 429)
      throw failure('limited', 'New Relic was asked too often. It is asked again later.', {
        retryAfterSeconds: wait ?? 60,
      });
    if (status === 404) throw failure('invalid', 'New Relic knows nothing by this number.');
    if (status >= 300 && status < 400)
      throw failure('unreachable', `New Relic sent us elsewhere (HTTP ${status}), where the key is not taken to.`);
    if (status === 400 || status === 422)
      throw failure('invalid', `New Relic does not understand what it was asked (HTTP ${status}).`);
    if (status !== 200)
      throw failure('unreachable', `New Relic is not well (HTTP ${status}).`, { retryAfterSeconds: wait });
    if (isCut) throw failure('garbled', 'The answer of New Relic is longer than 1 MB.');
    try {
      // The key is taken out of each string, so that it is not in anything that is made of them.
      return JSON.parse(body.toString('utf8'), (_name, value: unknown) =>
        typeof value === 'string' ? hide(value) : value,
      );
    } catch {
      // What the parser says repeats the text.
      throw failure('garbled', 'The answer of New Relic is no JSON, or was cut off.');
    }
  }

  const ask = async (question: Question): Promise<unknown> => {
    const place = await gate.enter(timeoutMs);
    if (!place) throw failure('limited', 'New Relic is asked too much at a time. It is asked again later.');
    try {
      if (question.signal?.aborted) throw failure('unreachable', 'New Relic was not waited for.');
      return read(await send(question));
    } finally {
      place.release();
    }
  };
  return Object.assign(ask, { failure });
}

/** How long the other side wants to be left alone: seconds or a date, or, of the REST API, an instant in seconds. */
function secondsToWait(headers: EgressAnswer['headers'], now: number): number | undefined {
  const asked = headers['retry-after'];
  const reset = headers['x-ratelimit-reset'];
  const seconds = secondsOf(asked, now) ?? secondsOf(Array.isArray(reset) ? reset[0] : reset, now);
  if (seconds === undefined || !(seconds > 0)) return undefined;
  return Math.min(longestRetrySeconds, Math.ceil(seconds));
}

/** What is more than this is no span of seconds but an instant. */
const leastInstant = 1_000_000_000;

function secondsOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\s*\d{1,15}(\.\d{1,9})?\s*$/.test(text)) {
    const number = Number(text);
    return number < leastInstant ? number : number - now / 1_000;
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : (date - now) / 1_000;
}
