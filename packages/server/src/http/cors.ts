import type { MiddlewareHandler } from 'hono';

const allowedHeaders = 'authorization, content-type, idempotency-key, if-match';
const exposedHeaders = 'etag, link, location, retry-after, idempotency-replayed';

/**
 * Lets the panel on another origin use the API. Origins are compared as whole strings with the configured list;
 * nothing is ever reflected, and `null` is no origin.
 */
export function adminCors(adminOrigins: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isAllowed = origin !== undefined && adminOrigins.includes(origin);
    const headers: Record<string, string> = isAllowed
      ? { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }
      : {};

    if (c.req.method === 'OPTIONS') {
      const preflight = isAllowed && {
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': allowedHeaders,
        'access-control-max-age': '600',
      };
      return new Response(null, { status: 204, headers: { vary: 'Origin', ...headers, ...preflight } });
    }

    await next();
    c.res.headers.append('vary', 'Origin');
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    if (isAllowed) c.res.headers.set('access-control-expose-headers', exposedHeaders);
    return undefined;
  };
}

/**
 * Lets the pages of customers ask to be told. Everyone may, so everyone's pages may; nothing of it depends on cookies,
 * which browsers leave out of such requests.
 */
export const publicCors: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'OPTIONS') {
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '86400',
    };
    return new Response(null, { status: 204, headers });
  }
  await next();
  c.res.headers.set('access-control-allow-origin', '*');
  c.res.headers.set('access-control-expose-headers', 'retry-after');
  return undefined;
};
