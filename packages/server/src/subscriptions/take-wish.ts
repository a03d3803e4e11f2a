import type { Tx } from '../db/connect.ts';
import { postLetter } from '../letters/post-letter.ts';
import { addressRules } from './address-rules.ts';
import type { LetterBudget } from './letter-budget.ts';
import {
  findByAddress,
  insertSubscription,
  isSuppressed,
  lockByAddress,
  removePushSubscriptions,
  renewPending,
  updateChoice,
} from './store.ts';
import type { SubscribeWish, Wish } from './wish.ts';

/** Does what somebody asked for, as far as they may ask for it. */
export async function takeWish(tx: Tx, wish: Wish, budget: LetterBudget): Promise<void> {
  if (wish.action === 'leave') {
    await removePushSubscriptions(tx, wish);
  } else if (!(await isSuppressed(tx, wish))) {
    const takeIn = { letter: takeByLetter, possession: takeByPossession, challenge: takeByChallenge };
    await takeIn[addressRules[wish.channel]?.confirmedBy ?? 'letter'](tx, wish, budget);
  }
}

/** Nobody knows yet whether it is the owner who asks: the owner is asked, though not again and again. */
async function takeByLetter(tx: Tx, wish: SubscribeWish, budget: LetterBudget): Promise<void> {
  const known = await lockByAddress(tx, wish);
  const mayWrite = await budget.take(tx, wish.inbox ?? wish.address_key);
  if (known?.state === 'confirmed') {
    // Whoever asks may be a stranger, so nothing changes; the letter shows the owner how to change it.
    if (mayWrite) await postLetter(tx, { kind: 'already', ...letterTo(wish, known.id), address: known.address });
    return;
  }
  if (!known && !mayWrite) return; // nobody could confirm it
  const id = known?.id ?? (await insertSubscription(tx, wish, false));
  if (known) await updateChoice(tx, id, wish);
  if (!mayWrite) return;
  await renewPending(tx, id);
  await postLetter(tx, { kind: 'confirm', ...letterTo(wish, id), address: known?.address ?? wish.address });
}

/** Who can name the endpoint and its secret owns it. Another secret for the same endpoint is somebody else's attempt. */
async function takeByPossession(tx: Tx, wish: SubscribeWish): Promise<void> {
  const known = await findByAddress(tx, wish);
  const { auth } = wish.details;
  if (known.some(({ details }) => details['auth'] !== auth)) return;
  const same = known.find(({ incident_id }) => incident_id === wish.incident_id);
  if (same) await updateChoice(tx, same.id, wish, wish.details);
  else await insertSubscription(tx, wish, true);
}

/** Whether the endpoint wants it is asked by whoever sends to it. Once it has said so, strangers change nothing. */
async function takeByChallenge(tx: Tx, wish: SubscribeWish): Promise<void> {
  const known = await lockByAddress(tx, wish);
  if (known?.state === 'confirmed') return;
  if (known) await updateChoice(tx, known.id, wish);
  else await insertSubscription(tx, wish, false);
}

function letterTo({ address, locale }: SubscribeWish, subscription_id: string) {
  return { address, locale, subscription_id };
}
