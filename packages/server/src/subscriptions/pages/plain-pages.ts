import type { Offer } from '../offer.ts';
import type { SubscriptionRow } from '../store.ts';
import { toSubscription } from '../to-subscription.ts';
import { describe } from './describe.ts';
import { html, isolated, type Markup } from './markup.ts';
import type { Words } from './words/shape.ts';

/** Asks the owner of an address whether they want what was asked for in their name. */
export function confirmPage(row: SubscriptionRow, offer: Offer, words: Words): Markup {
  const { title, lead, button, notYou } = words.confirm;
  return html`<h1>${title}</h1>
<p>${lead(addressOf(row), isolated(offer.page.name))}</p>
${describe(row, offer, words)}
<form method="post"><button>${button}</button></form>
<p class="soft after">${notYou}</p>`;
}

/** Says what will come, and where to change it. */
export function confirmedPage(row: SubscriptionRow, offer: Offer, words: Words, manageAddress: string): Markup {
  const { title, lead, leave, change } = words.confirmed;
  return html`<h1>${title}</h1>
<p>${lead(addressOf(row))}</p>
${describe(row, offer, words)}
<p><a href="${manageAddress}">${change}</a></p>
<p class="soft after">${leave}</p>`;
}

/** Asks whether somebody really wants to leave. */
export function unsubscribePage(row: SubscriptionRow, offer: Offer, words: Words): Markup {
  const { title, lead, button } = words.unsubscribe;
  return html`<h1>${title}</h1>
<p>${lead(addressOf(row), isolated(offer.page.name))}</p>
${describe(row, offer, words)}
<form method="post"><button>${button}</button></form>`;
}

/** A page that only says something. */
export function messagePage({ title, text }: { title: string; text: string }): Markup {
  return html`<h1>${title}</h1>
<p>${text}</p>`;
}

/** Where messages go, as much of it as its owner needs to know it by. */
export function addressOf(row: SubscriptionRow): string {
  // Without the joiner a line may break behind the dots.
  return isolated(toSubscription(row).address_hint.replace('…', '…\u2060'));
}
