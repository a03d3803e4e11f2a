import type { UptimeDetail, UptimeDocument } from '@allswell/protocol';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { html, isServer, LitElement, nothing } from 'lit';
import { uptimeEn } from '../i18n/uptime-en.ts';
import type { UptimeStrings } from '../i18n/uptime-strings.ts';
import { uptimeWords } from '../i18n/uptime-words.ts';
import { OneDocument } from '../source/one-document.ts';
import { canonicalLocale, languageAround, timeLocale } from '../time/locale.ts';
import type { Reader } from '../time/say.ts';
import { instantOf, ownTimeZone, sayTime, sayZone } from '../time/say.ts';
import type { Cursor } from './bar.ts';
import { barEnds } from './bar.ts';
import type { SeenComponentUptime, SeenDetail, SeenUptimes } from './decode-uptime.ts';
import { decodeDetail, decodeUptimes } from './decode-uptime.ts';
import { explained } from './explained.ts';
import { uptimeRow } from './row.ts';
import { styles } from './status-uptime.styles.ts';
import { sayDays, type UptimeTelling } from './telling.ts';

const choices = [30, 60, 90, 365] as const;

/**
 * How much of the time everything was up: a bar for each day, percentages for today, 7, 30, 90 and 365 days, and behind
 * each of them why it is so: what was from when to when, how much of it counts, what was left out, and the formula with
 * its real numbers. Days can be gone through by pointer, finger and keyboard, and stand as a table as well. It can be
 * rendered on the server, and is complete without a script.
 *
 * @slot title - A heading of your own in the place of "Uptime".
 *
 * @cssprop [--status-font] - The family of all text.
 * @cssprop [--status-radius=12px] - How round the cards are.
 * @cssprop [--status-none] - Colour of what is well.
 * @cssprop [--status-maintenance] - Colour of maintenance.
 * @cssprop [--status-minor] - Colour of what is degraded.
 * @cssprop [--status-major] - Colour of a partial outage.
 * @cssprop [--status-critical] - Colour of a major outage.
 */
export class StatusUptime extends LitElement {
  static override styles = styles;
  static override properties: PropertyDeclarations = {
    src: {},
    component: {},
    components: {},
    days: { reflect: true },
    locale: {},
    timeZone: { attribute: 'time-zone' },
    pollSeconds: { type: Number, attribute: 'poll-seconds' },
    document: { attribute: false },
    detail: { attribute: false },
    audience: { attribute: false },
    knownUntil: { attribute: false },
    addressOf: { attribute: false },
    storyAddress: { attribute: false },
    strings: { attribute: false },
  };

  /** Addresses of the page, separated by blanks, in order of trust. */
  declare src: string;
  /** The id of one component or group, to show that alone with all its reasons. */
  declare component: string;
  /** Ids of components or groups, separated by blanks, to show these alone and in this order. */
  declare components: string;
  /** How many days are shown: `30`, `60`, `90` or `365`. Readers can choose another number. */
  declare days: string;
  /** The language, when it is not that of the page around. */
  declare locale: string;
  /** The zone to tell times in, when it is not the reader's. */
  declare timeZone: string;
  /** How often to ask for what is new, in seconds. */
  declare pollSeconds: number;
  /** What is known of everything; a snapshot may be given. */
  declare document: UptimeDocument | null;
  /** What is known of the one component that is shown; a snapshot may be given. */
  declare detail: UptimeDetail | null;
  /** To whom it is told and what time it is, where the page around says so. */
  declare audience: Reader | null;
  /** Until when that is known to be so, where the page around says that it is not now. */
  declare knownUntil: number | null;
  /** Where a component and a number of days have a page of their own; an empty id is that of all components. */
  declare addressOf: ((component: string, days: number) => string) | null;
  /** Where an incident or a maintenance has its page, when that is not the address that it says itself. */
  declare storyAddress: ((story: { id: string; shortlink: string }) => string | undefined) | null;
  /** Words to say differently. */
  declare strings: Partial<UptimeStrings> | null;

  readonly #source = new OneDocument(this, () => ({
    src: this.src,
    path: this.component ? detailPath(this.component) : 'uptime.json',
    part: this.component ? 'component' : 'components',
    pollMs: this.#pollMs,
  }));
  /** What is read of single components whose days or reasons are opened, by id. */
  readonly #details = new Map<string, OneDocument>();
  readonly #decoded = new WeakMap<object, SeenDetail | null>();
  /** True while the server's drawing is taken over: both say the same. */
  #isTakenOver = false;
  #isAddressRead = false;
  #known: unknown;
  #seen: SeenUptimes | null = null;
  /** The day that is looked at, and of which component. */
  #lookedAt = { id: '', date: '' };
  /** The days that were looked at last, by component. */
  readonly #lastDays = new Map<string, string>();
  /** The days that were opened, by component. */
  readonly #openDays = new Map<string, string>();
  readonly #openReasons = new Set<string>();
  /** Where the keyboard is to go once what was opened or closed is drawn. */
  #goesTo: { id: string; isOpened: boolean } | undefined;

  constructor() {
    super();
    this.src = '';
    this.component = '';
    this.components = '';
    this.days = '90';
    this.locale = '';
    this.timeZone = '';
    this.pollSeconds = 60;
    this.document = null;
    this.detail = null;
    this.audience = null;
    this.knownUntil = null;
    this.addressOf = null;
    this.storyAddress = null;
    this.strings = null;
  }

  /** What is shown, as it was received; null until something is. */
  get data(): UptimeDocument | UptimeDetail | null {
    return (this.#known as UptimeDocument | UptimeDetail | undefined) ?? null;
  }

  /** Asks the sources now. */
  async refresh(): Promise<void> {
    await Promise.all([this.#source, ...this.#details.values()].map((source) => source.refresh()));
    await this.updateComplete;
  }

  override connectedCallback(): void {
    // A server's drawing stands in a shadow root that is there before the element is.
    if (!this.hasUpdated) this.#isTakenOver = this.shadowRoot !== null;
    super.connectedCallback();
  }

  /** Words that are not here yet come before anything is drawn in them. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const words = uptimeWords(this.#locale);
    return words instanceof Promise ? words.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const given = this.component ? this.detail : this.document;
    if ((changed.has('document') || changed.has('detail')) && !isServer) this.#source.offer(given);
    const known = (this.#isOwn ? this.#source.value : undefined) ?? given;
    if (known === this.#known) return;
    this.#known = known;
    this.#seen = decodeUptimes(known);
  }

  protected override update(changed: PropertyValues<this>): void {
    const isFirst = !this.hasUpdated;
    try {
      super.update(changed);
    } catch (error) {
      if (!isFirst || !this.#isTakenOver) throw error;
      // The server's markup is not what this version would have drawn: draw it anew, under the styles that came along.
      for (const node of [...this.renderRoot.childNodes]) if (!(node instanceof HTMLStyleElement)) node.remove();
      super.update(changed);
    }
  }

  protected override updated(): void {
    // What a reader has chosen counts until somebody else sets it: the attribute alone would not move it any more.
    for (const radio of this.renderRoot.querySelectorAll<HTMLInputElement>('[name=days]')) {
      radio.checked = radio.value === `${this.#days}`;
    }
    if (this.#goesTo) {
      const { id, isOpened } = this.#goesTo;
      this.#goesTo = undefined;
      const around = this.renderRoot.querySelector(`[data-component-id="${CSS.escape(id)}"]`);
      around?.querySelector<HTMLElement>(isOpened ? '.opened h4' : '.plot input')?.focus();
    }
    this.#openAddressed();
    if (!this.#isTakenOver) return;
    // From here on the reader's own clock, zone and habits count.
    this.#isTakenOver = false;
    this.requestUpdate();
  }

  /** Opens the day that the address of the page names: who chose it among all components meant that day. */
  #openAddressed(): void {
    if (this.#isAddressRead || !this.addressOf || !this.component) return;
    this.#isAddressRead = true;
    const [date] = /^\d{4}-\d\d-\d\d$/.exec(location.hash.slice(1)) ?? [];
    if (date) this.#cursor(this.component).open(date, true);
  }

  override render(): TemplateResult {
    const telling = this.#telling();
    const { strings, reader } = telling;
    const zone = this.#zone;
    return html`<section lang=${strings.language} dir=${strings.direction} aria-label=${strings.title}>
      <div class="top">
        <slot name="title"><h2>${strings.title}</h2></slot>
        ${this.#choice(telling)}
      </div>
      ${this.#note(telling)} ${this.component ? this.#one(telling) : this.#all(telling)}
      ${
        this.#known
          ? html`<p class="foot">${this.audience ? nothing : html`<span>${strings.times(sayZone(reader))}</span>`}${
              zone && zone !== reader.timeZone
                ? html`<span>${strings.daysOf(sayZone({ ...reader, timeZone: zone }))}</span>`
                : nothing
            }</p>`
          : nothing
      }
    </section>`;
  }

  /** One component with all its reasons. */
  #one(telling: UptimeTelling): TemplateResult {
    const { strings } = telling;
    const detail = this.#read(this.#known);
    if (!detail) return this.#known ? html`<p class="empty">${strings.gone}</p>` : this.#nothingKnown(strings);
    return html`<div data-component-id=${detail.component.id}>
      ${explained(detail, this.#cursor(detail.component.id), telling)}
    </div>`;
  }

  /** Every component, each under its group. */
  #all(telling: UptimeTelling): TemplateResult {
    const { strings } = telling;
    const seen = this.#seen;
    if (!seen) return this.#known ? html`<p class="empty">${strings.empty}</p>` : this.#nothingKnown(strings);
    const shown = this.#chosen(seen);
    if (shown.length === 0) return html`<p class="empty">${strings.empty}</p>`;
    return html`${cardsOf(shown).map((card) => html`<div class="card">${card.map((one) => this.#row(one, seen, telling))}</div>`)}${barEnds(seen.today, telling)}`;
  }

  #row(component: SeenComponentUptime, { today }: SeenUptimes, telling: UptimeTelling): TemplateResult {
    const { id } = component;
    const source = this.#details.get(id);
    const isOpen = this.#openReasons.has(id);
    return uptimeRow(
      component,
      {
        today,
        cursor: this.#cursor(id),
        detail: this.#read(source?.value),
        isFailing: source?.isFailing ?? false,
        isOpenable: this.src !== '' && !isServer,
        isOpen,
        onReasons: (isOpened) => {
          if (isOpened === isOpen) return;
          if (isOpened) this.#openReasons.add(id);
          else this.#openReasons.delete(id);
          this.#follow(id);
          this.requestUpdate();
        },
      },
      telling,
    );
  }

  #cursor(id: string): Cursor {
    return {
      date: this.#lookedAt.id === id ? this.#lookedAt.date : '',
      last: this.#lastDays.get(id) ?? '',
      opened: this.#openDays.get(id) ?? '',
      go: (date) => {
        if (date) this.#lastDays.set(id, date);
        if (this.#lookedAt.id === id && this.#lookedAt.date === date) return;
        this.#lookedAt = { id, date };
        this.requestUpdate();
      },
      open: (date, isKeyed) => {
        const address = this.addressOf?.(id, this.#days);
        // Where the page of the component tells more, a day leads there.
        if (date && !this.component && !this.src && address) {
          location.assign(`${address}#${date}`);
          return;
        }
        if (date) this.#openDays.set(id, date);
        else this.#openDays.delete(id);
        if (isKeyed) this.#goesTo = { id, isOpened: date !== '' };
        if (!this.component) this.#follow(id);
        this.requestUpdate();
      },
    };
  }

  /** Reads everything about a component while something of it is open. */
  #follow(id: string): void {
    const isWanted = this.src !== '' && (this.#openReasons.has(id) || this.#openDays.has(id));
    const source = this.#details.get(id);
    if (isWanted === (source !== undefined)) return;
    if (source) {
      this.#details.delete(id);
      this.removeController(source);
      source.hostDisconnected();
      return;
    }
    const options = () => ({ src: this.src, path: detailPath(id), part: 'component', pollMs: this.#pollMs });
    const opened = new OneDocument(this, options);
    this.#details.set(id, opened);
    void opened.refresh();
  }

  #choice(telling: UptimeTelling): TemplateResult | typeof nothing {
    if (!this.#known) return nothing;
    const { strings, days, hrefOf } = telling;
    // A page that has an address for each is complete without a script.
    if (this.addressOf) {
      return html`<nav class="choice" aria-label=${strings.choose}>
        ${choices.map(
          (choice) =>
            html`<a href=${hrefOf(this.component, choice) ?? nothing} aria-current=${choice === days ? 'true' : nothing} @click=${(event: MouseEvent) => this.#choose(event, choice)}>${sayDays(choice, telling)}</a>`,
        )}
      </nav>`;
    }
    return html`<fieldset class="choice" @change=${(event: Event) => (this.days = (event.target as HTMLInputElement).value)}>
      <legend class="visually-hidden">${strings.choose}</legend>
      ${choices.map(
        (choice) =>
          html`<label
            ><input type="radio" name="days" value=${choice} ?checked=${choice === days} autocomplete="off" /><span
              >${sayDays(choice, telling)}</span
            ></label
          >`,
      )}
    </fieldset>`;
  }

  /** Shows another number of days; a page that has an address for it has that from then on. */
  #choose(event: MouseEvent, days: number): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.days = `${days}`;
    const address = this.addressOf?.(this.component, days);
    // One on another host cannot be had.
    if (address?.startsWith('/')) history.replaceState(history.state, '', address);
  }

  /** The components that are shown, in their order. */
  #chosen({ components }: SeenUptimes): SeenComponentUptime[] {
    const ids = this.components.split(/\s+/).filter(Boolean);
    return ids.length > 0 ? ids.flatMap((id) => components.find((one) => one.id === id) ?? []) : components;
  }

  #read(value: unknown): SeenDetail | null {
    if (typeof value !== 'object' || value === null) return null;
    let detail = this.#decoded.get(value);
    if (detail === undefined) this.#decoded.set(value, (detail = decodeDetail(value)));
    return detail;
  }

  /** What is wrong with what is known: that it cannot be read, or how old it is. */
  #note({ strings, reader }: UptimeTelling): TemplateResult {
    const isOwn = this.#isOwn;
    const provenAt = isOwn ? this.#source.provenAt : this.knownUntil;
    const isStale = this.#known && (isOwn ? provenAt && this.#source.truth !== 'fresh' : provenAt !== null);
    const isFailing = isOwn && !this.#known && this.#source.isFailing;
    const said = isStale ? strings.stale(sayTime(provenAt ?? 0, reader)) : isFailing ? strings.failed : nothing;
    return html`<p class="note" role="status">${said}</p>`;
  }

  #nothingKnown(strings: UptimeStrings): TemplateResult {
    // The note says what is wrong.
    if (this.src && this.#source.isFailing) return html``;
    return html`<div class="shape" aria-busy="true" aria-label=${strings.loading} role="img"><i></i><i></i><i></i></div>`;
  }

  /** True where the element reads its sources itself. */
  get #isOwn(): boolean {
    return this.src !== '' && !isServer && !this.#isTakenOver;
  }

  /** The zone that days are those of. */
  get #zone(): string {
    return this.#seen?.timeZone ?? this.#read(this.#known)?.timeZone ?? '';
  }

  get #pollMs(): number {
    return Math.max(1, this.pollSeconds || 60) * 1_000;
  }

  get #days(): number {
    return choices.find((choice) => `${choice}` === this.days) ?? 90;
  }

  get #locale(): string {
    return canonicalLocale(this.locale, isServer ? '' : languageAround(this));
  }

  #telling(): UptimeTelling {
    const words = uptimeWords(this.#locale);
    const isServed = isServer || this.#isTakenOver;
    const generatedAt = (this.#known as Partial<UptimeDocument> | undefined)?.allswell?.generated_at;
    const reader = this.audience ?? {
      locale: timeLocale(this.#locale, isServed ? [] : navigator.languages),
      timeZone: this.timeZone || (isServed ? this.#zone || 'UTC' : ownTimeZone()),
      now: isServed ? instantOf(generatedAt) : Date.now(),
      isNow: !isServed,
    };
    const url = this.#seen?.url ?? this.#read(this.#known)?.url;
    return {
      reader,
      strings: { ...(words instanceof Promise ? uptimeEn : words), ...this.strings },
      days: this.#days,
      hrefOf: (component, days) =>
        this.addressOf
          ? this.addressOf(component, days ?? this.#days)
          : url && `${url}/uptime${component && `/${encodeURIComponent(component)}`}`,
      storyHref: (story) => (this.storyAddress ? this.storyAddress(story) : story.href),
    };
  }
}

/** A card for each group with its members, and one for all without a group. */
function cardsOf(components: readonly SeenComponentUptime[]): SeenComponentUptime[][] {
  const cards: SeenComponentUptime[][] = [];
  for (const one of components) {
    const card = cards.at(-1);
    const isSame =
      card &&
      !one.group &&
      card.some(({ id, group_id }) =>
        one.group_id ? id === one.group_id || group_id === one.group_id : !group_id && !card[0]?.group,
      );
    if (isSame) card.push(one);
    else cards.push([one]);
  }
  return cards;
}

const detailPath = (id: string) => `uptime/${encodeURIComponent(id)}.json`;
