import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { statusIcon } from '../templates/status-icon.ts';
import { uptimeBar } from '../templates/uptime-bar.ts';
import type { SeenComponentUptime } from './decode-uptime.ts';
import { dateAt, placeOf, sayDate, sayDays, sayLevel, sayShare, toneOfLevel, type UptimeTelling } from './telling.ts';

/** Which day is looked at, and what to do when somebody goes on. */
export interface Cursor {
  /** The day that is looked at; empty while none is. */
  date: string;
  /** The day that was looked at last, from which keys go on; empty where none was. */
  last: string;
  /** The day that is opened; empty while none is. */
  opened: string;
  /** Goes to a day; an empty one leaves the bars. */
  go: (date: string) => void;
  /** Opens a day, and takes the keyboard there where it comes from one. */
  open: (date: string, isKeyed: boolean) => void;
}

/** The bars of a component, to be read by eye, by pointer, by finger and by keyboard, a day after the other. */
export function dayBars(
  component: SeenComponentUptime,
  { today, percents }: { today: string; percents: ReadonlyMap<string, number | null> },
  cursor: Cursor,
  telling: UptimeTelling,
  title?: TemplateResult,
): TemplateResult {
  const { strings, days } = telling;
  const levels = component.levels.slice(-days).padStart(days, '-');
  const count = levels.length;
  const dateOf = (index: number) => dateAt(Math.min(count - 1, Math.max(0, index)), count, today);
  const at = placeOf(cursor.date, count, today);
  const isIn = at >= 0 && at < count;
  const last = placeOf(cursor.last, count, today);
  const shown = isIn ? at : last >= 0 && last < count ? last : count - 1;
  const facts = (index: number) => {
    const level = levels[index] ?? '-';
    const percent = percents.get(dateOf(index));
    return [
      sayLevel(level, telling),
      ...(percent === undefined || percent === null ? [] : [sayShare(percent, telling)]),
    ];
  };
  const date = dateOf(shown);
  const tone = toneOfLevel(levels[shown] ?? '-');
  const pointed = (event: PointerEvent | MouseEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return dateOf(Math.floor(((event.clientX - box.left) / box.width) * count));
  };
  return html`<div class="over">
      ${title ?? nothing}
      <p class="readout" aria-hidden="true">
      ${
        !isIn
          ? html`<span class="hint">${strings.hint}</span>`
          : html`<span>${sayDate(date, telling)}</span><b class="status ${tone}">${statusIcon(tone)}${facts(shown).join(strings.comma)}</b>`
      }
      </p>
    </div>
    <div
      class="plot ${count > 90 ? 'dense' : ''}"
      dir="ltr"
      @pointermove=${(event: PointerEvent) => cursor.go(pointed(event))}
      @pointerleave=${(event: PointerEvent) => event.pointerType === 'mouse' && cursor.go('')}
      @keydown=${(event: KeyboardEvent) => walk(event, { from: shown, count, dateOf }, cursor)}
      @click=${(event: MouseEvent) => event.detail > 0 && cursor.open(pointed(event), false)}
    >
      <input
        type="range"
        min="0"
        max=${count - 1}
        step="1"
        autocomplete="off"
        .value=${`${shown}`}
        aria-label=${strings.bars(component.name, sayDays(days, telling))}
        aria-valuetext=${[sayDate(date, telling, 'long'), ...facts(shown)].join(strings.comma)}
        @input=${(event: Event) => cursor.go(dateOf(Number((event.target as HTMLInputElement).value)))}
        @focus=${() => cursor.go(date)}
        @blur=${() => cursor.go('')}
      />
      ${uptimeBar(levels)}
      <svg class="mark" viewBox="0 0 ${count} 1" preserveAspectRatio="none" aria-hidden="true">
        <path d=${isIn ? `M${at} 1h1` : ''}></path><path class="opened" d=${openedAt(placeOf(cursor.opened, count, today), count)}></path>
      </svg>
    </div>`;
}

/** From when to when the bars go. */
export function barEnds(today: string, telling: UptimeTelling): TemplateResult {
  const { days, strings } = telling;
  return html`<p class="ends" dir="ltr"><bdi>${sayDate(dateAt(0, days, today), telling)}</bdi><bdi>${strings.today}</bdi></p>`;
}

const openedAt = (index: number, count: number) => (index >= 0 && index < count ? `M${index} 1h1` : '');

/** The keys of a slider, alike in every browser and whichever way the language around is written; time goes to the right. */
function walk(
  event: KeyboardEvent,
  { from, count, dateOf }: { from: number; count: number; dateOf: (index: number) => string },
  cursor: Cursor,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const last = count - 1;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    cursor.open(dateOf(from), true);
    return;
  }
  // A week; in a year, or with shift, a month.
  const page = last > 90 || event.shiftKey ? 30 : 7;
  const ways: Record<string, number> = {
    ArrowRight: from + 1,
    ArrowUp: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from - 1,
    PageUp: from + page,
    PageDown: from - page,
    Home: 0,
    End: last,
  };
  const to = ways[event.key];
  if (to === undefined) return;
  event.preventDefault();
  cursor.go(dateOf(to));
}
