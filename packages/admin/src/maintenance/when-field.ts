import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { selectField, textField } from '../forms/fields.ts';
import type { Strings } from '../i18n/en.ts';
import { sayClock, sayDay, sayLength, sayMoment, sayZone } from '../time/say-plan.ts';
import { parseWall } from '../time/wall-time.ts';
import { choose, lengths, minutesOf, readEnd, withEnd, withLength, withStart, withZone } from './when.ts';
import type { When } from './when.ts';
import type { ZoneField } from './zone-field.ts';

/** What one of the two moments needs. */
export interface MomentOptions {
  when: When;
  strings: Strings;
  locale: string;
  errorFor: (pointer: string) => string | null;
  isBusy: boolean;
  /** Sets the ids apart where two such forms may stand on one screen. */
  prefix?: string;
  onWhen: (when: When) => void;
}

export interface WhenFieldOptions extends MomentOptions {
  pageZone: string;
  zoneField: ZoneField;
  /** Only the end can still be moved. */
  isStartFixed?: boolean;
}

const pointers = { start: '#/scheduled_for', end: '#/scheduled_until' } as const;

/** Start, length, end and zone. A time that does not exist or comes twice is asked about at once. */
export function whenField(options: WhenFieldOptions): TemplateResult {
  const { when, strings, errorFor, isBusy, isStartFixed = false, onWhen } = options;
  const words = strings.maintenance.plan;
  return html`<div class="when">
    ${isStartFixed ? nothing : momentField('start', words.start, options)}
    <div class="length">${lengthField(options)}</div>
    ${momentField('end', words.end, options)}
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

/** A start or an end. A time that does not exist or comes twice is asked about at once. */
export function momentField(which: 'start' | 'end', label: string, options: MomentOptions): TemplateResult {
  const { when, errorFor, isBusy, prefix = '', onWhen } = options;
  return html`<div class="moment">
    ${textField({
      id: `${prefix}${which}`,
      type: 'datetime-local',
      label,
      value: when[which],
      isRequired: true,
      isReadOnly: isBusy,
      error: isUnclear(when, which) ? null : errorFor(pointers[which]),
      onInput: (value) => onWhen(which === 'start' ? withStart(when, value) : withEnd(when, value)),
    })}
    ${doubt(which, options)}
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
function doubt(which: 'start' | 'end', options: MomentOptions): TemplateResult | typeof nothing {
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
  const error = errorFor(pointers[which]);
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
