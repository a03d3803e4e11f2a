import { html, nothing } from 'lit';
import type { ReactiveElement, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/en.ts';
import { browserZone } from '../time/format.ts';
import { sayZone } from '../time/say-plan.ts';
import { isZone, offsetAt } from '../time/wall-time.ts';

/** What a field for a zone is given anew each time it is drawn. */
export interface ZoneFieldOptions {
  label: string;
  /** The zone that is chosen; empty while none is. */
  value: string;
  pageZone: string;
  strings: Strings;
  hint?: string;
  error?: string | null;
  isBusy?: boolean;
  onChoose: (zone: string) => void;
}

const most = 60;

/** A field to search the world's time zones in: yours first, then the page's, then all of them. */
export class ZoneField {
  readonly #host: ReactiveElement;
  readonly #id: string;
  /** What is typed; null while nothing is being searched. */
  #query: string | null = null;
  #active = -1;

  constructor(host: ReactiveElement, id: string) {
    this.#host = host;
    this.#id = id;
  }

  render(options: ZoneFieldOptions): TemplateResult {
    const { label, value, strings, hint, error } = options;
    const words = strings.maintenance.plan;
    const isOpen = this.#query !== null;
    const zones = isOpen ? matches(this.#query ?? '', options) : [];
    const id = this.#id;
    const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
    return html`<div class="field zone" @focusout=${(event: FocusEvent) => this.#onLeave(event)}>
      <label id="${id}-label" for=${id}>${label}</label>
      <div class="combo">
        <input
          id=${id}
          type="text"
          role="combobox"
          aria-labelledby="${id}-label"
          autocomplete="off"
          spellcheck="false"
          aria-expanded=${isOpen ? 'true' : 'false'}
          aria-controls="${id}-list"
          aria-autocomplete="list"
          aria-activedescendant=${isOpen && zones[this.#active] ? `${id}-${this.#active}` : nothing}
          aria-invalid=${error ? 'true' : nothing}
          aria-describedby=${described || nothing}
          placeholder=${words.searchZone}
          ?readonly=${options.isBusy}
          .value=${live(this.#query ?? sayZone(value))}
          @input=${(event: Event) => this.#search((event.target as HTMLInputElement).value)}
          @click=${() => this.#open(options)}
          @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, zones, options)}
        />
        <ul id="${id}-list" role="listbox" aria-labelledby="${id}-label" ?hidden=${!isOpen || zones.length === 0}>
          ${repeat(
            zones,
            (zone) => zone,
            (zone, index) => html`<li
              id="${id}-${index}"
              role="option"
              aria-selected=${index === this.#active ? 'true' : 'false'}
              @pointerdown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#choose(zone, options)}
              @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, zones, options)}
            >
              <span>${sayZone(zone)}${noteOf(zone, options)}</span><span class="soft small">${sayOffset(zone)}</span>
            </li>`,
          )}
        </ul>
        ${isOpen && zones.length === 0 ? html`<p class="hint nothing">${words.zoneNone}</p>` : nothing}
      </div>
      <p class="visually-hidden" role="status">${isOpen ? words.zonesFound(zones.length) : ''}</p>
      ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    </div>`;
  }

  #open({ isBusy }: ZoneFieldOptions): void {
    if (isBusy || this.#query !== null) return;
    this.#search('');
    // What stands there goes when one types, and comes back when one leaves.
    this.#host.renderRoot.querySelector<HTMLInputElement>(`#${this.#id}`)?.select();
  }

  #search(query: string): void {
    this.#query = query;
    this.#active = query.trim() === '' ? -1 : 0;
    this.#host.requestUpdate();
  }

  #close(): void {
    this.#query = null;
    this.#active = -1;
    this.#host.requestUpdate();
  }

  #choose(zone: string, { onChoose }: ZoneFieldOptions): void {
    this.#close();
    onChoose(zone);
  }

  /** Who leaves without choosing keeps what stood there. */
  #onLeave({ relatedTarget, currentTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && (currentTarget as HTMLElement).contains(relatedTarget)) return;
    if (this.#query !== null) this.#close();
  }

  #onKeydown(event: KeyboardEvent, zones: readonly string[], options: ZoneFieldOptions): void {
    if (event.isComposing || options.isBusy) return;
    const isOpen = this.#query !== null;
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      event.preventDefault();
      this.#close();
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      const typed = (this.#query ?? '').trim().replaceAll(' ', '_');
      const zone = zones[this.#active] ?? (isZone(typed) ? typed : undefined);
      if (zone) this.#choose(zone, options);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) return this.#open(options);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#active = Math.max(0, Math.min(zones.length - 1, this.#active + step));
      this.#host.requestUpdate();
      void this.#host.updateComplete.then(() =>
        this.#host.renderRoot.querySelector(`#${this.#id}-${this.#active}`)?.scrollIntoView({ block: 'nearest' }),
      );
    }
  }
}

/** Every zone this browser knows. */
let known: readonly string[] | null = null;
function allZones(): readonly string[] {
  known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
  return known;
}

function matches(query: string, { value, pageZone }: ZoneFieldOptions): string[] {
  const first = [...new Set([browserZone(), pageZone, ...(value === '' ? [] : [value])])];
  const zones = [...first, ...allZones().filter((zone) => !first.includes(zone))];
  const parts = query
    .toLowerCase()
    .split(/[\s_/]+/)
    .filter(Boolean);
  if (parts.length === 0) return zones.slice(0, most);
  const found = zones.filter((zone) => parts.every((part) => zone.toLowerCase().includes(part)));
  // A name that the list does not spell out, such as US/Pacific, is a zone all the same.
  const typed = query.trim().replaceAll(' ', '_');
  if (found.length === 0 && typed.includes('/') && isZone(typed)) found.push(typed);
  return found.slice(0, most);
}

function noteOf(zone: string, { pageZone, strings }: ZoneFieldOptions): string {
  const words = strings.maintenance.plan;
  const notes = [...(zone === browserZone() ? [words.zoneYours] : []), ...(zone === pageZone ? [words.zonePage] : [])];
  return notes.length > 0 ? ` (${notes.join(', ')})` : '';
}

/** "UTC+05:30", as it is now. */
function sayOffset(zone: string): string {
  const minutes = Math.round(offsetAt(Date.now(), zone) / 60_000);
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `UTC${minutes < 0 ? '−' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
