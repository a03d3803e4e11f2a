import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { statusIcon } from '../templates/status-icon.ts';
import { sayWhen } from '../templates/thread.ts';
import type { View } from './view.ts';

/** Says how old it is what is shown, when nothing has confirmed it for a while. */
export function staleNote({ provenAt, telling: { reader, strings } }: View): TemplateResult {
  return html`<p class="note unknown" data-stale>
    ${statusIcon('unknown')}<span>${strings.stale(sayWhen(provenAt, reader, strings))}</span>
  </p>`;
}
