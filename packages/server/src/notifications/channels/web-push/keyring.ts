import { type ReceiverKeys, readReceiverKeys } from './encrypt.ts';

const mostKept = 5_000;
const keptMs = 3_600_000;

/**
 * Reads the keys of subscribers, and keeps them for the updates that follow: reading one costs as much as it takes to
 * use it. Among more subscribers than it holds the first stay, so that going through all of them in order still finds some.
 */
export class Keyring {
  readonly #kept = new Map<unknown, { auth: unknown; keys: ReceiverKeys }>();
  #emptiedAt = 0;

  /** The keys in the details of a subscription; undefined where there are none that a browser makes. */
  keysOf(details: Record<string, unknown>): ReceiverKeys | undefined {
    const { p256dh, auth } = details;
    const known = this.#kept.get(p256dh);
    if (known && known.auth === auth) return known.keys;
    const keys = readReceiverKeys(details);
    if (keys) this.#keep(p256dh, { auth, keys });
    return keys;
  }

  #keep(p256dh: unknown, entry: { auth: unknown; keys: ReceiverKeys }): void {
    const now = performance.now();
    if (now - this.#emptiedAt > keptMs) {
      this.#kept.clear();
      this.#emptiedAt = now;
    }
    if (this.#kept.size < mostKept) this.#kept.set(p256dh, entry);
  }
}
