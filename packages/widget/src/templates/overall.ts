import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { statusIcon } from './status-icon.ts';
import type { Tone } from './tone.ts';

/** The state of everything: said once, large, in words. */
export function overall(tone: Tone, sentence: string, detail: string, isStale = false): TemplateResult {
  return html`<section class="overall ${tone}" part="overall" data-overall=${tone} ?data-stale=${isStale}>${statusIcon(tone)}<h1 aria-live="polite">${sentence}</h1><p>${detail}</p></section>`;
}
