import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { selectField } from '../forms/fields.ts';
import type { Strings } from '../i18n/en.ts';
import { saySpan, sayMoment } from '../time/say-plan.ts';
import { toWall } from '../time/wall-time.ts';
import { sayWeekday, weekOf } from '../time/weekdays.ts';
import type { Weekday } from '../time/weekdays.ts';
import type { DatePreview } from './date-preview.ts';
import { emptyRepeat, places, repeatKinds, settle } from './rule.ts';
import type { Repeat, RepeatKind, SettledRepeat } from './rule.ts';
import { sayRule } from './say-rule.ts';

export interface RepeatFieldOptions {
  repeat: Repeat;
  /** The first start, on the clocks of the zone. */
  start: string;
  timeZone: string;
  strings: Strings;
  locale: string;
  preview: DatePreview;
  errorFor: (pointer: string) => string | null;
  isBusy: boolean;
  /** What repeats already cannot become something that does not. */
  mustRepeat?: boolean;
  onRepeat: (repeat: Repeat) => void;
}

/** Does it repeat? Plain choices, said as a sentence, and the dates that come of them. */
export function repeatField(options: RepeatFieldOptions): TemplateResult {
  const { repeat, start, strings, mustRepeat = false, isBusy, onRepeat } = options;
  const words = strings.maintenance.repeat;
  const kinds: RepeatKind[] = [
    ...repeatKinds.filter((kind) => !(mustRepeat && kind === 'none')),
    ...(repeat.kind === 'other' ? (['other'] as const) : []),
  ];
  const settled = settle(repeat, start);
  const change = (part: Partial<Repeat>) => {
    if (!isBusy) onRepeat({ ...repeat, ...part });
  };
  return html`<fieldset class="field repeat" id="rrule" tabindex="-1">
    <legend>${words.title}</legend>
    ${selectField({
      id: 'repeat-kind',
      label: words.how,
      value: repeat.kind,
      error: ownError(options),
      options: kinds.map((kind) => [kind, words.kinds[kind]] as const),
      onInput: (kind) =>
        change({ ...emptyRepeat(kind as RepeatKind), ends: repeat.ends, until: repeat.until, times: repeat.times }),
    })}
    ${
      repeat.kind === 'none'
        ? nothing
        : html`${repeat.kind === 'other' ? nothing : html`${details(options, settled, change)} ${ending(options, settled, change)}`}
          ${said(options)} ${dates(options)}`
    }
  </fieldset>`;
}

/** An error about the rule itself, not about one of its parts. */
function ownError({ errorFor }: RepeatFieldOptions): string | null {
  const parts = ['every', 'days', 'until', 'times'];
  return parts.some((part) => errorFor(`#/rrule/${part}`)) ? null : errorFor('#/rrule');
}

type Change = (part: Partial<Repeat>) => void;

function details(options: RepeatFieldOptions, settled: SettledRepeat, change: Change): TemplateResult {
  const { repeat, strings, locale } = options;
  const words = strings.maintenance.repeat;
  switch (repeat.kind) {
    case 'week':
      return html`<div class="pair">${every(options, words.everyWeeks, change)}</div>
        ${dayBoxes(options, settled, change)}`;
    case 'month_day':
      return html`<div class="pair">
        ${selectField({
          id: 'repeat-month-day',
          label: words.monthDay,
          value: String(settled.monthDay),
          ...(settled.monthDay > 28 && { hint: words.missingDay(settled.monthDay) }),
          options: [
            ...Array.from({ length: 31 }, (_, index) => [String(index + 1), words.dayOfMonth(index + 1)] as const),
            ['-1', words.lastDay] as const,
          ],
          onInput: (value) => change({ monthDay: Number(value) }),
        })}
        ${every(options, words.everyMonths, change)}
      </div>`;
    case 'month_weekday':
      return html`<div class="pair three">
        ${selectField({
          id: 'repeat-place',
          label: words.place,
          value: String(settled.place),
          options: places.map((place) => [String(place), words.places[place] ?? String(place)] as const),
          onInput: (value) => change({ place: Number(value) }),
        })}
        ${selectField({
          id: 'repeat-weekday',
          label: words.weekday,
          value: settled.weekday,
          options: weekOf(locale).map((day) => [day, sayWeekday(day, locale)] as const),
          onInput: (value) => change({ weekday: value as Weekday }),
        })}
        ${every(options, words.everyMonths, change)}
      </div>`;
    case 'year':
      return options.start.slice(5, 10) === '02-29' ? html`<p class="hint">${words.leapDay}</p>` : html``;
    default:
      return html``;
  }
}

function every({ repeat, errorFor, isBusy }: RepeatFieldOptions, label: string, change: Change): TemplateResult {
  return numberField({
    id: 'repeat-every',
    label,
    value: repeat.every,
    most: 52,
    isBusy,
    error: errorFor('#/rrule/every'),
    onInput: (value) => change({ every: value }),
  });
}

function dayBoxes(
  { strings, locale, errorFor }: RepeatFieldOptions,
  settled: SettledRepeat,
  change: Change,
): TemplateResult {
  const words = strings.maintenance.repeat;
  const error = errorFor('#/rrule/days');
  const toggle = (day: Weekday, isOn: boolean) =>
    change({ days: [...settled.days.filter((one) => one !== day), ...(isOn ? [day] : [])] });
  return html`<fieldset class="field" aria-describedby=${error ? 'repeat-days-error' : nothing}>
    <legend>${words.days}</legend>
    <div class="days">
      ${weekOf(locale).map(
        (day) => html`<span>
          <input
            type="checkbox"
            id="repeat-${day}"
            .checked=${live(settled.days.includes(day))}
            aria-invalid=${error ? 'true' : nothing}
            @change=${(event: Event) => toggle(day, (event.target as HTMLInputElement).checked)}
          />
          <label for="repeat-${day}">
            <span class="visually-hidden">${sayWeekday(day, locale)}</span>
            <span aria-hidden="true">${sayWeekday(day, locale, 'short')}</span>
          </label>
        </span>`,
      )}
    </div>
    ${error ? html`<p class="error" id="repeat-days-error">${error}</p>` : nothing}
  </fieldset>`;
}

function ending(options: RepeatFieldOptions, settled: SettledRepeat, change: Change): TemplateResult {
  const { repeat, strings, errorFor, isBusy } = options;
  const words = strings.maintenance.repeat;
  const error = errorFor('#/rrule/until');
  return html`<div class="pair">
    ${selectField({
      id: 'repeat-ends',
      label: words.ends,
      value: repeat.ends,
      options: (['until', 'count'] as const).map((kind) => [kind, words.endKinds[kind]] as const),
      onInput: (value) => change({ ends: value === 'count' ? 'count' : 'until' }),
    })}
    ${
      repeat.ends === 'count'
        ? numberField({
            id: 'repeat-times',
            label: words.times,
            value: repeat.times,
            most: 4_000,
            isBusy,
            error: errorFor('#/rrule/times'),
            onInput: (times) => change({ times }),
          })
        : html`<div class="field">
            <label for="repeat-until">${words.until}</label>
            <input
              id="repeat-until"
              type="date"
              .value=${live(settled.until)}
              ?readonly=${isBusy}
              aria-invalid=${error ? 'true' : nothing}
              aria-describedby=${error ? 'repeat-until-error' : nothing}
              @input=${(event: Event) => change({ until: (event.target as HTMLInputElement).value })}
            />
            ${error ? html`<p class="error" id="repeat-until-error">${error}</p>` : nothing}
          </div>`
    }
  </div>`;
}

function numberField(field: {
  id: string;
  label: string;
  value: number;
  most: number;
  error: string | null;
  isBusy: boolean;
  onInput: (value: number) => void;
}): TemplateResult {
  const { id, error } = field;
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    <input
      id=${id}
      type="number"
      inputmode="numeric"
      min="1"
      max=${field.most}
      .value=${live(Number.isNaN(field.value) ? '' : String(field.value))}
      ?readonly=${field.isBusy}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? `${id}-error` : nothing}
      @input=${(event: Event) => field.onInput((event.target as HTMLInputElement).valueAsNumber)}
    />
    ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
  </div>`;
}

function said({ repeat, start, strings, locale }: RepeatFieldOptions): TemplateResult {
  return html`<p class="said" data-rule>${sayRule(repeat, { start, strings, locale })}</p>`;
}

/** The next dates, as the server reckons them. */
function dates({ start, timeZone, strings, locale, preview }: RepeatFieldOptions): TemplateResult {
  const words = strings.maintenance.repeat;
  const { dates: found, failure } = preview;
  const first = found?.[0];
  const at = (date: { scheduled_for: string }) => Date.parse(date.scheduled_for);
  return html`<div class="next" role="status">
    <h2>${words.next}</h2>
    ${failure && failure.errors.length > 0 ? html`<p class="error">${failure.errors.map((one) => one.detail).join(' ')}</p>` : nothing}
    ${failure && failure.errors.length === 0 ? html`<p class="hint">${words.nextFailed}</p>` : nothing}
    ${
      !found && !failure
        ? html`<p class="hint">${preview.isAsked ? words.nextLoading : strings.maintenance.outcome.notYet}</p>`
        : nothing
    }
    ${found?.length === 0 ? html`<p class="hint">${words.noDates}</p>` : nothing}
    ${
      first && start !== '' && first.starts_at.slice(0, 16) !== start
        ? html`<p class="hint">${words.firstDiffers(sayMoment(at(first), timeZone, locale))}</p>`
        : nothing
    }
    ${
      found && found.length > 0
        ? html`<ol>
            ${found.map((date) => {
              const when = saySpan(at(date), Date.parse(date.scheduled_until), timeZone, locale);
              // Clocks that skip this start, or a day that has none of it, move one date.
              const isShifted = toWall(at(date), timeZone) !== date.starts_at.slice(0, 16);
              return html`<li>${isShifted ? words.shifted(when) : when}</li>`;
            })}
          </ol>`
        : nothing
    }
  </div>`;
}
