import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';

/** A labelled field: its hint and its error are tied to it for those who do not see them beside it. */
export interface Field {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | TemplateResult;
  error?: string | null;
  isRequired?: boolean;
  isReadOnly?: boolean;
}

export interface TextField extends Field {
  type?: 'text' | 'email' | 'password' | 'url' | 'date' | 'datetime-local' | 'search';
  autocomplete?: string;
  maxLength?: number;
  placeholder?: string;
  list?: string;
}

const describedBy = (id: string, field: Pick<Field, 'hint' | 'error'>) =>
  [field.hint ? `${id}-hint` : '', field.error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

const valueOf = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

/** One line of text. */
export function textField(field: TextField): TemplateResult {
  const { id, label, type = 'text' } = field;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      name=${id}
      type=${type}
      .value=${live(field.value)}
      ?readonly=${field.isReadOnly}
      autocomplete=${field.autocomplete ?? 'off'}
      maxlength=${ifDefined(field.maxLength)}
      placeholder=${ifDefined(field.placeholder)}
      list=${ifDefined(field.list)}
      aria-required=${field.isRequired ? 'true' : nothing}
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${ifDefined(describedBy(id, field))}
      @input=${(event: Event) => field.onInput(valueOf(event))}
    />
    ${afterField(field)}
  </div>`;
}

/** Several lines of text. */
export function textArea(field: Field & { maxLength?: number; placeholder?: string; rows?: number }): TemplateResult {
  const { id } = field;
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    <textarea
      id=${id}
      name=${id}
      rows=${ifDefined(field.rows)}
      .value=${live(field.value)}
      ?readonly=${field.isReadOnly}
      maxlength=${ifDefined(field.maxLength)}
      placeholder=${ifDefined(field.placeholder)}
      aria-required=${field.isRequired ? 'true' : nothing}
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${ifDefined(describedBy(id, field))}
      @input=${(event: Event) => field.onInput(valueOf(event))}
    ></textarea>
    ${afterField(field)}
  </div>`;
}

/** One of several, by a native select. */
export function selectField(
  field: Field & { options: readonly (readonly [value: string, label: string])[] },
): TemplateResult {
  const { id } = field;
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    <select
      id=${id}
      name=${id}
      .value=${live(field.value)}
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${ifDefined(describedBy(id, field))}
      @change=${(event: Event) => field.onInput(valueOf(event))}
    >
      ${field.options.map(([value, label]) => html`<option value=${value} ?selected=${value === field.value}>${label}</option>`)}
    </select>
    ${afterField(field)}
  </div>`;
}

/** Yes or no. */
export function checkField(field: {
  id: string;
  label: string;
  hint?: string;
  isChecked: boolean;
  onInput: (isChecked: boolean) => void;
}): TemplateResult {
  const { id, hint } = field;
  return html`<div class="check">
    <input
      id=${id}
      name=${id}
      type="checkbox"
      .checked=${live(field.isChecked)}
      aria-describedby=${hint ? `${id}-hint` : nothing}
      @change=${(event: Event) => field.onInput((event.target as HTMLInputElement).checked)}
    />
    <div>
      <label for=${id}>${field.label}</label>
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    </div>
  </div>`;
}

function afterField({ id, hint, error }: Pick<Field, 'id' | 'hint' | 'error'>): TemplateResult {
  return html`${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
  ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}`;
}
