import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { selectField, textField } from '../forms/fields.ts';
import type { Strings } from '../i18n/en.ts';
import { sayClock, sayDay, sayLength, sayMoment, sayZone } from '../time/say-plan.ts';
import { parseWall } from '../time/wall-time.ts';
import { choose, lengths, minutesOf, readEnd, withEnd, withLength, withStart, withZone } from './when.ts';
import type { When } from './when.ts';
import type { ZoneField } from './zone-field.ts';

export interface WhenFieldOptions {
  when: When;
  strings: Strings;
  locale: string;
  pageZone: string;
  zoneField: ZoneField;
  errorFor: (pointer: string) => string | null;
  isBusy: boolean;
  /** Only the end can still be moved. */
  isStartFixed?: boolean;
  /** Sets the ids apart where two such forms may stand on one screen. */
  prefix?: string;
  onWhen: (when: When) => void;
}

/** Start, length, end and zone. A time that does not exist or comes twice is asked about at once. */
export function whenField(options: WhenFieldOptions): TemplateResult {
  const { when, strings, errorFor, isBusy, isStartFixed = false, prefix = '', onWhen } = options;
  const words = strings.maintenance.plan;
  const error = (which: 'start' | 'end', pointer: string) => (isUnclear(when, which) ? null : errorFor(pointer));
  return html`<div class="when">
    ${
      isStartFixed
        ? nothing
        : html`<div class="moment">
            ${textField({
              id: `${prefix}start`,
              type: 'datetime-local',
              label: words.start,
              value: when.start,
              isRequired: true,
              isReadOnly: isBusy,
              error: error('start', '#/scheduled_for'),
              onInput: (start) => onWhen(withStart(when, start)),
            })}
            ${doubt('start', options)}
          </div>`
    }
    <div class="length">${lengthField(options)}</div>
    <div class="moment">
      ${textField({
        id: `${prefix}end`,
        type: 'datetime-local',
        label: words.end,
        value: when.end,
        isRequired: true,
        isReadOnly: isBusy,
        error: error('end', '#/scheduled_until'),
        onInput: (end) => onWhen(withEnd(when, end)),
      })}
      ${doubt('end', options)}
    </div>
    ${options.zoneField.render({
      label: words.zone,
      hint: words.zoneHint,
      value: when.time_zone,
      pageZone: options.pageZone,
      strings,
      isBusy,
      error: errorFor('#/time_zone'),
      onChoose: (zone) => onWhen(withZone(when, zone)),
    })}
  </div>`;
}

function lengthField({ when, strings, locale, prefix = '', isBusy, onWhen }: WhenFieldOptions): TemplateResult {
  const words = strings.maintenance.plan;
  const minutes = minutesOf(when);
  const isUsual = lengths.some((one) => one === minutes);
  return selectField({
    id: `${prefix}length`,
    label: words.length,
    value: minutes === null ? '' : String(minutes),
    options: [
      ...(minutes === null ? [['', words.lengthOther] as const] : []),
      ...lengths.map((one) => [String(one), sayLength(one, locale)] as const),
      ...(minutes !== null && !isUsual ? [[String(minutes), sayLength(minutes, locale)] as const] : []),
    ],
    onInput: (value) => {
      if (value !== '' && !isBusy) onWhen(withLength(when, Number(value)));
    },
  });
}

function isUnclear(when: When, which: 'start' | 'end'): boolean {
  const reading = readEnd(when, which);
  return reading !== null && reading.kind !== 'once';
}

/** The clocks skip this time, or show it twice: which one is meant? */
function doubt(which: 'start' | 'end', options: WhenFieldOptions): TemplateResult | typeof nothing {
  const { when, strings, locale, errorFor, prefix = '', onWhen } = options;
  const reading = readEnd(when, which);
  const wallMs = parseWall(when[which]);
  if (!reading || reading.kind === 'once' || wallMs === null) return nothing;
  const words = strings.maintenance.check;
  const zone = when.time_zone;
  const isGap = reading.kind === 'gap';
  const time = when[which].slice(11, 16);
  const title = (isGap ? words.gapTitle : words.foldTitle)(time, sayDay(reading.later, zone, locale), sayZone(zone));
  const pick = which === 'start' ? when.startPick : when.endPick;
  const error = errorFor(which === 'start' ? '#/scheduled_for' : '#/scheduled_until');
  const id = `${prefix}${which}-doubt`;
  const label = (one: 'earlier' | 'later') => {
    if (isGap) return sayMoment(reading[one], zone, locale);
    return (one === 'earlier' ? words.foldFirst : words.foldSecond)(sayClock(reading[one], zone, locale));
  };
  return html`<fieldset
    class="doubt"
    id=${id}
    role="radiogroup"
    tabindex="-1"
    aria-invalid=${error ? 'true' : nothing}
    aria-describedby=${error ? `${id}-error` : nothing}
  >
    <legend>${title}</legend>
    ${(['earlier', 'later'] as const).map(
      (one) => html`<div class="check">
        <input
          type="radio"
          name=${id}
          id="${id}-${one}"
          .checked=${pick === one}
          @change=${(event: Event) => {
            // A skipped time is replaced, and the question goes: the focus stays with the time.
            if (isGap) (event.currentTarget as HTMLElement).closest('.moment')?.querySelector('input')?.focus();
            onWhen(choose(when, which, one));
          }}
        />
        <label for="${id}-${one}">${label(one)}</label>
      </div>`,
    )}
    ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
  </fieldset>`;
}
