import type { Tx } from '../db/connect.ts';
import { invalidRequest } from '../http/validate.ts';
import { countMetrics, countShown } from './store.ts';

/** Readers get all of them in one document and on one page, which is made anew with them every minute. */
const mostShown = 25;
const mostMetrics = 100;

/** Refuses one metric more than can be looked after, or than readers can be shown. The order has to be locked. */
export async function requireRoom(tx: Tx, { isNew, isShown }: { isNew: boolean; isShown: boolean }): Promise<void> {
  if (isNew && (await countMetrics(tx)) >= mostMetrics)
    throw invalidRequest([{ pointer: '#', detail: `Delete a metric first: there are at most ${mostMetrics}.` }]);
  if (isShown && (await countShown(tx)) >= mostShown)
    throw invalidRequest([{ pointer: '#/display', detail: `Readers are shown at most ${mostShown}. Hide one first.` }]);
}
