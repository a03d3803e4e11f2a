import type { ChannelName } from '@allswell/protocol';

const minute = 60_000;

/** How long after each failed try the next one is; after the last of them it is given up. */
interface Patience {
  firstMs: number;
  factor: number;
  longestMs: number;
  tries: number;
}

/** Mail servers greylist and have bad days: about a day of patience. */
const aDay: Patience = { firstMs: minute / 2, factor: 2, longestMs: 240 * minute, tries: 15 };
/** What a push service does not take within an hour is no news on a phone any more. */
const anHour: Patience = { firstMs: minute, factor: 4, longestMs: 40 * minute, tries: 5 };

const patience: Record<ChannelName, Patience> = {
  email: aDay,
  web_push: anHour,
  webhook: aDay,
  slack: aDay,
  teams: aDay,
  discord: aDay,
  google_chat: aDay,
};

/** In how many milliseconds a delivery is tried again that failed so often; undefined when it is given up. */
export function retryInMs(channel: ChannelName, attempts: number, random: () => number): number | undefined {
  const { firstMs, factor, longestMs, tries } = patience[channel];
  if (attempts >= tries) return undefined;
  return jittered(Math.min(longestMs, firstMs * factor ** (attempts - 1)), random);
}

/** In how many milliseconds a destination is tried again that failed as a whole so often in a row. */
export function backOffMs(failures: number, random: () => number): number {
  return jittered(Math.min(60 * minute, 15_000 * 2 ** (failures - 1)), random);
}

/** The same for a way by which nothing can be sent: it is asked more often, since everyone waits for it. */
export function pauseMs(failures: number, random: () => number): number {
  return jittered(Math.min(minute / 2, 1_000 * 2 ** (failures - 1)), random);
}

/** Many that failed together do not come back together. */
function jittered(ms: number, random: () => number): number {
  return ms * (0.8 + random() * 0.4);
}
