import { AsyncLocalStorage } from 'node:async_hooks';

/** How long one request may wait for the database in all, however many queries it makes. */
const requestBudgetMs = 1_600;

const budgets = new AsyncLocalStorage<{ leftMs: number }>();

/** Runs a request's work: all its queries together wait at most the budget. Only waiting counts, not our own work. */
export function withDatabaseBudget<T>(work: () => T, leftMs = requestBudgetMs): T {
  return budgets.run({ leftMs }, work);
}

/** The time one query or transaction has. */
export interface Allowance {
  /** What is left of it now. */
  leftMs(): number;
  /** Ends it: what it took is taken from the request's budget. */
  end(): void;
}

/** Starts the clock of a query: its own deadline, or what is left of its request's budget when that is less. */
export function startAllowance(deadlineMs: number): Allowance {
  const budget = budgets.getStore();
  const allowedMs = Math.min(deadlineMs, budget?.leftMs ?? deadlineMs);
  const start = performance.now();
  const spentMs = () => performance.now() - start;
  let ended = false;
  return {
    leftMs: () => Math.max(0, allowedMs - spentMs()),
    end() {
      if (ended) return;
      ended = true;
      if (budget) budget.leftMs -= spentMs();
    },
  };
}
