const longestMs = 6 * 3_600_000;

/** `Retry-After` in milliseconds: seconds, or an instant (RFC 9110, 10.2.3). Undefined when it says nothing of use. */
export function retryAfterMs(value: string | undefined, now = Date.now()): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.min(longestMs, Math.max(1_000, ms));
}
