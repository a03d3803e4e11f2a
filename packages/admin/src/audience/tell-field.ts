import { channels } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { checkField } from '../forms/fields.ts';
import type { Strings } from '../i18n/en.ts';
import type { Reckoning } from './audience.ts';
import { sayByChannel } from './say-channel.ts';

export interface TellField {
  id: string;
  label: string;
  isChecked: boolean;
  reckoning: Reckoning;
  /** The settings keep steps of this kind to the page. */
  isSwitchedOff?: boolean;
  strings: Strings;
  onInput: (isChecked: boolean) => void;
}

/** Who will be told: whether at all, how many, and by what. */
export function tellField(field: TellField): TemplateResult {
  const { id, label, isChecked, reckoning, isSwitchedOff = false, strings, onInput } = field;
  const words = strings.audience;
  const hint = isSwitchedOff ? words.switchedOff : sayReckoning(reckoning, strings);
  const isHeld =
    isChecked && !isSwitchedOff && reckoning.state === 'known' && reckoning.isHeld && reckoning.counts.total > 0;
  return html`<fieldset class="field">
    <legend>${words.title}</legend>
    <div class="tell">
      ${checkField({ id, label, isChecked, hint: isChecked ? hint : words.off, onInput })}
      ${isHeld ? html`<p class="held" data-held>${words.held}</p>` : nothing}
      ${isChecked && !isSwitchedOff && waitsForMailServer(reckoning) > 0 ? html`<p class="held">${strings.notifications.noEmail}</p>` : nothing}
    </div>
  </fieldset>`;
}

/** "12,403 subscribers: 10,980 by email and 1,423 by push." */
export function sayReckoning(reckoning: Reckoning, strings: Strings): string {
  const words = strings.audience;
  if (reckoning.state === 'counting') return words.counting;
  if (reckoning.state === 'unknown') return words.unknown;
  const { counts, total } = reckoning.counts;
  if (total === 0) return words.nobody;
  const parts = channels
    .map((channel) => ({ channel, amount: counts[channel] ?? 0 }))
    .filter(({ amount }) => amount > 0)
    .sort((one, other) => other.amount - one.amount)
    .map(({ channel, amount }) => sayByChannel(channel, amount, strings));
  return words.sum(total, parts);
}

/** The same in a sentence beside the button that publishes; null while that is not known. */
export function sayWhoWillBeTold(reckoning: Reckoning, isTold: boolean, { audience }: Strings): string | null {
  if (!isTold) return audience.willNobody;
  if (reckoning.state !== 'known') return null;
  const total = reckoning.counts.total - waitsForMailServer(reckoning);
  return total === 0 ? audience.willNobody : audience.will(total);
}

/** How many want email where no mail server is set: they are counted, and cannot be told. */
function waitsForMailServer(reckoning: Reckoning): number {
  if (reckoning.state !== 'known' || !reckoning.hasNoMailServer) return 0;
  return reckoning.counts.counts.email ?? 0;
}
