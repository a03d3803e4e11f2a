import type { MetricSource } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { breakerOpensAt, restMs } from './breaker.ts';
import { type Claimed, claimMetrics, lockUpstream, setUpstream } from './poll-store.ts';

/** A metric that is ours to ask for. */
export interface Claim extends Claimed {
  /** The one that finds out whether its source answers again. */
  isProbe: boolean;
  /** Whether it gave nothing the last time. */
  hasFailed: boolean;
  claimedAt: Date;
}

export interface ClaimOptions {
  /** How many may be claimed, and how many of those that failed the last time. */
  room: { all: number; failing: number };
  readNow(tx: Tx): Promise<Date>;
  random(): number;
}

/** No interval is longer than it says by more than this share. */
const jitter = 0.1;

/**
 * Claims what is due of a source. While the source rests that is nothing, and then one metric that tries it. What failed
 * the last time has less room, so that what answers slowly or not at all does not keep the others waiting.
 */
export async function claimDue(
  sql: Sql,
  source: MetricSource,
  { room, readNow, random }: ClaimOptions,
): Promise<Claim[]> {
  return sql.begin(async (tx) => {
    const upstream = await lockUpstream(tx, source);
    if (!upstream) return [];
    const now = await readNow(tx);
    if (upstream.rests_until && upstream.rests_until > now) return [];

    const isProbe = upstream.failures >= breakerOpensAt;
    const most = isProbe ? Math.min(1, room.all) : room.all;
    const stretch = 1 + jitter * random();
    const sound = await claimMetrics(tx, source, { now, most, failing: false, stretch });
    const left = Math.min(most - sound.length, isProbe ? 1 : room.failing);
    const failing = await claimMetrics(tx, source, { now, most: left, failing: true, stretch });
    const claims = [
      ...sound.map((one) => ({ ...one, isProbe, hasFailed: false, claimedAt: now })),
      ...failing.map((one) => ({ ...one, isProbe, hasFailed: true, claimedAt: now })),
    ];
    if (isProbe && claims.length > 0)
      await setUpstream(tx, source, { failures: upstream.failures, rests_until: new Date(now.getTime() + restMs) });
    return claims;
  });
}
