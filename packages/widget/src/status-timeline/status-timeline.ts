import type { TimelineDocument } from '@allswell/protocol';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { html, isServer, LitElement, nothing } from 'lit';
import { timelineEn } from '../i18n/timeline-en.ts';
import type { TimelineStrings } from '../i18n/timeline-strings.ts';
import { timelineWords } from '../i18n/timeline-words.ts';
import { OneDocument } from '../source/one-document.ts';
import { canonicalLocale, languageAround, timeLocale } from '../time/locale.ts';
import type { Reader } from '../time/say.ts';
import { ownTimeZone, sayTime, sayZone } from '../time/say.ts';
import { sayDay, sayWindow } from './axis.ts';
import type { SeenTimeline } from './decode-timeline.ts';
import { decodeTimeline } from './decode-timeline.ts';
import type { Bar, Lane } from './lanes.ts';
import { lanesOf } from './lanes.ts';
import { listOf } from './list.ts';
import { legend, picture, reading } from './picture.ts';
import { styles } from './status-timeline.styles.ts';
import type { TimelineTelling } from './telling.ts';
import { barBeside, zoomKeys } from './walk.ts';
import type { TimeSpan, TimeWindow } from './window.ts';
import { around, moved, timeSpan, timeSpans, windowOf, zoomed } from './window.ts';

/**
 * What was when: a line for each component, a bar for each incident and maintenance on it, past and planned, from a day
 * to a year. Bars lead to what they stand for, and can be gone through by keyboard; the same facts stand below as a list.
 * It can be rendered on the server, and then works without a script.
 *
 * @slot title - A heading of your own in the place of "Timeline".
 *
 * @csspart picture - The lines of all components.
 *
 * @cssprop [--status-font] - The family of all text.
 * @cssprop [--status-radius=12px] - How round the card is.
 * @cssprop [--status-none] - Colour of what is well.
 * @cssprop [--status-maintenance] - Colour of maintenance.
 * @cssprop [--status-minor] - Colour of what is degraded.
 * @cssprop [--status-major] - Colour of a partial outage.
 * @cssprop [--status-critical] - Colour of a major outage.
 */
export class StatusTimeline extends LitElement {
  static override styles = styles;
  static override properties: PropertyDeclarations = {
    src: {},
    span: { reflect: true },
    until: { reflect: true },
    components: {},
    locale: {},
    timeZone: { attribute: 'time-zone' },
    pollSeconds: { type: Number, attribute: 'poll-seconds' },
    document: { attribute: false },
    audience: { attribute: false },
    knownUntil: { attribute: false },
    addressOf: { attribute: false },
    storyAddress: { attribute: false },
    componentAddress: { attribute: false },
    strings: { attribute: false },
  };

  /** Addresses of the page, separated by blanks, in order of trust. */
  declare src: string;
  /** How much time is shown: `day`, `week`, `month`, `quarter` or `year`. Readers can choose another one. */
  declare span: string;
  /** The last day that is shown, such as 2026-11-24; when it is not named, today and some of what is planned. */
  declare until: string;
  /** Ids of components or groups, separated by blanks, to show these alone. */
  declare components: string;
  /** The language, when it is not that of the page around. */
  declare locale: string;
  /** The zone to tell times in, when it is not the reader's. */
  declare timeZone: string;
  /** How often to ask for what is new, in seconds. */
  declare pollSeconds: number;
  /** What is known; a snapshot may be given. */
  declare document: TimelineDocument | null;
  /** To whom it is told and what time it is, where the page around says so. */
  declare audience: Reader | null;
  /** Until when that is known to be so, where the page around says that it is not now. */
  declare knownUntil: number | null;
  /** Where another time is shown, in a page that has an address for each: links lead there without a script. */
  declare addressOf: ((span: string, until: string) => string) | null;
  /** Where an incident or a maintenance has its page, when that is not the address that it says itself. */
  declare storyAddress: ((story: { id: string; shortlink: string }) => string | undefined) | null;
  /** Where a component says why it is as it is, when that is not a page of the source. */
  declare componentAddress: ((id: string) => string) | null;
  /** Words to say differently. */
  declare strings: Partial<TimelineStrings> | null;

  readonly #source = new OneDocument(this, () => ({
    src: this.src,
    path: 'timeline.json',
    part: 'components',
    pollMs: Math.max(1, this.pollSeconds || 60) * 1_000,
  }));
  /** True while the server's drawing is taken over: both say the same. */
  #isTakenOver = false;
  #decoded: unknown;
  #seen: SeenTimeline | null = null;
  /** The bar that is looked at. */
  #lookedAt = '';
  /** The bar that the tab key leads to. */
  #stop = '';
  /** True while a key moved to another time: the bar that was looked at keeps the keyboard, where it is still shown. */
  #isKeyed = false;

  constructor() {
    super();
    this.src = '';
    this.span = 'month';
    this.until = '';
    this.components = '';
    this.locale = '';
    this.timeZone = '';
    this.pollSeconds = 60;
    this.document = null;
    this.audience = null;
    this.knownUntil = null;
    this.addressOf = null;
    this.storyAddress = null;
    this.componentAddress = null;
    this.strings = null;
  }

  /** What is shown, as it was received; null until something is. */
  get data(): TimelineDocument | null {
    return (this.#decoded as TimelineDocument | undefined) ?? null;
  }

  /** Asks the sources now. */
  async refresh(): Promise<void> {
    await this.#source.refresh();
    await this.updateComplete;
  }

  override connectedCallback(): void {
    // A server's drawing stands in a shadow root that is there before the element is.
    if (!this.hasUpdated) this.#isTakenOver = this.shadowRoot !== null;
    super.connectedCallback();
  }

  /** Words that are not here yet come before anything is drawn in them. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const words = timelineWords(this.#locale);
    return words instanceof Promise ? words.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('document') && !isServer) this.#source.offer(this.document);
    const known = (this.src && !isServer && !this.#isTakenOver ? this.#source.value : undefined) ?? this.document;
    if (known === this.#decoded) return;
    this.#decoded = known;
    this.#seen = decodeTimeline(known);
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
    const bars = [...this.renderRoot.querySelectorAll<SVGAElement>('[data-bar]')];
    // The keyboard stops at one of them, and goes on from there by the arrows.
    const stop = bars.find(({ dataset }) => dataset.bar === this.#stop) ?? bars.at(-1);
    for (const bar of bars) bar.setAttribute('tabindex', bar === stop ? '0' : '-1');
    if (this.#isKeyed) {
      this.#isKeyed = false;
      (stop ?? this.renderRoot.querySelector<HTMLElement>('.zoom [aria-current]'))?.focus();
    }
    if (!this.#isTakenOver) return;
    // From here on the reader's own clock, zone and habits count.
    this.#isTakenOver = false;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const seen = this.#seen;
    const telling = this.#telling();
    const { strings, window, reader } = telling;
    const lanes = seen ? lanesOf(seen, window, reader.now, this.components.split(/\s+/).filter(Boolean)) : [];
    return html`<section lang=${strings.language} dir=${strings.direction} aria-label=${strings.title} @keydown=${this.#press}>
      <slot name="title"><h2>${strings.title}</h2></slot>
      ${this.#staleNote(telling)} ${seen ? this.#shown(lanes, telling) : this.#nothingKnown(strings)}
    </section>`;
  }

  #shown(lanes: readonly Lane[], telling: TimelineTelling): TemplateResult {
    const { strings, window, reader } = telling;
    if (!lanes.some(({ kind }) => kind === 'component')) return html`<p class="empty">${strings.noComponents}</p>`;
    const bars = lanes.flatMap((lane) => lane.bars);
    const from = this.#seen?.from ?? Number.NaN;
    return html`${this.#ways(telling)}
      <p class="time" aria-live="polite">
        ${sayWindow(window, reader)} <span class="visually-hidden">${count(bars, strings)}</span>
      </p>
      <div part="picture" @pointerover=${this.#look} @pointerout=${this.#look} @focusin=${this.#look} @focusout=${this.#look}>
        ${reading(
          bars.find(({ key }) => key === this.#lookedAt),
          telling,
        )}
        ${picture(lanes, telling)}
      </div>
      <div class="foot">
        ${legend(telling)}${this.audience ? nothing : html`<p>${strings.times(sayZone(reader))}</p>`}
      </div>
      ${from > window.from ? html`<p class="meta">${strings.begins(sayDay(from, reader))}</p>` : nothing}
      ${bars.length > 0 ? listOf(lanes, telling) : html`<p class="meta">${strings.nothing}</p>`}`;
  }

  /** The ways to more or less time, and to other times. */
  #ways({ strings, window, reader }: TimelineTelling): TemplateResult {
    const { span, chosen } = window;
    const isFirst = !(window.from > (this.#seen?.from ?? 0));
    const isLast = window.until > this.#lastShown(reader.now);
    return html`<div class="ways">
      <nav class="zoom" aria-label=${strings.zoom}>
        ${timeSpans.map((one) => this.#way(one, chosen, strings.span[one], { isCurrent: one === span }))}
      </nav>
      <nav class="move" aria-label=${strings.move}>
        ${this.#way(span, moved(window, -1), strings.earlier, { isOff: isFirst, icon: 'back' })}
        ${this.#way(span, '', strings.today, { isOff: chosen === '' })}
        ${this.#way(span, this.#later(window), strings.later, { isOff: isLast, icon: 'on' })}
      </nav>
    </div>`;
  }

  #later(window: TimeWindow): string {
    const later = moved(window, 1);
    const usual = windowOf(window.span, '', this.#reader()).last;
    // Back where it began, no day is named.
    return window.last < usual && later >= usual ? '' : later;
  }

  /** The last moment at which something is, or is planned. */
  #lastShown(now: number): number {
    const stories = [...(this.#seen?.stories.values() ?? [])];
    return stories.reduce((last, { startsAt, endsAt }) => Math.max(last, endsAt ?? startsAt), now);
  }

  #way(
    span: TimeSpan,
    until: string,
    said: string,
    { isCurrent = false, isOff = false, icon = '' }: { isCurrent?: boolean; isOff?: boolean; icon?: string },
  ): TemplateResult {
    const go = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#go(span, until);
    };
    const inside = html`${icon ? html`<svg class="turn ${icon}" viewBox="0 0 20 20" aria-hidden="true"><path d="m7 5 5 5-5 5"></path></svg>` : nothing}<span>${said}</span>`;
    const current = isCurrent ? 'true' : nothing;
    if (isOff) return html`<span class="way off" role="link" aria-disabled="true">${inside}</span>`;
    const href = this.addressOf?.(span, until);
    return href
      ? html`<a class="way" href=${href} aria-current=${current} @click=${go}>${inside}</a>`
      : html`<button class="way" type="button" aria-current=${current} @click=${go}>${inside}</button>`;
  }

  /** Shows another time; a page that has an address for it has that from then on. */
  #go(span: TimeSpan, until: string): void {
    this.span = span;
    this.until = until;
    const address = this.addressOf?.(span, until);
    // One on another host cannot be had.
    if (address?.startsWith('/')) history.replaceState(history.state, '', address);
  }

  readonly #look = (event: Event): void => {
    const bar = (event.target as Element).closest<SVGAElement>('[data-bar]');
    const isLeft = event.type === 'pointerout' || event.type === 'focusout';
    const key = isLeft ? '' : (bar?.dataset.bar ?? '');
    if (event.type === 'focusin' && bar) this.#stop = key;
    if (key === this.#lookedAt) return;
    this.#lookedAt = key;
    this.requestUpdate();
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const bar = (event.target as Element).closest<SVGAElement>('[data-bar]');
    const to = bar ? barBeside(bar, event.key) : undefined;
    if (bar) this.#stop = bar.dataset.bar ?? '';
    if (to) {
      event.preventDefault();
      to.focus();
      this.#stop = this.#lookedAt = to.dataset.bar ?? '';
      this.requestUpdate();
      return;
    }
    const by = zoomKeys[event.key];
    const window = this.#telling().window;
    const span = by === undefined ? undefined : zoomed(window.span, by);
    if (span) {
      event.preventDefault();
      this.#isKeyed = bar !== null;
      this.#go(span, bar ? around(this.#startOf(bar.dataset.bar ?? ''), span, this.#reader()) : window.chosen);
    }
  };

  /** When the bar of this key began, or the part of it that is shown. */
  #startOf(key: string): number {
    const { window, reader } = this.#telling();
    const lanes = this.#seen ? lanesOf(this.#seen, window, reader.now, []) : [];
    const found = lanes.flatMap(({ bars }) => bars).find((bar) => bar.key === key);
    return Math.max(found?.startsAt ?? reader.now, window.from);
  }

  get #locale(): string {
    return canonicalLocale(this.locale, isServer ? '' : languageAround(this));
  }

  #reader(): Reader {
    if (this.audience) return this.audience;
    return {
      locale: timeLocale(this.#locale, isServer ? [] : navigator.languages),
      timeZone: this.timeZone || (isServer ? 'UTC' : ownTimeZone()),
      now: Date.now(),
      isNow: true,
    };
  }

  #telling(): TimelineTelling {
    const words = timelineWords(this.#locale);
    const reader = this.#reader();
    const isOwn = this.src !== '' && !isServer && !this.#isTakenOver;
    return {
      reader,
      strings: { ...(words instanceof Promise ? timelineEn : words), ...this.strings },
      window: windowOf(timeSpan(this.span), this.until, reader),
      // What nobody has confirmed is not drawn as well.
      knownUntil: Math.min(
        reader.now,
        (isOwn && this.#source.truth !== 'fresh' ? this.#source.provenAt : this.knownUntil) ?? reader.now,
      ),
      hrefOf: ({ stories, componentId }) => {
        const url = this.#seen?.page.url;
        const [story] = stories;
        if (story) return this.storyAddress ? this.storyAddress(story) : story.href;
        if (!componentId) return undefined;
        if (this.componentAddress) return this.componentAddress(componentId);
        return url === undefined ? undefined : `${url}/uptime/${encodeURIComponent(componentId)}`;
      },
    };
  }

  #staleNote({ strings, reader }: TimelineTelling): TemplateResult {
    const isOwn = this.src !== '' && !isServer && !this.#isTakenOver;
    const isFailing = isOwn && this.#source.isFailing;
    const isStale = isOwn && this.#seen !== null && this.#source.provenAt > 0 && this.#source.truth !== 'fresh';
    const said = isStale
      ? strings.stale(sayTime(this.#source.provenAt, reader))
      : isFailing && !this.#seen
        ? strings.failed
        : nothing;
    return html`<p class="note" role="status">${said}</p>`;
  }

  #nothingKnown(strings: TimelineStrings): TemplateResult {
    // The note says what is wrong.
    if (this.src && this.#source.isFailing) return html``;
    return html`<div class="shape" aria-busy="true" aria-label=${strings.loading} role="img"><i></i><i></i><i></i></div>`;
  }
}

/** How many incidents and maintenances there are among some bars. */
function count(bars: readonly Bar[], strings: TimelineStrings): string {
  const stories = new Map(bars.flatMap(({ stories }) => stories.map((story) => [story.id, story] as const)));
  const maintenances = [...stories.values()].filter(({ kind }) => kind === 'maintenance').length;
  return strings.count(stories.size - maintenances, maintenances);
}
