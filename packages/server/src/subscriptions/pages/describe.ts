import { isolated, html, type Markup } from './markup.ts';
import type { Offer } from '../offer.ts';
import type { SubscriptionRow } from '../store.ts';
import { languageNames } from './words.ts';
import type { Words } from './words/shape.ts';
import { baseOf } from '../../page/html/words.ts';

/** Says what a subscription is about: its parts by name. */
export function describe(row: SubscriptionRow, offer: Offer, words: Words): Markup {
  const { about } = words;
  const facts: [string, readonly string[]][] = [
    [about.what, partsOf(row, offer, words)],
    ...(row.incident_id === null
      ? [[about.kinds, row.kinds.map((kind) => about.kind[kind])] as [string, string[]]]
      : []),
    [about.language, [nameOfLanguage(row.locale)]],
    [about.timeZone, [row.time_zone]],
  ];
  return html`<dl class="card">${facts.map(
    ([label, values]) =>
      html`<dt>${label}</dt><dd>${
        values.length === 1
          ? html`<bdi>${values[0]}</bdi>`
          : html`<ul>${values.map((value) => html`<li><bdi>${value}</bdi></li>`)}</ul>`
      }</dd>`,
  )}</dl>`;
}

function partsOf(row: SubscriptionRow, { page, groups, components, incident }: Offer, { about }: Words): string[] {
  if (row.incident_id !== null) return [about.untilOver(isolated(incident ?? '…'))];
  if (row.component_ids.length + row.group_ids.length === 0) return [about.everything(isolated(page.name))];
  const named = [
    ...groups.filter(({ id }) => row.group_ids.includes(id)).map(({ name }) => about.wholeGroup(isolated(name))),
    ...components.filter(({ id }) => row.component_ids.includes(id)).map(({ name }) => name),
  ];
  return named.length > 0 ? named : [about.nothingLeft];
}

/** A language in its own words. */
export function nameOfLanguage(locale: string): string {
  const known = languageNames[locale] ?? languageNames[baseOf(locale)];
  if (known !== undefined) return known;
  return new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(locale) ?? locale;
}
