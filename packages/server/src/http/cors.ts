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
