import { AsyncLocalStorage } from 'node:async_hooks';

/** How long one request may wait for the database in all, however many queries it makes. */
const requestBudgetMs = 1_600;

const budgets = new AsyncLocalStorage<{ leftMs: number }>();

/** Runs a request's work: all its queries together wait at most the budget. Only waiting counts, not our own work. */
export function withDatabaseBudget<T>(work: () => T, leftMs = requestBudgetMs): T {
  return budgets.run({ leftMs }, work);
}

/** The time that a query may take now; `spent` takes what it took from the request's budget. */
export function allowance(deadlineMs: number): { ms: number; spent: () => void } {
  const budget = budgets.getStore();
  if (!budget) return { ms: deadlineMs, spent: () => {} };
  const start = performance.now();
  return {
    ms: Math.min(deadlineMs, budget.leftMs),
    spent: () => {
      budget.leftMs -= performance.now() - start;
    },
  };
}
