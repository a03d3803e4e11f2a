import { ApiError, readApiError } from './api-error.ts';

export interface SendOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** Cookies go only where the refresh token is needed. */
  credentials?: RequestCredentials;
  signal?: AbortSignal | undefined;
}

export interface Answer {
  status: number;
  headers: Headers;
  data: unknown;
}

/** How long one try may take; the server itself gives up on its database after two seconds. */
const timeoutMs = 15_000;

/** Sends one request and reads its answer. Whatever is not a success is thrown as an ApiError. */
export async function send(method: string, address: URL, options: SendOptions = {}): Promise<Answer> {
  const { body, headers = {}, credentials = 'omit', signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const init: RequestInit = {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    credentials,
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  };
  if (body !== undefined) init.body = JSON.stringify(body);
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
  return text === '' ? null : (JSON.parse(text) as unknown);
}
