import type { Sql, Tx } from '../db/connect.ts';
import {
  countDeliveries,
  findUnsettled,
  foldOne,
  forgetTroubles,
  giveUpOld,
  isAnythingOpen,
  removeOldLetters,
  settleNotice,
  withdrawDeliveries,
} from './housekeeping-store.ts';
import { isAlone } from './one-at-a-time.ts';

const givesUpAfterHours = 24;
const keptDays = 30;
const foldedAtOnce = 20_000;

/** Notes of each notice that is told to everyone what became of it, and stops what was taken back. */
export async function settleNotices(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    if (!(await isAlone(tx, 'settle'))) return;
    for (const { id, is_taken_back } of await findUnsettled(tx)) {
      if (is_taken_back) await withdrawDeliveries(tx, id);
      if (!(await isAnythingOpen(tx, id))) await settle(tx, id);
    }
  });
}

async function settle(tx: Tx, id: string): Promise<void> {
  const lines = await countDeliveries(tx, [id]);
  await settleNotice(
    tx,
    id,
    lines.map(({ notice_id: _, ...line }) => line),
  );
}

/** Gives up what could not be sent for a day. */
export async function giveUp(sql: Sql): Promise<void> {
  await giveUpOld(sql, givesUpAfterHours);
}

/** Removes single deliveries a month after they are settled; how many there were stays with their notice. */
export async function foldAway(sql: Sql): Promise<void> {
  while (await foldOne(sql, keptDays, foldedAtOnce));
  await removeOldLetters(sql, keptDays);
  await forgetTroubles(sql, keptDays);
}
