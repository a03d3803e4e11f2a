import { readJson } from './read-json.ts';

// Stage one of the script tag is made of this file: every byte here is paid by every quiet page.

/** Who follows a feed. */
export interface Follower {
  /** How often it would have the source asked. */
  pollMs: number;
  /** When the clock alone will change what it shows. */
  wakeAt: number;
  /** Something is new, or its time has come. */
  notify(): void;
}

/** What a source said, and when that was last known to be true. */
export interface Known {
  value: unknown;
  provenAt: number;
}

/**
 * One fetch loop and one clock for all that follow the same sources. It sleeps while the page is hidden, asks less and
 * less often while nothing answers, and wakes with the network and the page.
 */
export interface Feed {
  /** What is known; undefined until something is. */
  known: Known | undefined;
  /** The address that last answered. */
  address: string;
  /** When the source will be asked again; 0 before it was first asked. */
  pollAt: number;
  /** How often in a row nothing answered. */
  failures: number;
  /** Brings news between two rounds, while the page is visible. */
  stream: { close(): void } | undefined;
  /** Adds a follower; the first one starts the loop. */
  add(follower: Follower): void;
  /** Takes a follower away; the last one stops the loop. */
  remove(follower: Follower): void;
  /** Asks now. Resolves when the answer has been taken in, or when there was none. */
  refresh(): Promise<void>;
  /** Asks when it is time to. */
  ask(): void;
  /** Looks what other windows of this browser have learnt, where they share that. */
  look?(): void;
  /**
   * Takes what someone says; false when that is older than what is known. A source also says what its clock shows now,
   * or NaN.
   */
  offer(value: unknown, provenAt: number, itIs?: number): boolean;
  /** When the source said that something will change. */
  changeAt(): number;
  /** Tells every follower, and waits for what comes next. */
  tell(): void;
  /** Sets the one timer to what comes first: asking again, or a moment that a follower waits for. */
  schedule(): void;
}

const mostMs = 900_000;
const freshMs = 90_000;
// Browsers take a wait of more than about 25 days for none at all.
const longestTimerMs = 3_600_000;
const wakers = ['visibilitychange', 'online', 'pageshow'];

// A form called "hidden" can stand in for this property, but not for true.
const isHidden = () => document.hidden === true;

/**
 * A feed of these addresses, separated by blanks, in order of trust; what has not the part that it is known by is none of
 * its answers. Without an address there is only the clock.
 */
export function openFeed(src: string, part = 'status'): Feed {
  const addresses = src
    .split(/\s+/)
    .filter(Boolean)
    .map((source) => (/\.json/.test(source) ? source : `${source.replace(/\/*$/, '')}/api/v2/summary.json`));
  const followers = new Set<Follower>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let polling: Promise<void> | undefined;

  const rest = () => {
    clearTimeout(timer);
    feed.stream?.close();
    feed.stream = undefined;
  };

  const wake = (event?: Event) => {
    if (isHidden()) return rest();
    // A whole office is back at once.
    if (event?.type === 'online') feed.pollAt = Date.now() + Math.random() * 1_000;
    feed.tell();
  };

  const poll = async () => {
    let waitMs = 0;
    feed.failures++;
    for (const address of addresses) {
      try {
        const { value, ageMs, itIs } = await readJson(address);
        if (!(value as Partial<Record<string, unknown>>)[part]) continue;
        feed.failures = 0;
        if (!feed.offer(value, Date.now() - ageMs, itIs)) continue;
        feed.address = address;
        if (ageMs < freshMs) break;
      } catch (error) {
        waitMs = Math.max(waitMs, Number(error) || 0);
      }
    }
    const everyMs = Math.min(...[...followers].map(({ pollMs }) => pollMs)) * 2 ** feed.failures;
    // A little apart from everybody else, and never more often than was asked for.
    const spreadMs = Math.min(everyMs, mostMs) * (1 + Math.random() / 10);
    feed.pollAt = Math.max(Date.now() + waitMs, Math.min(Date.now() + spreadMs, feed.changeAt()));
    polling = undefined;
    feed.tell();
  };

  const feed: Feed = {
    known: undefined,
    address: '',
    pollAt: 0,
    failures: 0,
    stream: undefined,

    add(follower) {
      followers.add(follower);
      for (const name of wakers) addEventListener(name, wake);
      wake();
    },

    remove(follower) {
      followers.delete(follower);
      if (followers.size) return;
      for (const name of wakers) removeEventListener(name, wake);
      rest();
    },

    refresh() {
      polling ??= poll();
      // The clock goes on while the source thinks.
      feed.schedule();
      return polling;
    },

    ask() {
      void feed.refresh();
    },

    offer(value, provenAt) {
      feed.known = { value, provenAt };
      return true;
    },

    changeAt: () => Infinity,

    tell() {
      for (const follower of [...followers]) follower.notify();
      feed.schedule();
    },

    schedule() {
      clearTimeout(timer);
      if (!followers.size || isHidden()) return;
      const pollAt = polling || !addresses[0] ? Infinity : feed.pollAt;
      const at = Math.min(pollAt, ...[...followers].map(({ wakeAt }) => wakeAt));
      timer = setTimeout(
        () => (Date.now() < pollAt ? feed.tell() : feed.ask()),
        Math.ceil(Math.min(at - Date.now(), longestTimerMs)),
      );
    },
  };
  return feed;
}
