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
    return send<T>(new URL(`/api/v1/${path}`, product.page), method, body, { authorization: `Bearer ${token}` });
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
  const answer = await fetch(url, {
    method,
    headers: { origin: url.origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url.pathname} answered ${answer.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
