import { ApiError, readApiError } from './api-error.ts';

export interface SendOptions {
  body?: unknown;
  /** A body that is no JSON. */
  raw?: { type: string; text: string } | undefined;
  headers?: Record<string, string>;
  /** Cookies go only where the refresh token is needed. */
  credentials?: RequestCredentials;
  signal?: AbortSignal | undefined;
  /** How long this may take, when that is longer than usual. */
  timeoutMs?: number | undefined;
}

export interface Answer {
  status: number;
  headers: Headers;
  data: unknown;
}

/** How long one try may take; the server itself gives up on its database after two seconds. */
const usualTimeoutMs = 15_000;

/** Sends one request and reads its answer. Whatever is not a success is thrown as an ApiError. */
export async function send(method: string, address: URL, options: SendOptions = {}): Promise<Answer> {
  const { body, raw, headers = {}, credentials = 'omit', signal, timeoutMs = usualTimeoutMs } = options;
  const type = raw?.type ?? (body === undefined ? null : 'application/json');
  const timeout = AbortSignal.timeout(timeoutMs);
  const init: RequestInit = {
    method,
    headers: type === null ? headers : { ...headers, 'content-type': type },
    credentials,
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  };
  if (raw) init.body = raw.text;
  else if (body !== undefined) init.body = JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(address, init);
    if (response.ok) return { status: response.status, headers: response.headers, data: await readData(response) };
  } catch (cause) {
    if (signal?.aborted) throw new ApiError('stopped', 'You stopped this.', { cause });
    throw new ApiError('unreachable', 'The server does not answer.', { cause });
  }
  throw await readApiError(response);
}

async function readData(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await response.text();
  if (response.headers.get('content-type')?.startsWith('text/csv')) return text;
  return text === '' ? null : (JSON.parse(text) as unknown);
}
