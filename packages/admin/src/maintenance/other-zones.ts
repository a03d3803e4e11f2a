import { html, nothing } from 'lit';
import type { ReactiveElement, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/en.ts';
import { browserZone } from '../time/format.ts';
import { saySpan, sayZone } from '../time/say-plan.ts';
import { isZone, offsetAt, toWall } from '../time/wall-time.ts';
import { spanOf } from './when.ts';
import type { When } from './when.ts';
import { ZoneField } from './zone-field.ts';

const place = 'allswell:zones';
const usual = ['America/New_York', 'Asia/Tokyo', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata'];
const atLeast = 3;
const dayMs = 86_400_000;

export interface OtherZonesOptions {
  when: When;
  pageZone: string;
  strings: Strings;
  locale: string;
}

/** What a plan means in other zones: the page's, yours, and others that one picked once and for all. */
export class OtherZones {
  readonly #host: ReactiveElement;
  readonly #field: ZoneField;
  /** What was picked; null as long as nobody did. */
  #picked: readonly string[] | null = readPicked();

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#field = new ZoneField(host, 'other-zone');
  }

  render(options: OtherZonesOptions): TemplateResult {
    const { when, pageZone, strings } = options;
    const words = strings.maintenance.zones;
    const { from, until } = spanOf(when);
    const fixed = [...new Set([pageZone, browserZone()])].filter((zone) => zone !== when.time_zone);
    const picked = this.#pickedBeside([...fixed, when.time_zone]);
    const zones = [...fixed, ...picked];
    return html`<section class="elsewhere" aria-labelledby="elsewhere-title">
      <h2 id="elsewhere-title">${words.title}</h2>
      ${from === null ? html`<p class="hint">${words.empty}</p>` : nothing}
      <ul>
        ${repeat(
          zones,
          (zone) => zone,
          (zone) => html`<li data-zone=${zone}>
            <span class="place">
              ${sayZone(zone)}
              ${zone === browserZone() ? html`<span class="soft small">${words.yours}</span>` : nothing}
              ${zone === pageZone ? html`<span class="soft small">${words.page}</span>` : nothing}
            </span>
            ${from === null ? nothing : meaning(zone, { from, until: until !== null && until > from ? until : from }, options)}
            ${
              picked.includes(zone)
                ? html`<button
                    class="button small quiet"
                    type="button"
                    aria-label=${words.remove(sayZone(zone))}
                    @click=${() => this.#remember(picked.filter((one) => one !== zone))}
                  >
                    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                      <path d="m2 2 8 8M10 2 2 10" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
                    </svg>
                  </button>`
                : nothing
            }
          </li>`,
        )}
      </ul>
      ${this.#field.render({
        label: words.add,
        value: '',
        pageZone,
        strings,
        onChoose: (zone) => this.#remember([...picked.filter((one) => one !== zone), zone]),
      })}
    </section>`;
  }

  #pickedBeside(shown: readonly string[]): readonly string[] {
    if (this.#picked) return this.#picked.filter((zone) => !shown.includes(zone));
    // The plan's own zone is not another one.
    return usual.filter((zone) => !shown.includes(zone)).slice(0, Math.max(0, atLeast - (shown.length - 1)));
  }

  #remember(zones: readonly string[]): void {
    this.#picked = zones;
    try {
      localStorage.setItem(place, JSON.stringify(zones));
    } catch {
      // Without storage they last as long as the screen.
    }
    this.#host.requestUpdate();
  }
}

function readPicked(): readonly string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    if (!Array.isArray(kept)) return null;
    return kept.filter((zone): zone is string => typeof zone === 'string' && isZone(zone)).slice(0, 12);
  } catch {
    return null;
  }
}

function meaning(
  zone: string,
  { from, until }: { from: number; until: number },
  { when, strings, locale }: OtherZonesOptions,
): TemplateResult {
  const notes = notesOn(zone, { from, until }, { ofPlan: when.time_zone, words: strings.maintenance.zones });
  return html`<span class="span">${saySpan(from, until, zone, locale)}</span>
    ${notes.length > 0 ? html`<span class="notes soft small">${notes.join(' · ')}</span>` : nothing}`;
}

/** What is easily overlooked: another day, and clocks that change. */
export function notesOn(
  zone: string,
  { from, until }: { from: number; until: number },
  { ofPlan, words, now = Date.now() }: { ofPlan: string; words: Strings['maintenance']['zones']; now?: number },
): string[] {
  const day = (timeZone: string) => Date.parse(toWall(from, timeZone).slice(0, 10));
  const days = Math.round((day(zone) - day(ofPlan)) / dayMs);
  const [atStart, atEnd, today] = [offsetAt(from, zone), offsetAt(until, zone), offsetAt(now, zone)];
  return [
    ...(days < 0 ? [words.dayBefore] : days > 0 ? [words.dayAfter] : []),
    ...(atEnd > atStart ? [words.forwardDuring] : atEnd < atStart ? [words.backDuring] : []),
    ...(atStart > today ? [words.aheadByThen] : atStart < today ? [words.backByThen] : []),
  ];
}
