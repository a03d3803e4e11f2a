import type { Tx } from './connect.ts';

/**
 * Says that readers see something new once this transaction is through: raises the one counter that all prepared
 * bytes carry and wakes every process that prepares them. Returns the new counter.
 */
export async function bumpSeq(tx: Tx): Promise<number> {
  const [row] = await tx<{ seq: string }[]>`
    update page_state set seq = seq + 1, changed_at = clock_timestamp()
    returning seq, pg_notify('allswell_page', seq::text)
  `;
  if (!row) throw new Error('page_state has lost its row.');
  return Number(row.seq);
}

/** Waits until nobody else changes the page, without saying that anything is new: for who has to look first. */
export async function lockPage(tx: Tx): Promise<void> {
  await tx`select from page_state for update`;
}
