import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { statusIcon } from './status-icon.ts';
import type { Tone } from './tone.ts';

/** The state of everything: said once, large, in words. */
export function overall(tone: Tone, sentence: string, detail: string): TemplateResult {
  return html`<section class="overall ${tone}" data-overall=${tone}>
    ${statusIcon(tone)}
    <h1 aria-live="polite" dir="auto">${sentence}</h1>
    <p dir="auto">${detail}</p>
  </section>`;
}
