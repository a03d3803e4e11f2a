import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Field } from '../forms/fields.ts';

/** Several lines that a machine reads: in its own type, from left to right, and left alone by spelling. */
export function codeArea(field: Field & { maxLength?: number; rows?: number }): TemplateResult {
  const { id, hint, error } = field;
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    <textarea
      id=${id}
      name=${id}
      class="code"
      dir="ltr"
      rows=${field.rows ?? 3}
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
      .value=${live(field.value)}
      ?readonly=${field.isReadOnly}
      maxlength=${field.maxLength ?? nothing}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy || nothing}
      @input=${(event: Event) => field.onInput((event.target as HTMLTextAreaElement).value)}
    ></textarea>
    ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
  </div>`;
}
