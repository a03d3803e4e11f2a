import { DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type { LinkPurpose, Links } from './links.ts';
import { findSubscription, lockSubscription, type SubscriptionRow } from './store.ts';

/** What a link needs besides the subscription that it names. */
interface Link {
  links: Links;
  token: string;
  /** It may be a link for any of these. */
  for: readonly LinkPurpose[];
}

/** The subscription that a link opens, or a refusal. */
export async function requireLink(sql: Sql, link: Link): Promise<SubscriptionRow> {
  const id = idOf(link);
  return open(link, await findSubscription(sql, id));
}

/** The same in a transaction that will change it. */
export async function lockLink(tx: Tx, link: Link): Promise<SubscriptionRow> {
  const id = idOf(link);
  return open(link, await lockSubscription(tx, id));
}

/** A link that cannot be one of ours, whatever is stored: most often a part of one. It is as dead as one that was used. */
export class BrokenLink extends DomainError {
  constructor() {
    super('token-spent', 'Open the whole link, as it stands in the mail.');
  }
}

function idOf({ links, token }: Link): string {
  const id = links.idOf(token);
  if (id === undefined) throw new BrokenLink();
  return id;
}

/** Spent, expired, forged and erased are one answer: none of them tells whether there is, or was, such a subscription. */
function open({ links, token, for: purposes }: Link, found: Found | undefined): SubscriptionRow {
  const named = found ?? nobody;
  const purpose = purposes.find((one) => links.isFor(one, token, named));
  if (found && purpose && !found.is_expired && isOpen(purpose, found.state)) return found;
  throw new DomainError('token-spent', 'This link was used, or has expired. Subscribe again to get a new one.');
}

type Found = SubscriptionRow & { is_expired: boolean };
const nobody = { id: '1', link_salt: '' };

function isOpen(purpose: LinkPurpose, state: SubscriptionRow['state']): boolean {
  if (purpose === 'unsubscribe') return true;
  return state === (purpose === 'confirm' ? 'pending' : 'confirmed');
}
