import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '@allswell/protocol/schema';
import type { Product } from './harness.ts';

/** The admin whom `signUp` makes. */
export const maya = { email: 'maya@fernhill.example', password: 'correct horse battery staple' } as const;

/** Someone who writes through the API, as the panel and other people's programs do. */
export interface Operator {
  post<T = unknown>(path: string, body: unknown): Promise<T>;
  patch<T = unknown>(path: string, body: unknown): Promise<T>;
  put<T = unknown>(path: string, body: unknown): Promise<T>;
  get<T = unknown>(path: string): Promise<T>;
  delete(path: string): Promise<void>;
}

/** For how long a request that a busy machine could not answer is sent again. */
const retriedForMs = 20_000;

/** Makes the first admin with the token of the set-up link. */
export async function signUp(
  product: Product,
  more: { page_name?: string; time_zone?: string } = {},
): Promise<Operator> {
  if (!product.setupToken) throw new Error('The product printed no set-up link.');
  await send(new URL('/auth/setup', product.page), 'POST', { token: product.setupToken, ...maya, ...more });
  return signIn(product);
}

/** Signs in, and again before the access token ends. */
export function signIn(product: Pick<Product, 'page'>): Operator {
  let token = '';
  let endsAt = 0;
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    if (Date.now() > endsAt) {
      const session = await send<Session>(new URL('/auth/sign-in', product.page), 'POST', maya);
      token = session.access_token;
      endsAt = Date.now() + (session.expires_in * 1000) / 2;
    }
    return send<T>(new URL(`/api/v1/${path}`, product.page), method, body, {
      authorization: `Bearer ${token}`,
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    });
  }
  return {
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
    put: (path, body) => call('PUT', path, body),
    get: (path) => call('GET', path),
    delete: (path) => call('DELETE', path),
  };
}

async function send<T>(url: URL, method: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
  const request = {
    method,
    headers: { origin: url.origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  let answer = await fetch(url, request);
  // As the panel does: the same request again, under the same key.
  for (const deadline = Date.now() + retriedForMs; answer.status === 503 && Date.now() < deadline; ) {
    await answer.body?.cancel();
    await pause(250);
    answer = await fetch(url, request);
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url.pathname} answered ${answer.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
