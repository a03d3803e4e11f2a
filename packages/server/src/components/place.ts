import type { Tx } from '../db/connect.ts';
import { findOrder, writeOrder } from './store.ts';

/**
 * Puts something at a position of its list, counted from 1, and shifts the others; without a position it goes, or
 * stays, where it is. A list is a group's members, or the top level.
 */
export async function place(tx: Tx, list: string | null, id: string, position?: number): Promise<void> {
  const order = await findOrder(tx, list);
  if (position !== undefined) {
    order.splice(order.indexOf(id), 1);
    order.splice(Math.max(0, position - 1), 0, id);
  }
  await writeOrder(tx, order);
}

/** Closes the gap that something left in a list. */
export async function closeGap(tx: Tx, list: string | null): Promise<void> {
  await writeOrder(tx, await findOrder(tx, list));
}
