/** What a route answers, before it is a Response: plain enough to be kept for an Idempotency-Key. */
export interface Answer {
  status: 200 | 201 | 202 | 204;
  headers: Record<string, string>;
  /** JSON text; null for none. */
  body: string | null;
}

/** 200 with the object; one that has a version carries it as ETag. */
export function ok(object: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 200, headers: { ...etagOf(object), ...headers }, body: JSON.stringify(object) };
}

/** 201 with the new object and where it is from now on. */
export function created(location: string, object: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 201, headers: { location, ...etagOf(object), ...headers }, body: JSON.stringify(object) };
}

/** 204: done, and nothing to say. */
export function noContent(headers: Record<string, string> = {}): Answer {
  return { status: 204, headers, body: null };
}

/** Turns an answer into a Response. */
export function toResponse({ status, headers, body }: Answer): Response {
  const type = body === null ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return new Response(body, { status, headers: { ...type, ...headers } });
}

function etagOf(object: unknown): Record<string, string> {
  if (typeof object !== 'object' || object === null || !('version' in object)) return {};
  return typeof object.version === 'number' ? { etag: `"${object.version}"` } : {};
}
