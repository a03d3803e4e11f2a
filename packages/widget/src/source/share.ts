import type { Feed } from './feed.ts';

const prefix = 'allswell:last:';
const claimMs = 8_000;
const behindMs = 2_000;
const longestMs = 3_600_000;
const forgottenMs = 24 * longestMs;

type Kept = [pollAt: number, failures: number, provenAt: number | undefined, value: unknown];

/**
 * Has all windows of this browser ask a source once between them: who asks says so in the storage that they share, and
 * then what the answer was and when to ask again. It is also what the next page knows before it has asked. Where storage
 * is closed, each asks for itself.
 */
export function share(feed: Feed, src: string): void {
  let seen: string | null;
  const keep = (pollAt: number) => {
    const { provenAt, value } = feed.known ?? {};
    const kept: Kept = [pollAt, feed.failures, provenAt, value];
    try {
      localStorage.setItem(prefix + src, (seen = JSON.stringify(kept)));
    } catch {
      // Full, or forbidden.
    }
  };

  const { refresh } = feed;
  feed.refresh = async () => {
    keep(Date.now() + claimMs);
    await refresh();
    keep(feed.pollAt);
  };
  feed.ask = () => {
    feed.look?.();
    if (Date.now() < feed.pollAt) feed.tell();
    else void feed.refresh();
  };
  feed.look = () => {
    try {
      const text = localStorage.getItem(prefix + src);
      // Whoever was woken asks, whatever was agreed upon before.
      if (text === seen) return;
      seen = text;
      const [pollAt, failures, provenAt = 0, value] = JSON.parse(text ?? '') as Kept;
      const now = Date.now();
      // A window that opens asks once, whatever others know. An instant in the future would stay fresh for ever.
      if (feed.pollAt) {
        // Whoever asked last asks next; another window only when nothing is heard of it.
        feed.pollAt = Math.min(pollAt + behindMs * (1 + Math.random()), now + longestMs);
        feed.failures = failures;
      }
      if (value && now - provenAt < forgottenMs) feed.offer(value, Math.min(provenAt, now));
    } catch {
      // The elements work without it.
    }
  };
  if (feed.known) keep(feed.pollAt);
  else feed.look();
}
