import { DomainError, type FieldError } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { readClock } from '../db/read-clock.ts';
import { countFailure, type Limit, refuseWhenLimited } from '../http/limits.ts';
import { invalidRequest, pointer } from '../http/validate.ts';
import { aheadMs, isKeepable, oneAMinute } from './accept-points.ts';
import { keepPoints } from './keep-points.ts';
import { hashToken } from './push-token.ts';
import { findByPushToken, lockMetric } from './store.ts';

/** A point as Statuspage takes it: seconds since 1970. */
export interface Pushed {
  timestamp: number;
  value: number;
}

const minuteMs = 60_000;
const keptMs = 30 * 24 * 60 * minuteMs;
const mostErrors = 20;

const strangers = (address: string): Limit => ({
  key: `metrics pushed in vain from ${address}`,
  free: 60,
  windowSeconds: 60,
});
const pushes = (id: string): Limit => ({ key: `metrics pushed to ${id}`, free: 120, windowSeconds: 60 });

/** Finds out which metric a request may push to, by its header: `OAuth TOKEN` as with Statuspage, or `Bearer TOKEN`. */
export async function identifyPusher(
  sql: Sql,
  { authorization, address }: { authorization: string | undefined; address: string },
): Promise<string> {
  await refuseWhenLimited(sql, [strangers(address)]);
  const token = /^(?:OAuth|Bearer) +([\w-]{43})$/i.exec(authorization ?? '')?.[1];
  const id = token && (await findByPushToken(sql, hashToken(token)));
  if (!id) {
    await countFailure(sql, [strangers(address)]);
    throw new DomainError(
      'not-signed-in',
      'Send the header "Authorization: OAuth TOKEN" with the token of this metric, which the panel makes.',
    );
  }
  await refuseWhenLimited(sql, [pushes(id)]);
  await countFailure(sql, [pushes(id)]);
  return id;
}

/** Refuses a metric that the token is not for. */
export function requireOwn(id: string, named: string): void {
  if (named === id) return;
  throw new DomainError(
    'metric-not-found',
    `This token does not push to ${named}: each metric has a token of its own.`,
  );
}

/** Keeps points that were pushed, all of them or none. Pushing them again changes nothing. */
export async function pushPoints(
  sql: Sql,
  id: string,
  pushed: readonly Pushed[],
  pointerTo: (index: number, field: keyof Pushed) => string,
): Promise<void> {
  await sql.begin(async (tx) => {
    const metric = await lockMetric(tx, id);
    if (metric?.source !== 'push')
      throw new DomainError('not-a-push-metric', 'An admin has changed where this metric comes from.');
    const now = (await readClock(tx)).getTime();
    const points = pushed.map(({ timestamp, value }) => ({
      at: new Date(timestamp * 1_000),
      value: value * metric.factor,
    }));
    const errors = points.flatMap(({ at, value }, index): FieldError[] => {
      const late = lateness(at.getTime(), now);
      return [
        ...(late ? [{ pointer: pointerTo(index, 'timestamp'), detail: late }] : []),
        ...(isKeepable(value) ? [] : [{ pointer: pointerTo(index, 'value'), detail: 'Send a smaller number.' }]),
      ];
    });
    if (errors.length > 0) throw invalidRequest(errors.slice(0, mostErrors));
    await keepPoints(tx, metric, oneAMinute(points));
  });
}

function lateness(at: number, now: number): string | undefined {
  if (at > now + aheadMs)
    return 'This is still to come. Send seconds since 1970 in UTC, and look at the clock of the sender.';
  if (at < now - keptMs) return 'This is more than 30 days ago. Points are kept for 30 days.';
  return undefined;
}

/** Where a point stands in a request with one of them. */
export function pointerToPoint(_index: number, field: keyof Pushed): string {
  return pointer('data', field);
}

/** Where a point stands in a request with many of them. */
export function pointerToOneOf(id: string): (index: number, field: keyof Pushed) => string {
  return (index, field) => pointer('data', id, index, field);
}
