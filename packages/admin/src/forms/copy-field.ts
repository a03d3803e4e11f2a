import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { copyText } from './copy.ts';
import type { Panel } from '../status-admin/panel.ts';

/** Text to be taken elsewhere: it can be copied, or selected where copying is not allowed. */
export function copyField(
  panel: Panel,
  { id, label, value, rows = 1 }: { id: string; label: string; value: string; rows?: number },
): TemplateResult {
  const words = panel.strings.notifications;
  const copy = async (event: Event) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    if (await copyText(value)) panel.say(words.copied);
    else (root.getElementById(id) as HTMLInputElement | null)?.select();
  };
  return html`<div class="copy">
    <label for=${id}>${label}</label>
    ${
      rows > 1
        ? html`<textarea id=${id} readonly spellcheck="false" rows=${rows} .value=${value}></textarea>`
        : html`<input id=${id} readonly spellcheck="false" .value=${value} />`
    }
    <button class="button small" type="button" aria-label=${words.copyOf(label)} @click=${copy}>${words.copy}</button>
  </div>`;
}
