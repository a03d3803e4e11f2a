import { type SubscriptionKind, subscriptionKinds } from '@allswell/protocol';
import type { Offer } from '../offer.ts';
import type { SubscriptionRow } from '../store.ts';
import { nameOfLanguage } from './describe.ts';
import { describe } from './describe.ts';
import type { ManageMistakes } from './read-manage-form.ts';
import { html, type Markup } from './markup.ts';
import { addressOf } from './plain-pages.ts';
import { languageNames } from './words.ts';
import type { Words } from './words/shape.ts';

/** What the form shows: what is stored, or what was sent and cannot be. */
export interface ManageState {
  row: SubscriptionRow;
  /** Only what is chosen, whether or not anything is. */
  isChosen: boolean;
  mistakes?: ManageMistakes | undefined;
  isSaved: boolean;
}

/** The form by which a subscriber changes what they hear of, or leaves. */
export function managePage(state: ManageState, offer: Offer, words: Words, unsubscribeAddress: string): Markup {
  const { row, mistakes, isSaved } = state;
  const { manage, about, unsubscribe } = words;
  const follows = row.incident_id !== null;
  return html`<h1>${manage.title}</h1>
<p>${manage.lead(addressOf(row))}</p>
${isSaved && html`<p class="note" role="status">${manage.saved}</p>`}
${mistakes && html`<p class="note wrong" role="alert">${Object.values(mistakes)[0]}</p>`}
<form method="post" class="after">
${
  follows
    ? describe(row, offer, words)
    : html`${scope(state, offer, words)}
<fieldset><legend>${manage.kinds}</legend>${subscriptionKinds.map((kind: SubscriptionKind) =>
        box({ type: 'checkbox', name: 'kinds', value: kind, checked: row.kinds.includes(kind) }, about.kind[kind]),
      )}</fieldset>`
}
<div class="pair">
<label class="field"><span>${about.language}</span><select name="locale">${localesFor(row.locale).map((locale) =>
    option(locale, nameOfLanguage(locale), locale === row.locale),
  )}</select></label>
<label class="field"><span>${about.timeZone}</span><select name="time_zone">${zonesFor(row.time_zone).map((zone) =>
    option(zone, zone.replaceAll('_', ' '), zone === row.time_zone),
  )}</select></label>
</div>
<p class="actions"><button>${manage.save}</button></p>
</form>
<section class="leave"><div><h2>${manage.leaveTitle}</h2><p class="soft">${manage.leaveText}</p></div>
<form method="post" action="${unsubscribeAddress}"><button class="quiet">${unsubscribe.button}</button></form></section>`;
}

function scope({ row, isChosen }: ManageState, offer: Offer, { manage }: Words): Markup | false {
  const { groups, components } = offer;
  if (groups.length + components.length === 0) return false;
  const component = ({ id, name }: { id: string; name: string }) =>
    html`<li>${box({ type: 'checkbox', name: 'components', value: id, checked: row.component_ids.includes(id) }, name)}</li>`;
  const group = ({ id, name }: { id: string; name: string }) =>
    html`<li>${box({ type: 'checkbox', name: 'groups', value: id, checked: row.group_ids.includes(id) }, name, manage.wholeGroup)}<ul>${components
      .filter(({ group_id }) => group_id === id)
      .map(component)}</ul></li>`;
  return html`<fieldset><legend>${manage.what}</legend>
${box({ type: 'radio', name: 'scope', value: 'everything', checked: !isChosen, id: 'everything' }, manage.everything)}
${box({ type: 'radio', name: 'scope', value: 'some', checked: isChosen }, manage.some)}
<ul class="parts">${groups.map(group)}${components.filter(({ group_id }) => group_id === null).map(component)}</ul>
</fieldset>`;
}

interface Box {
  type: 'checkbox' | 'radio';
  name: string;
  value: string;
  checked: boolean;
  id?: string;
}

function box({ type, name, value, checked, id }: Box, label: string, more?: string): Markup {
  return html`<label class="box"><input type="${type}" name="${name}" value="${value}"${
    id !== undefined && html` id="${id}"`
  }${checked && html` checked`}><span><bdi>${label}</bdi>${more !== undefined && html` <small>${more}</small>`}</span></label>`;
}

function option(value: string, label: string, selected: boolean): Markup {
  return html`<option value="${value}"${selected && html` selected`}>${label}</option>`;
}

/** Five that messages are written in, and the one that was chosen once. */
function localesFor(current: string): string[] {
  const all = Object.keys(languageNames);
  return all.includes(current) ? all : [current, ...all];
}

function zonesFor(current: string): string[] {
  const all = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return all.includes(current) ? all : [current, ...all];
}
