import type { Sql, Tx } from '../db/connect.ts';
import { acceptPoints } from './accept-points.ts';
import { breakerOpensAt, isOfSource, metricRestMs, type Refusal, sourceRestMs } from './breaker.ts';
import type { Claim } from './claim-due.ts';
import { keepPoints } from './keep-points.ts';
import {
  awaitUpstream,
  forgetFailures,
  lockClaimed,
  markFailed,
  markFetched,
  markResting,
  setUpstream,
} from './poll-store.ts';
import { type Measured, MetricError } from './source.ts';

export interface SettleOptions {
  readNow(tx: Tx): Promise<Date>;
  random(): number;
}

const restJitter = 0.1;

/**
 * Keeps what a source gave for a metric. Throws when there is nothing in it to keep. A metric that was changed or
 * claimed by somebody else meanwhile is left as it is.
 */
export async function settleMeasured(
  sql: Sql,
  claim: Claim,
  { points }: Measured,
  { readNow }: SettleOptions,
): Promise<void> {
  await sql.begin(async (tx) => {
    const metric = await lockClaimed(tx, claim);
    if (!metric) return;
    const now = await readNow(tx);
    const accepted = acceptPoints(points, { factor: metric.factor, now });
    if (accepted.length === 0)
      throw new MetricError('empty', 'There are no values of the last hours. Look whether it still reports.');
    await keepPoints(tx, { id: claim.id, display: metric.display }, accepted);
    await markFetched(tx, claim.id, now);
    await noteAnswer(tx, claim);
  });
}

/** Notes why a source gave nothing for a metric, and lets the metric, or all of the source, rest. */
export async function settleFailure(
  sql: Sql,
  claim: Claim,
  error: MetricError,
  { readNow, random }: SettleOptions,
): Promise<void> {
  await sql.begin(async (tx) => {
    const metric = await lockClaimed(tx, claim);
    const now = await readNow(tx);
    const stretch = 1 + restJitter * random();
    const told = { code: error.code, detail: error.message, at: now.toISOString() };
    if (metric) {
      const failures = metric.failures + 1;
      const nextAt = new Date(now.getTime() + metricRestMs(error, failures) * stretch);
      await markFailed(tx, claim.id, { failures, error: told, nextAt });
    }
    if (!isOfSource(error.code)) return noteAnswer(tx, claim);
    const failures = await noteFailure(tx, claim, error, { now, stretch });
    if (failures >= breakerOpensAt) await markResting(tx, claim.source, { now, failures, error: told });
  });
}

/** The source is there, whatever it says of one metric. */
async function noteAnswer(tx: Tx, { source, isProbe }: Claim): Promise<void> {
  if (isProbe) await setUpstream(tx, source, { failures: 0, rests_until: null });
  else await forgetFailures(tx, source);
}

async function noteFailure(
  tx: Tx,
  { source }: Claim,
  refusal: Refusal,
  { now, stretch }: { now: Date; stretch: number },
): Promise<number> {
  const before = await awaitUpstream(tx, source);
  const failures = before.failures + 1;
  const rest = sourceRestMs(refusal, failures);
  const until = rest === null ? before.rests_until : new Date(now.getTime() + rest * stretch);
  const later = before.rests_until && until && before.rests_until > until ? before.rests_until : until;
  await setUpstream(tx, source, { failures, rests_until: later });
  return failures;
}
