import type { Tx } from '../db/connect.ts';
import { writeOrder } from './store.ts';

/** Puts a metric at a position, counted from 1, and shifts the others; without one it stays where it is. */
export async function place(tx: Tx, order: readonly string[], id: string, position: number | undefined): Promise<void> {
  const others = order.filter((one) => one !== id);
  if (position !== undefined) others.splice(Math.max(0, position - 1), 0, id);
  await writeOrder(tx, position === undefined ? order : others);
}
