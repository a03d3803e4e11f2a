import type { AllswellInfo, Summary } from '@allswell/protocol';
import type { Feed } from './feed.ts';

/** What a summary of ours says of itself. */
export function stampOf(value: unknown): Partial<AllswellInfo> | undefined {
  return (value as Partial<Summary> | undefined)?.allswell;
}

/**
 * Teaches a feed what stage one of the script tag can do without: which of two answers is the newer one, and that a
 * source may say when it will change.
 */
export function refine(feed: Feed): Feed {
  feed.offer = (value, provenAt) => {
    const { known } = feed;
    const ours = stampOf(known?.value);
    const theirs = stampOf(value);
    if (known) {
      const isSameEpoch = ours && ours.epoch === theirs?.epoch;
      const ahead = Number(theirs?.seq) - Number(ours?.seq);
      // One source may lag behind another. A new epoch is a restored database: there the later proof counts.
      if (isSameEpoch ? ahead < 0 : provenAt < known.provenAt) return false;
      if (isSameEpoch && ahead === 0) {
        known.provenAt = Math.max(known.provenAt, provenAt);
        return true;
      }
    }
    feed.known = { value, provenAt };
    return true;
  };
  feed.changeAt = () => {
    const changeAt = Date.parse(stampOf(feed.known?.value)?.next_change_at ?? '');
    return changeAt > Date.now() ? changeAt + Math.random() * 1_000 : Infinity;
  };
  return feed;
}
