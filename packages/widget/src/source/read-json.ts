/** What a source said, and how old its knowledge was when it said it. */
export interface Answer {
  value: unknown;
  /** Milliseconds since the source last had proof of these bytes. */
  ageMs: number;
  /** What the source's clock shows now; NaN where it does not say. */
  itIs: number;
}

const deadlineMs = 8_000;
const largest = 524_288;

/**
 * Reads one document, in eight seconds and half a megabyte. The browser revalidates by itself: a header set by hand
 * would cost a preflight per poll. A source that asks to be left alone is thrown as the milliseconds for which.
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
    const header = (name: string) => answer.headers.get(name) ?? '';
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a class for one number is paid by every page
    if (!answer.ok) throw Number(header('Retry-After')) * 1_000;
    let size = 0;
    const limit = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, out) {
        size += chunk.length;
        if (size > largest) throw new RangeError();
        out.enqueue(chunk);
      },
    });
    const value: unknown = await new Response(answer.body?.pipeThrough(limit)).json();
    // Other vendors send no proof: their answer is as old as the time since they gave it.
    const waitedMs = Number(header('Age')) * 1_000 || 0;
    const itIs = Date.parse(header('Date')) + waitedMs;
    return { value, itIs, ageMs: Math.max(0, itIs - Date.parse(header('Allswell-Verified-At')) || waitedMs) };
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}
