import { withDatabaseBudget } from '../../db/budget.ts';
import type { Sql } from '../../db/connect.ts';
import type { ErrorLog } from '../../http/problem.ts';
import { settleDeliveries } from '../deliveries/settle-deliveries.ts';

/** Reading goes on after the answer: it has a budget of its own. */
const budgetMs = 30_000;

/** Reads what waits in the process that took it in, one run at a time. What it does not get to is left to the clock. */
export function createSettler(publicUrl: string, log: ErrorLog): (sql: Sql) => void {
  let isRunning = false;
  let isMore = false;
  async function run(sql: Sql): Promise<void> {
    isRunning = true;
    while (isMore) {
      isMore = false;
      await withDatabaseBudget(() => settleDeliveries(sql, publicUrl), budgetMs).catch((error: unknown) => {
        log.warn({ err: error }, 'an alert was not read at once, and is tried again');
      });
    }
    isRunning = false;
  }
  return (sql) => {
    isMore = true;
    if (!isRunning) void run(sql);
  };
}
