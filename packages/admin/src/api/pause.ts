const firstMs = 400;
const longestMs = 8_000;

/** How long to wait before try number `tries`: doubling, with jitter, and never shorter than the server asked for. */
export function delayBefore(tries: number, retryAfterSeconds = 0): number {
  const doubled = Math.min(longestMs, firstMs * 2 ** (tries - 1));
  return Math.max(doubled * (0.75 + Math.random() * 0.5), Math.min(retryAfterSeconds, 30) * 1_000);
}

/** Waits; ends early when the network comes back or the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end, { once: true });
    signal?.addEventListener('abort', end, { once: true });
  });
}
