import { DomainError } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { countFailure, type Limit, refuseWhenLimited } from '../http/limits.ts';
import type { NewRelic } from '../new-relic/create-new-relic.ts';
import { MetricError } from './source.ts';

const withinMs = 10_000;

/** Looks something up in New Relic for an admin who chooses. */
export async function findInNewRelic<T>(
  sql: Sql,
  newRelic: NewRelic,
  admin_id: string,
  look: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { is_configured, detail } = newRelic.state();
  if (!is_configured) throw new DomainError('metric-source-not-configured', detail);
  const limits: Limit[] = [{ key: `looks into New Relic by ${admin_id}`, free: 60, windowSeconds: 60 }];
  await refuseWhenLimited(sql, limits);
  await countFailure(sql, limits);
  try {
    return await look(AbortSignal.timeout(withinMs));
  } catch (error) {
    if (!(error instanceof MetricError)) throw error;
    throw new DomainError('metric-unreadable', error.message, {
      cause: error,
      errors: [{ pointer: '?q', detail: error.message }],
      ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
    });
  }
}
