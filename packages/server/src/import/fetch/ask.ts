import { setTimeout as sleep } from 'node:timers/promises';
import { type Egress, type EgressAnswer, EgressError } from '../../http/safe-fetch.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { unreadable, unreachable } from '../unreadable.ts';

/** How patient a fetch is; tests are less so. */
export interface Patience {
  /** From the beginning of one request to the beginning of the next, at least. */
  paceMs: number;
  /** How long to wait when a source has had enough and does not say for how long; longer each time. */
  backOffMs: number;
  /** How long one answer may take. */
  timeoutMs: number;
  /** How often one address is asked before it is given up. */
  tries: number;
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export const usualPatience: Patience = {
  // What the API allows a key; public pages are spared the same way.
  paceMs: 1_000,
  backOffMs: 10_000,
  timeoutMs: 30_000,
  tries: 6,
  pause: async (ms, signal) => {
    await sleep(ms, undefined, { signal });
  },
};

const mostBytes = 32 * 1024 * 1024;
const mostRedirects = 3;
const longestWaitMs = 10 * 60_000;
/** A name that nobody has is a slip of the pen more often than a fault of DNS. */
const mostNameless = 2;

export interface Asking {
  egress: Egress;
  patience: Patience;
  signal: AbortSignal;
}

/** What an address answered. `undefined`: there is nothing there. */
export interface Ask {
  /** JSON; anything else is refused. With `optional`, what is missing or no JSON is undefined. */
  json(address: string, options?: { optional?: boolean }): Promise<unknown>;
  /** Text of whatever kind; undefined where there is none. */
  text(address: string): Promise<string | undefined>;
}

/** Makes the function that asks one source, one question at a time, no faster than it likes. A key never follows a redirect. */
export function createAsk({ egress, patience, signal }: Asking, key?: string): Ask {
  let nextAt = 0;
  const headers = {
    accept: 'application/json',
    'user-agent': 'Allswell import',
    ...(key !== undefined && { authorization: `OAuth ${key}` }),
  };

  async function pace(): Promise<void> {
    const now = performance.now();
    const waitMs = nextAt - now;
    nextAt = Math.max(now, nextAt) + patience.paceMs;
    if (waitMs > 0) await patience.pause(waitMs, signal);
  }

  async function once(address: string): Promise<EgressAnswer> {
    let at = address;
    for (let redirects = 0; ; redirects++) {
      await pace();
      const options = { headers, timeoutMs: patience.timeoutMs, signal, mostBytes };
      const answer = await egress.request(at, options).catch((error: unknown) => {
        if (redirects === 0 || !isRefused(error)) throw error;
        throw unreadable(`${short(address)} leads where nothing may be asked.`, error);
      });
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
      if (key !== undefined) throw unreadable(`${short(at)} leads elsewhere, where the key does not belong.`);
      if (redirects === mostRedirects) throw unreadable(`${short(address)} leads from one address to the next.`);
      at = new URL(location, at).href;
    }
  }

  /** Asks until there is an answer that says something. */
  async function ask(address: string): Promise<EgressAnswer> {
    let { tries } = patience;
    for (let tried = 1; ; tried++) {
      let why: string;
      let waitMs = Math.min(longestWaitMs, patience.backOffMs * 2 ** (tried - 1));
      try {
        const answer = await once(address);
        // 420 is what the API says in place of 429.
        const isTooMuch = answer.status === 420 || answer.status === 429;
        if (!isTooMuch && answer.status < 500) return answer;
        why = isTooMuch ? `It has had enough of requests (${answer.status})` : `It answered ${answer.status}`;
        const asked = retryAfterMs(header(answer, 'retry-after'));
        if (asked !== undefined) waitMs = Math.min(longestWaitMs, asked);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof EgressError)) throw error;
        if (isRefused(error)) throw unreadable(error.message, error);
        why = error.message.replace(/\.$/, '');
        if (error.kind === 'nameless') tries = Math.min(tries, mostNameless);
      }
      if (tried >= tries) throw unreachable(`${short(address)} was asked ${tried} times. ${why}.`);
      await patience.pause(waitMs, signal);
    }
  }

  return {
    async json(address, { optional = false } = {}) {
      const answer = await ask(address);
      if (answer.status === 401 || answer.status === 403) {
        if (optional) return undefined;
        throw unreadable(
          key === undefined
            ? `${short(address)} may not be read by everyone (${answer.status}).`
            : `The key is refused (${answer.status}). Make one under “API info” of your account, and give it as it is.`,
        );
      }
      if (answer.status !== 200) {
        if (optional) return undefined;
        throw unreadable(`${short(address)} answered ${answer.status}.${hint(answer.status, key)}`);
      }
      if (answer.isCut) throw unreadable(`${short(address)} is larger than ${mostBytes / 1024 / 1024} MB.`);
      try {
        return JSON.parse(decode(answer.body)) as unknown;
      } catch (error) {
        if (optional) return undefined;
        const isHtml = /^\s*</.test(answer.body.subarray(0, 100).toString('latin1'));
        throw unreadable(
          isHtml
            ? `${short(address)} is a web page, and no JSON: give the address of a page at Statuspage, such as https://status.example.com.`
            : `${short(address)} is no whole JSON: it breaks off, or was never any.`,
          error,
        );
      }
    },
    async text(address) {
      const answer = await ask(address);
      return answer.status === 200 && !answer.isCut ? answer.body.toString('utf8') : undefined;
    },
  };
}

function isRefused(error: unknown): boolean {
  return error instanceof EgressError && error.kind === 'refused';
}

function decode(body: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(body);
}

function hint(status: number, key: string | undefined): string {
  if (status !== 404) return '';
  return key === undefined ? ' Is this the address of the page?' : ' Check the id of the page.';
}

function header({ headers }: EgressAnswer, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** An address as people are told of it: without what stands behind the question mark. */
function short(address: string): string {
  return address.replace(/\?.*$/, '');
}
