import { type AlertOutcome, DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import { isConflict } from '../../db/database-error.ts';
import { UnreadableDelivery } from '../adapters/adapter.ts';
import { takeAlerts } from '../cases/take-alerts.ts';
import { readAlerts } from './read-alerts.ts';
import { claimNext, noteFailure, settle, type WholeDeliveryRow } from './store.ts';

const mostTries = 5;
const mostConflicts = 5;
/** What is too much for the database would hold up its source for ever. */
const mostDelays = 20;
const longestReason = 1_000;

/** What alerts become, given what was read. */
export type TakeAlerts = typeof takeAlerts;

/**
 * Reads all deliveries that wait, and lets each of their alerts become what it should. Any number of processes may do so
 * at once. What goes wrong with one is told in the end, and tried again at the next time; the fifth time is the last.
 */
export async function settleDeliveries(sql: Sql, publicUrl: string, take: TakeAlerts = takeAlerts): Promise<void> {
  const errors: unknown[] = [];
  const failed: string[] = [];
  while (await settleNext(sql, { publicUrl, take, errors, failed }));
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} deliveries of alerts could not be read.`);
}

interface Run {
  publicUrl: string;
  take: TakeAlerts;
  errors: unknown[];
  /** Which are left for the next time. */
  failed: string[];
}

/**
 * One delivery, in one transaction: whoever holds its row takes its alerts and says so there, or nothing of it happened.
 * Answers false when none waits.
 */
async function settleNext(sql: Sql, run: Run): Promise<boolean> {
  for (let conflicts = 0; ; conflicts++) {
    let claimed: WholeDeliveryRow | undefined;
    try {
      return await sql.begin(async (tx) => {
        claimed = await claimNext(tx, run.failed);
        if (!claimed) return false;
        await settleOne(tx, claimed, run);
        return true;
      });
    } catch (error) {
      if (isConflict(error) && conflicts < mostConflicts) continue;
      if (claimed) await noteDelay(sql, claimed);
      throw error;
    }
  }
}

/** The database that does not take a delivery in time takes this note, or is gone and there is nothing to note. */
async function noteDelay(sql: Sql, { id, tries }: WholeDeliveryRow): Promise<void> {
  const note = { reason: 'The database did not take it in time.', isLast: tries + 1 >= mostDelays };
  await noteFailure(sql, id, note).catch(() => {});
}

async function settleOne(tx: Tx, delivery: WholeDeliveryRow, { publicUrl, take, errors, failed }: Run): Promise<void> {
  const { id, tries, source_id, kind, name } = delivery;
  try {
    const { alerts, complaints } = await readAlerts(delivery);
    const outcomes: AlertOutcome[] = await tx.savepoint((inner) =>
      take(inner, { id: source_id, kind, name }, alerts, { publicUrl }),
    );
    const reason = complaints.length === 0 ? null : complaints.join(' ').slice(0, longestReason);
    await settle(tx, id, { state: 'done', reason, outcomes });
  } catch (error) {
    if (error instanceof UnreadableDelivery) {
      await settle(tx, id, { state: 'unreadable', reason: error.message.slice(0, longestReason), outcomes: [] });
      return;
    }
    // The database is gone, or somebody else was in the way: that is no fault of this delivery.
    if (isConflict(error) || (error instanceof DomainError && error.code === 'database-unavailable')) throw error;
    await noteFailure(tx, id, { reason: reasonOf(error), isLast: tries + 1 >= mostTries });
    failed.push(id);
    errors.push(error);
  }
}

/** What an admin can do something about is told; what is a bug of ours is in the log. */
function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.message.slice(0, longestReason);
  return 'Something went wrong on our side. The log of the server says more.';
}
