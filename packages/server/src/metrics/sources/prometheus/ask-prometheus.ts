import type { Config } from '../../../config.ts';
import { retryAfterMs } from '../../../http/retry-after.ts';
import { createEgress, type EgressAnswer, EgressError } from '../../../http/safe-fetch.ts';
import { MetricError } from '../../source.ts';
import { explainError } from './explain-error.ts';

const mostBytes = 1024 * 1024;

/** Asks Prometheus for a range, and reads JSON. Throws nothing but a MetricError. */
export type AskPrometheus = (parameters: Record<string, string>, signal: AbortSignal) => Promise<unknown>;

export interface PrometheusOptions {
  /** Origins whose connections go elsewhere, for tests. */
  upstreams?: ReadonlyMap<string, string> | undefined;
}

/** The operator chose the address, so a private one is fine, and one without TLS. It leads nowhere else. */
export function createAskPrometheus(
  { url, token }: NonNullable<Config['prometheus']>,
  { upstreams }: PrometheusOptions = {},
): AskPrometheus {
  const address = new URL(`${url}/api/v1/query_range`);
  const authorization = token === undefined ? basicAuthorization(address) : `Bearer ${token}`;
  address.username = '';
  address.password = '';
  const egress = createEgress({ allow: [hostOf(address)], upstreams });

  return async (parameters, signal) => {
    const answer = await egress
      .request(address.href, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          // A connection that is kept may be closed as it is used again, and the question would be asked twice.
          connection: 'close',
          ...(authorization !== undefined && { authorization }),
        },
        body: new URLSearchParams(parameters).toString(),
        signal,
        mostBytes,
      })
      .catch((cause: unknown) => {
        const why = cause instanceof EgressError ? cause.message : 'It cannot be reached.';
        throw new MetricError('unreachable', `Prometheus gave no answer: ${why}`, { cause });
      });
    return read(answer);
  };
}

function read({ status, headers, body, isCut }: EgressAnswer): unknown {
  const wait = retryAfterMs(headers['retry-after']);
  const retry = wait === undefined ? {} : { retryAfterSeconds: Math.ceil(wait / 1_000) };
  if (status >= 300 && status < 400)
    throw new MetricError(
      'unreachable',
      `Prometheus sends us elsewhere (HTTP ${status}). Set ALLSWELL_PROMETHEUS_URL to the address that it leads to.`,
    );
  if (status === 401 || status === 403)
    throw new MetricError(
      'refused',
      `Prometheus does not let us in (HTTP ${status}). Look at ALLSWELL_PROMETHEUS_TOKEN.`,
      retry,
    );
  if (status === 429)
    throw new MetricError('limited', 'Prometheus was asked too often. It is asked again later.', retry);
  const value = isCut ? undefined : parse(body);
  if (status === 200) {
    if (isCut)
      throw new MetricError(
        'invalid',
        'The answer is longer than 1 MB. Let the expression give one series, with sum() or avg() around it.',
      );
    if (value === undefined) throw new MetricError('garbled', 'The answer of Prometheus is no JSON, or was cut off.');
    return value;
  }
  throw explainError(status, value, retry);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const credentials = `${decode(username)}:${decode(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** A percent sign that stands for itself is left alone. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hostOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port !== '' ? port : protocol === 'https:' ? '443' : '80'}`;
}
