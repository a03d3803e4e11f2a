import { ApiError } from './api-error.ts';
import { delayBefore, pause } from './pause.ts';
import { send } from './send.ts';
import type { Answer, SendOptions } from './send.ts';

/** Who lends the client its access token. */
export interface TokenSource {
  /** A token that is still good; null when nobody is signed in. */
  token(): Promise<string | null>;
  /** Asks for a new one, because the server refused this one. */
  renew(refused: string): Promise<string | null>;
}

export interface CallOptions extends Pick<SendOptions, 'raw' | 'timeoutMs'> {
  body?: unknown;
  /** The version that an edit was made from. */
  version?: number | undefined;
  /** Makes a repeated POST harmless. */
  key?: string;
  /** Keep trying while the server or the network is away. */
  persist?: Persistence | undefined;
}

/** How a write is carried through trouble that passes. */
export interface Persistence {
  signal: AbortSignal;
  /** Called after each try that failed for a passing reason. */
  onWaiting(error: ApiError): void;
}

/** One page of a list, and where it stands. */
export interface ListPage<T> {
  items: T[];
  page: number;
  /** How many pages there are. */
  pages: number;
}

/** Speaks to the write API with the admin's token. Tries again only what is harmless to repeat. */
export class ApiClient {
  readonly #base: URL;
  readonly #tokens: TokenSource;

  constructor(base: URL, tokens: TokenSource) {
    this.#base = base;
    this.#tokens = tokens;
  }

  /** Resolves a path of the server. */
  address(path: string): URL {
    return new URL(path, this.#base);
  }

  /** Sends one call, until it is answered when it is to persist. */
  async call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
    const { persist } = options;
    let wasLost = false;
    for (let tries = 1; ; tries++) {
      try {
        return (await this.#try(method, path, options)).data as T;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (wasLost && method === 'DELETE' && error.status === 404) return null as T;
        if (wasLost && error.code === 'stale-version' && alreadyHolds(error.current, options.body))
          return error.current as T;
        const mayRepeat = error.isPassing || error.code === 'idempotency-key-in-flight';
        if (!persist || !mayRepeat) throw error;
        // From here on an earlier try may have been carried out without our hearing of it.
        wasLost = true;
        persist.onWaiting(error);
        await pause(delayBefore(tries, error.retryAfterSeconds), persist.signal);
        if (persist.signal.aborted) throw new ApiError('stopped', 'You stopped this.', { cause: error });
      }
    }
  }

  /** Reads one page of a list; `path` carries a query already. */
  async readPage<T>(path: string, page: number, perPage: number): Promise<ListPage<T>> {
    const { data, headers } = await this.#try('GET', `${path}page=${page}&per_page=${perPage}`, {});
    const last = /[?&]page=(\d+)[^>]*>; rel="last"/.exec(headers.get('link') ?? '')?.[1];
    return { items: data as T[], page, pages: Math.max(1, Number(last ?? page)) };
  }

  async #try(method: string, path: string, options: CallOptions): Promise<Answer> {
    const { body, raw, timeoutMs, version, key, persist } = options;
    const token = await this.#tokens.token();
    if (token === null) throw new ApiError('not-signed-in', 'Sign in to go on.', { status: 401 });
    const headers: Record<string, string> = { accept: 'application/json, text/csv' };
    if (version !== undefined) headers['if-match'] = `"${version}"`;
    if (key !== undefined) headers['idempotency-key'] = key;
    const attempt = (bearer: string) =>
      send(method, this.address(path), {
        ...{ body, raw, timeoutMs },
        headers: { ...headers, authorization: `Bearer ${bearer}` },
        signal: persist?.signal,
      });
    try {
      return await attempt(token);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      const renewed = await this.#tokens.renew(token);
      if (renewed === null) throw error;
      return await attempt(renewed);
    }
  }
}

/** After a lost answer, a refused edit may be our own: then the object already says what we asked for. */
function alreadyHolds(current: unknown, wanted: unknown): boolean {
  if (typeof current !== 'object' || current === null || typeof wanted !== 'object' || wanted === null) return false;
  const now = new Map(Object.entries(current));
  return Object.entries(wanted).every(([name, value]) => JSON.stringify(now.get(name)) === JSON.stringify(value));
}
