import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { HistoryStrings } from '../i18n/history-strings.ts';
import type { Telling } from '../templates/telling.ts';

/** How much can be looked for. */
export const longestQuery = 200;

/** Looks for words in the history: a form that needs no script. */
export function searchForm(query: string, { links }: Telling, words: HistoryStrings): TemplateResult | typeof nothing {
  if (!links.to) return nothing;
  // A form leaves out what its address asks for: the language goes with it as a field.
  const [address = '', asked] = links.to('history').split('?');
  const lang = new URLSearchParams(asked).get('lang');
  return html`<form class="search" role="search" action=${address} method="get">
    <input type="search" name="q" value=${query} maxlength=${longestQuery} required aria-label=${words.search} placeholder=${words.search} autocomplete="off" enterkeyhint="search" />
    ${lang ? html`<input type="hidden" name="lang" value=${lang} />` : nothing}
    <button>${words.find}</button>
  </form>`;
}
