/** What a source said, and how old its knowledge was when it said it. */
export interface Answer {
  value: unknown;
  /** Milliseconds since the source last had proof of these bytes. */
  ageMs: number;
  /** What to add to this machine's clock to get the source's. */
  clockOffset: number;
}

/** A source that asked to be left alone for a while. */
export class BusyError extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('busy');
    this.retryAfterMs = retryAfterMs;
  }
}

const deadlineMs = 8_000;
const largest = 524_288;

/**
 * Reads one document, in eight seconds and half a megabyte, or throws. The browser revalidates by itself: a header set
 * by hand would cost a preflight per poll.
 */
export async function readJson(url: string): Promise<Answer> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), deadlineMs);
  try {
    const answer = await fetch(url, {
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: abort.signal,
    });
    const header = (name: string) => answer.headers.get(name);
    if (!answer.ok) throw new BusyError((Number(header('Retry-After')) || 0) * 1_000);
    const value: unknown = JSON.parse(await readText(answer));
    const date = Date.parse(header('Date') ?? '') || Date.now();
    // Other vendors send no proof: their answer is as old as the time since they gave it.
    const verifiedAt = Date.parse(header('Allswell-Verified-At') ?? '') || date;
    return {
      value,
      ageMs: Math.max(0, date - verifiedAt) + (Number(header('Age')) || 0) * 1_000,
      clockOffset: date - Date.now(),
    };
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

async function readText(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return text;
    text += decoder.decode(value, { stream: true });
    if (text.length > largest) throw new RangeError('too long');
  }
}
