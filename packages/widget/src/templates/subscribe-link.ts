import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Telling } from './telling.ts';

/** Leads to the form in which people ask to be told of news. With a script it opens over the page. */
export function subscribeLink({ links, strings }: Telling, incident = ''): TemplateResult | typeof nothing {
  return links.subscribe
    ? html`<a href=${links.subscribe(incident)} data-follow=${incident}>${incident ? strings.follow : strings.getUpdates}</a>`
    : nothing;
}
