import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Telling } from '../templates/telling.ts';

/** The way from what happened lately to all that ever did. */
export function earlierLink({ links, strings }: Telling): TemplateResult | typeof nothing {
  return links.to ? html`<p class="whole"><a href=${links.to('history')}>${strings.wholeHistory}</a></p>` : nothing;
}
