/** So much of something, which comes back with time. */
interface Bucket {
  left: number;
  at: number;
}

/** How much a source may send: at once, and then again within a minute. */
export interface Allowance {
  deliveries: number;
  bytes: number;
  /** Of what is refused, or too large, so many are kept; the rest is refused all the same. */
  refusals: number;
}

const perMinute: Allowance = { deliveries: 600, bytes: 20 * 1024 * 1024, refusals: 30 };
const minuteMs = 60_000;

/**
 * Counts what each source sends, in this process: whoever found an address must not be able to fill the disk. What is
 * refused is counted apart, so that it takes nothing from who proves to be the sender.
 */
export function createAllowances(most = perMinute, now = () => performance.now()) {
  const buckets = new Map<string, Bucket>();

  /** Takes so much if it is there. Otherwise answers in how many seconds it will be. */
  function take(key: string, amount: number, mostOfIt: number): number | null {
    const at = now();
    const bucket = buckets.get(key) ?? { left: mostOfIt, at };
    const left = Math.min(mostOfIt, bucket.left + ((at - bucket.at) / minuteMs) * mostOfIt);
    const isThere = left >= Math.min(amount, mostOfIt);
    buckets.set(key, { left: isThere ? left - amount : left, at });
    return isThere ? null : Math.max(1, Math.ceil(((amount - left) / mostOfIt) * 60));
  }

  return {
    /** Null when it may be kept, else the seconds until it may. */
    takeDelivery(sourceId: string, bytes: number): number | null {
      return take(`${sourceId} deliveries`, 1, most.deliveries) ?? take(`${sourceId} bytes`, bytes, most.bytes);
    },
    /** Whether one more that was refused is worth keeping. */
    takeRefusal(sourceId: string): boolean {
      return take(`${sourceId} refusals`, 1, most.refusals) === null;
    },
    /** Whether it is time to say in the log that a source sends too much: once a minute is enough. */
    takeWarning(sourceId: string): boolean {
      return take(`${sourceId} warnings`, 1, 1) === null;
    },
  };
}
export type Allowances = ReturnType<typeof createAllowances>;
