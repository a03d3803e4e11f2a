import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { textField } from '../forms/fields.ts';
import type { Strings } from '../i18n/en.ts';
import { askedFor } from './filling.ts';
import type { Filling, Known } from './filling.ts';

export interface VariableFields {
  filling: Filling | null;
  known: Known;
  strings: Strings;
  isBusy: boolean;
  onFilling: (filling: Filling) => void;
}

/** One field for each thing that a template asks for. */
export function variableFields({
  filling,
  known,
  strings,
  isBusy,
  onFilling,
}: VariableFields): TemplateResult | typeof nothing {
  const names = filling ? askedFor(filling, known) : [];
  if (!filling || names.length === 0) return nothing;
  const words = strings.templates;
  return html`<fieldset class="field variables">
    <legend>${words.ask}</legend>
    <div class="asked">
      ${names.map((name, index) =>
        textField({
          id: `variable-${index}`,
          label: name,
          value: filling.values[name] ?? '',
          isReadOnly: isBusy,
          maxLength: 500,
          onInput: (value) => onFilling({ ...filling, values: { ...filling.values, [name]: value } }),
        }),
      )}
    </div>
    <p class="hint">${words.askHint}</p>
  </fieldset>`;
}
