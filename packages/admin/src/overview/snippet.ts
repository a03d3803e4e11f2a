import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { copyText } from '../forms/copy.ts';
import type { Panel } from '../status-admin/panel.ts';

/** The line that goes into the customer's app. */
export function snippetOf(panel: Panel): string {
  return `<script async src="${panel.address('/embed.js').href}"></script>`;
}

/** The line, and a button that copies it. Where copying is not allowed it is selected, to be copied by hand. */
export function snippetField(panel: Panel): TemplateResult {
  const words = panel.strings.overview.guide;
  const copy = async (event: Event) => {
    const field = (event.currentTarget as HTMLElement).previousElementSibling as HTMLInputElement;
    if (await copyText(field.value)) panel.say(words.copied);
    else field.select();
  };
  return html`<div class="snippet">
    <input readonly spellcheck="false" aria-label=${words.snippet} .value=${snippetOf(panel)} />
    <button class="button small" type="button" @click=${copy}>${words.copy}</button>
  </div>`;
}
