import type { Feed } from './feed.ts';
import { stampOf } from './refine.ts';

interface Proof {
  epoch: string;
  seq: number;
  verified_at: string;
}

/** Listens to the page's Server-Sent Events, while the page is visible and has such a stream; once per feed. */
export function listen(feed: Feed): void {
  if (feed.stream || document.hidden === true || !feed.address || !stampOf(feed.known?.value)) return;
  const source = new EventSource(feed.address.replace('summary.json', 'stream'));
  feed.stream = source;
  const on = <T>(name: string, take: (value: T) => void) =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      try {
        take(JSON.parse(data) as T);
      } catch {
        // A frame that cannot be read is no news; the loop asks again in its own time.
      }
    });

  on('summary', (value) => {
    const before = feed.known;
    // A stream repeats its last word to whoever comes: only news is proof.
    if (feed.offer(value, before?.provenAt ?? 0) && feed.known && feed.known !== before)
      feed.known.provenAt = Date.now();
    feed.tell();
  });
  on<Proof>('changed', ({ epoch, seq }) => {
    const refreshIfBehind = async () => {
      const ours = stampOf(feed.known?.value);
      if (ours?.epoch !== epoch || Number(ours.seq) < seq) await feed.refresh();
    };
    // A question that was under way may bring an answer from before the change: then it is asked again.
    void refreshIfBehind().then(refreshIfBehind);
  });
  // That the source saw its database since the frame before proves what is known up to that frame.
  let [aliveAt, verifiedAt] = [0, ''];
  on<Proof>('alive', ({ epoch, seq, verified_at }) => {
    const { known } = feed;
    const ours = stampOf(known?.value);
    const isProof = verified_at > verifiedAt && aliveAt > 0;
    if (known && isProof && ours?.epoch === epoch && ours.seq === seq)
      known.provenAt = Math.max(known.provenAt, aliveAt);
    [aliveAt, verifiedAt] = [Date.now(), verified_at];
    feed.tell();
  });
  source.onerror = () => {
    // The browser comes back by itself after a break, but not after a refusal.
    if (source.readyState === EventSource.CLOSED) feed.stream = undefined;
  };
}
