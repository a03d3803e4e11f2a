import { invalidRequest, pointer } from '../http/validate.ts';

/** Clocks differ a little: what is this close to now was meant as now. */
const toleranceMs = 120_000;

/** Refuses an instant that is still to come: nothing of it can be reckoned yet. */
export function requirePast(instant: Date, now: Date, field: string): Date {
  if (instant.getTime() > now.getTime() + toleranceMs)
    throw invalidRequest([{ pointer: pointer(field), detail: 'Send an instant that is not in the future.' }]);
  return instant < now ? instant : now;
}
