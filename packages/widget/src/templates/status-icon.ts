import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { shapes } from './shapes.ts';
import type { Tone } from './tone.ts';

/** The shape of a state. The words beside it carry the meaning, so assistive technology does not see it. */
export function statusIcon(tone: Tone): TemplateResult {
  const [outline, mark] = shapes[tone];
  return html`<svg class="icon ${tone}" viewBox="0 0 20 20" aria-hidden="true"><path d=${outline}></path><path d=${mark}></path></svg>`;
}
