import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.ts';

export interface Pager {
  page: number;
  pages: number;
  strings: Strings;
  onPage: (page: number) => void;
}

/** Leads through a list that is longer than a page. */
export function pager({ page, pages, strings, onPage }: Pager): TemplateResult | typeof nothing {
  if (pages <= 1 && page <= 1) return nothing;
  const words = strings.subscribers;
  return html`<div class="pager" role="group" aria-label=${words.pages}>
    <button class="button small" type="button" ?disabled=${page <= 1} @click=${() => onPage(page - 1)}>${words.earlier}</button>
    <span class="soft small">${words.found(page, pages)}</span>
    <button class="button small" type="button" ?disabled=${page >= pages} @click=${() => onPage(page + 1)}>${words.later}</button>
  </div>`;
}
