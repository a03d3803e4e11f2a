/** Why a request came to nothing. */
export type RefusalKind =
  /** The service does not answer, or not as it should. */
  | 'away'
  /** Too much was asked of it lately. */
  | 'limited'
  /** The proof of work was not taken. */
  | 'proof'
  /** It does not send by this channel. */
  | 'channel'
  /** What was typed as an address is none. */
  | 'address'
  /** What was to be followed is over. */
  | 'gone'
  /** It does not take the request as it stands. */
  | 'refused';

/** A request came to nothing; `retryAfterMs` says when another may be worth it. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly retryAfterMs: number;

  constructor(kind: RefusalKind, retryAfterMs = 0) {
    super(kind);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What a service answered, and what its clock said. */
export interface Asked {
  value: unknown;
  /** NaN where scripts of this origin may not know. */
  dateMs: number;
}

const deadlineMs = 10_000;
const limitedMs = 60_000;

/** Asks a service, or sends it something as JSON: without cookies, and with an end. */
export async function ask(url: string, sent?: unknown): Promise<Asked> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), deadlineMs);
  try {
    const answer = await fetch(url, {
      method: sent === undefined ? 'GET' : 'POST',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: abort.signal,
      ...(sent !== undefined && { body: JSON.stringify(sent), headers: { 'Content-Type': 'application/json' } }),
    });
    const value: unknown = await answer.json().catch(() => null);
    if (answer.ok) return { value, dateMs: Date.parse(answer.headers.get('Date') ?? '') };
    throw refusalOf(answer, value);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('away');
  } finally {
    clearTimeout(timer);
  }
}

function refusalOf({ status, headers }: Response, value: unknown): Refusal {
  const { type, errors } = (value ?? {}) as { type?: unknown; errors?: unknown };
  if (status === 429) return new Refusal('limited', Number(headers.get('Retry-After')) * 1_000 || limitedMs);
  if (status >= 500) return new Refusal('away');
  if (String(type).endsWith('/proof-invalid') || String(type).endsWith('/token-spent')) return new Refusal('proof');
  const pointers = Array.isArray(errors) ? errors.map((error: { pointer?: unknown } | null) => error?.pointer) : [];
  if (pointers.includes('#/channel')) return new Refusal('channel');
  if (pointers.includes('#/incident_id')) return new Refusal('gone');
  if (pointers.some((pointer) => /^#\/(address|subscription)/.test(String(pointer)))) return new Refusal('address');
  if (pointers.some((pointer) => String(pointer).startsWith('#/proof'))) return new Refusal('proof');
  return new Refusal('refused');
}
