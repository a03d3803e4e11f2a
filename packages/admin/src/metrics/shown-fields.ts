import { maxDescriptionLength, maxNameLength } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { checkField, selectField, textField } from '../forms/fields.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { saySeconds } from '../live/sending-watch.ts';
import type { MetricForm } from './metric-form.ts';

export interface ShownFields {
  form: MetricForm;
  words: LaterStrings['metrics'];
  locale: string;
  errorFor: (pointer: string) => string | null;
  change: (part: Partial<MetricForm>) => void;
}

const intervals = [60, 120, 300, 600, 900, 1_800, 3_600];

/** What readers see of it: its name, its unit, and from where on it is bad. */
export function shownFields({ form, words, locale, errorFor, change }: ShownFields): TemplateResult {
  return html`${textField({
    id: 'metric-name',
    label: words.name,
    hint: words.nameHint,
    placeholder: words.namePlaceholder,
    value: form.name,
    maxLength: maxNameLength,
    isRequired: true,
    error: errorFor('#/name'),
    onInput: (name) => change({ name }),
  })}
    <div class="pair">
      ${textField({
        id: 'suffix',
        label: words.suffix,
        hint: words.suffixHint,
        value: form.suffix,
        maxLength: 16,
        error: errorFor('#/suffix'),
        onInput: (suffix) => change({ suffix }),
      })}
      ${selectField({
        id: 'decimals',
        label: words.decimals,
        value: form.decimals,
        options: ['0', '1', '2', '3', '4', '5', '6'].map((one) => [one, one] as const),
        error: errorFor('#/decimal_places'),
        onInput: (decimals) => change({ decimals }),
      })}
    </div>
    <fieldset class="field thresholds">
      <legend>${words.thresholds}</legend>
      ${checkField({
        id: 'has-thresholds',
        label: words.hasThresholds,
        isChecked: form.hasThresholds,
        onInput: (hasThresholds) => change({ hasThresholds }),
      })}
      ${
        form.hasThresholds
          ? html`<div class="three">
              ${selectField({
                id: 'worse',
                label: words.worse,
                value: form.worse,
                options: [
                  ['above', words.worseIf.above],
                  ['below', words.worseIf.below],
                ],
                onInput: (worse) => change({ worse: worse === 'below' ? 'below' : 'above' }),
              })}
              ${textField({
                id: 'yellow',
                label: words.yellow,
                value: form.yellow,
                error: errorFor('#/thresholds/yellow'),
                onInput: (yellow) => change({ yellow }),
              })}
              ${textField({
                id: 'red',
                label: words.red,
                value: form.red,
                error: errorFor('#/thresholds/red'),
                onInput: (red) => change({ red }),
              })}
            </div>`
          : nothing
      }
    </fieldset>
    ${checkField({
      id: 'display',
      label: words.display,
      hint: words.displayHint,
      isChecked: form.display,
      onInput: (display) => change({ display }),
    })}
    <details class="more" ?open=${hasSpecial(form) || ['#/factor', '#/y_axis_min', '#/y_axis_max'].some((one) => errorFor(one))}>
      <summary>${words.more}</summary>
      <div class="inside">
        ${textField({
          id: 'metric-description',
          label: words.description,
          hint: words.descriptionHint,
          value: form.description,
          maxLength: maxDescriptionLength,
          error: errorFor('#/tooltip_description'),
          onInput: (description) => change({ description }),
        })}
        <div class="pair">
          ${textField({
            id: 'factor',
            label: words.factor,
            hint: words.factorHint,
            value: form.factor,
            error: errorFor('#/factor'),
            onInput: (factor) => change({ factor }),
          })}
          ${
            form.source === 'push'
              ? nothing
              : selectField({
                  id: 'interval',
                  label: words.interval,
                  value: form.interval,
                  options: (intervals.some((one) => String(one) === form.interval)
                    ? intervals
                    : [...intervals, Number(form.interval)]
                  ).map((one) => [String(one), words.every(saySeconds(one, locale))] as const),
                  error: errorFor('#/interval_seconds'),
                  onInput: (interval) => change({ interval }),
                })
          }
        </div>
        <div class="pair">
          ${textField({
            id: 'axis-min',
            label: words.axisMin,
            hint: words.axisHint,
            value: form.axisMin,
            error: errorFor('#/y_axis_min'),
            onInput: (axisMin) => change({ axisMin }),
          })}
          ${textField({
            id: 'axis-max',
            label: words.axisMax,
            hint: words.axisHint,
            value: form.axisMax,
            error: errorFor('#/y_axis_max'),
            onInput: (axisMax) => change({ axisMax }),
          })}
        </div>
        ${checkField({
          id: 'axis-hidden',
          label: words.axisHidden,
          isChecked: form.axisHidden,
          onInput: (axisHidden) => change({ axisHidden }),
        })}
      </div>
    </details>`;
}

/** Whether anything behind the line was chosen. */
function hasSpecial({ description, factor, interval, axisMin, axisMax, axisHidden }: MetricForm): boolean {
  return [description, axisMin, axisMax].some((one) => one !== '') || factor !== '1' || interval !== '60' || axisHidden;
}
