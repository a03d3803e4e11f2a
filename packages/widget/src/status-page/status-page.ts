import type { HistoryDocument, MetricsDocument, PageDocument, Summary } from '@allswell/protocol';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { html, isServer, LitElement, nothing } from 'lit';
import { en } from '../i18n/en.ts';
import type { PageStrings } from '../i18n/page-strings.ts';
import { pageWords } from '../i18n/page-words.ts';
import type { SeenMonth, SeenPast, SeenSummary, Story } from '../source/decode.ts';
import { decodeMonth, decodePast, decodeSummary } from '../source/decode.ts';
import { DocumentController } from '../source/document-controller.ts';
import { SummaryController } from '../source/summary-controller.ts';
import type { Truth } from '../source/truth.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { overall } from '../templates/overall.ts';
import { subscribeLink } from '../templates/subscribe-link.ts';
import type { Telling } from '../templates/telling.ts';
import { plainText } from '../templates/text.ts';
import { canonicalLocale, languageAround, timeLocale } from '../time/locale.ts';
import { dayOf, instantOf, ownTimeZone, sayZone } from '../time/say.ts';
import { header, languageLinks } from './frame.ts';
import { furtherStyles } from './further-views.styles.ts';
import { linksOf } from './links.ts';
import { styles } from './status-page.styles.ts';
import type { PageView, View } from './view.ts';
import type { FurtherViews } from './views-at-hand.ts';
import { furtherViews } from './views-at-hand.ts';
import { wholePage } from './whole-page.ts';

const tickMs = 30_000;
const nothingPast: SeenPast = { stories: [], deleted: [] };

/**
 * Everything about a page: how it is, what is wrong, what is planned, each component, and what happened before.
 * It follows its source live, tells times in the reader's zone, and says how old its knowledge is when nothing confirms
 * it. It can be rendered on the server and takes over there without changing anything.
 *
 * @slot logo - Stands before the name of the page.
 * @slot subscribe - The form in which people ask to be told of news; shown by `view="subscribe"`.
 * @slot footer - Links of your own, at the end.
 * @csspart page - The column.
 * @csspart overall - The sentence that says how everything is.
 * @cssprop [--status-font] - The family of all text.
 * @cssprop [--status-radius=12px] - How round the cards are.
 * @cssprop [--status-none] - Colour of what is well; `-bg` and `-fg` are its ground and the text on it.
 * @cssprop [--status-maintenance] - Colour of maintenance; `-bg` and `-fg` alike.
 * @cssprop [--status-minor] - Colour of what is degraded; `-bg` and `-fg` alike.
 * @cssprop [--status-major] - Colour of a partial outage; `-bg` and `-fg` alike.
 * @cssprop [--status-critical] - Colour of a major outage; `-bg` and `-fg` alike.
 */
export class StatusPage extends LitElement {
  static override styles = [tokens, styles, furtherStyles];
  static override properties: PropertyDeclarations = {
    src: {},
    view: {},
    month: {},
    incident: {},
    locale: {},
    languages: {},
    timeZone: { attribute: 'time-zone' },
    pollSeconds: { type: Number, attribute: 'poll-seconds' },
    live: { converter: (value) => value !== 'false' },
    withoutHeader: { type: Boolean, attribute: 'without-header' },
    now: {},
    staleSince: { attribute: 'stale-since' },
    summary: { attribute: false },
    document: { attribute: false },
    history: { attribute: false },
    metrics: { attribute: false },
    strings: { attribute: false },
  };

  /** Addresses of the page, separated by blanks, in order of trust. Any Statuspage-compatible page will do. */
  declare src: string;
  /** What is shown: how everything is, all maintenance, what happened in a month, or what stands in the slot `subscribe`. */
  declare view: PageView;
  /** The month of the history, such as 2026-11; the present one when it is not named. */
  declare month: string;
  /** The id of one incident or maintenance, to show that alone. */
  declare incident: string;
  /** The language, when it is not that of the page around. */
  declare locale: string;
  /** The languages that the page can be read in, separated by blanks, its main one first: links to `?lang=…`. */
  declare languages: string;
  /** The zone to tell times in, when it is not the reader's. */
  declare timeZone: string;
  /** How often to ask where nothing is streamed, in seconds. */
  declare pollSeconds: number;
  /** Whether news are streamed, where the source can. `live="false"` asks now and then instead. */
  declare live: boolean;
  /** Leaves the name of the page out, for pages that have a header of their own. */
  declare withoutHeader: boolean;
  /** On the server: the instant at which this is rendered. Until the browser takes over, times are in the page's zone. */
  declare now: string;
  /** On the server: since when nothing has confirmed what is rendered. */
  declare staleSince: string;
  /** What is known; a snapshot may be given. */
  declare summary: Summary | null;
  /** What `page.json` knows beyond the summary; a snapshot may be given. */
  declare document: PageDocument | null;
  /** What happened in the month; a snapshot may be given. */
  declare history: HistoryDocument | null;
  /** The metrics of the last 24 hours; a snapshot may be given. */
  declare metrics: MetricsDocument | null;
  /** Words to say differently. */
  declare strings: Partial<PageStrings> | null;

  readonly #source = new SummaryController(
    this,
    () => ({
      src: this.src,
      pollMs: Math.max(1, this.pollSeconds || 30) * 1_000,
      live: this.live,
    }),
    decodeSummary,
  );
  /** What the source knew when this was last drawn, or what the page was given. */
  #seen: SeenSummary | null = null;
  #decodedDocument: PageDocument | null = null;
  #past: SeenPast = nothingPast;
  #decodedHistory: HistoryDocument | null = null;
  #shownMonth: SeenMonth | null = null;
  /** The one incident that is shown: the next document may no longer hold it. */
  #kept: Story | undefined;
  #heard: string | undefined;
  #announcement = '';

  constructor() {
    super();
    this.src = '';
    this.view = 'overview';
    this.month = '';
    this.incident = '';
    this.locale = '';
    this.languages = '';
    this.timeZone = '';
    this.pollSeconds = 30;
    this.live = true;
    this.withoutHeader = false;
    this.now = '';
    this.staleSince = '';
    this.summary = null;
    this.document = null;
    this.history = null;
    this.metrics = null;
    this.strings = null;
    new DocumentController(this, this.#source, () =>
      this.#isHistory
        ? {
            path: `history/${encodeURIComponent(this.#month)}.json`,
            had: this.history?.month === this.#month ? this.history.allswell : undefined,
            take: (value) => (this.history = value as HistoryDocument),
          }
        : {
            path: 'page.json',
            had: this.document?.allswell,
            take: (value) => (this.document = value as PageDocument),
          },
    );
  }

  override connectedCallback(): void {
    // The first update takes the server's markup over, so the data behind it must be there before.
    if (!this.hasUpdated) this.#readSnapshot();
    super.connectedCallback();
  }

  /** Asks the sources now. */
  async refresh(): Promise<void> {
    await this.#source.refresh();
    await this.updateComplete;
  }

  /** Words and views that are not here yet come before anything is drawn with them. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const views = this.incident || this.view !== 'overview' ? furtherViews() : undefined;
    const coming = [pageWords(this.#locale), views].find((one) => one instanceof Promise);
    return coming ? coming.then(() => this.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('summary') && this.summary !== this.#source.value) {
      this.#seen = decodeSummary(this.summary);
      if (this.src && !isServer) this.#source.offer(this.summary);
    }
    if (this.src && !this.#isServed && this.#source.summary) {
      this.#seen = this.#source.summary;
      this.summary = this.#source.value as Summary;
    }
    if (this.document !== this.#decodedDocument) {
      this.#decodedDocument = this.document;
      this.#past = decodePast(this.document);
    }
    if (this.history !== this.#decodedHistory) {
      this.#decodedHistory = this.history;
      this.#shownMonth = decodeMonth(this.history);
    }
    if (this.#seen) this.#listenFor(this.#seen);
  }

  protected override update(changed: PropertyValues<this>): void {
    const isFirst = !this.hasUpdated;
    try {
      super.update(changed);
    } catch (error) {
      if (!isFirst || !this.now) throw error;
      // The server's markup is not what this version would have drawn: draw it anew, under the styles that came along.
      for (const node of [...this.renderRoot.childNodes]) if (!(node instanceof HTMLStyleElement)) node.remove();
      super.update(changed);
    }
  }

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('click', this.#subscribe);
    // From here on the reader's own clock, zone and habits count.
    if (!this.now) return;
    this.#keepRoom();
    this.requestUpdate();
  }

  /**
   * Times become shorter once they are said in the reader's terms. What holds them keeps the height that it was sent
   * with, so that nothing below it moves, for as long as the page is as wide as it was then.
   */
  #keepRoom(): void {
    const held = [
      ...this.renderRoot.querySelectorAll<HTMLElement>('.overall p, .title .meta, .when, .thread div:first-child'),
    ];
    const heights = held.map((element) => element.getBoundingClientRect().height);
    for (const [index, element] of held.entries()) element.style.setProperty('min-block-size', `${heights[index]}px`);
    const { clientWidth } = this;
    const release = () => {
      if (this.clientWidth === clientWidth) return;
      removeEventListener('resize', release);
      for (const element of held) element.style.removeProperty('min-block-size');
    };
    addEventListener('resize', release);
  }

  override render(): TemplateResult {
    const seen = this.#seen;
    const telling = this.#telling(seen);
    const { reader, strings } = telling;
    const current = this.incident ? undefined : this.view;
    return html`<div class="page" part="page" lang=${strings.language} dir=${strings.direction}>
      <p class="visually-hidden" role="status">${this.#announcement}</p>
      ${this.withoutHeader || !seen?.page.name ? nothing : header(seen.page.name, current, telling)}
      ${seen ? this.#content(seen, telling) : this.#nothingKnown(telling)}
      <footer>
        ${seen ? html`<span>${strings.times(sayZone(reader))}</span>` : nothing}
        ${this.withoutHeader ? subscribeLink(telling) : nothing}
        <slot name="footer"></slot>
        ${languageLinks(this.#languages, this.#locale, this.#isHistory ? this.month : '', telling)}
      </footer>
    </div>`;
  }

  /** Opens the form over the page. Until the script is there, and where it does not come, its link leads to a page. */
  readonly #subscribe = (event: Event): void => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('[data-follow]');
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (!link || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    // What the document says of the ways is read when it is wanted: the server leaves it out.
    const { src, timeZone, summary } = this;
    const known = { src, timeZone, summary, locale: this.#locale, incident: link.dataset.follow ?? '' };
    import('../subscribe/open-subscribe.ts')
      .then(({ openSubscribe }) => openSubscribe(this.renderRoot, known))
      .catch(() => location.assign(link.href));
  };

  /** True for the drawing on the server and for the one in the browser that takes it over: both say the same. */
  get #isServed(): boolean {
    return isServer || (!this.hasUpdated && this.now !== '');
  }

  /** True once the sources were asked, whatever came of it. */
  get #isSettled(): boolean {
    return (this.#source.feed?.pollAt ?? 0) > 0;
  }

  /** True where a month is shown. A source without a history has its overview shown instead. */
  get #isHistory(): boolean {
    return this.view === 'history' && !this.incident && !!this.#seen?.allswell;
  }

  /** The month that is shown. */
  get #month(): string {
    const { time_zone: timeZone = 'UTC' } = this.#seen?.page ?? {};
    return this.month || dayOf(Date.now(), { locale: 'en', timeZone, now: 0 }).slice(0, 7);
  }

  get #languages(): string[] {
    return this.languages.split(/\s+/).filter(Boolean);
  }

  get #locale(): string {
    return canonicalLocale(this.locale, isServer ? '' : languageAround(this));
  }

  #telling(seen: SeenSummary | null): Telling {
    const isServed = this.#isServed;
    const locale = this.#locale;
    const words = pageWords(locale);
    if (!isServer) this.#source.wakeBy(Date.now() + tickMs);
    return {
      reader: {
        locale: timeLocale(locale, isServed ? [] : navigator.languages),
        timeZone: this.timeZone || (isServed ? (seen?.page.time_zone ?? 'UTC') : ownTimeZone()),
        now: isServed && this.now ? instantOf(this.now) : Date.now(),
        isNow: !isServed,
      },
      strings: { ...(words instanceof Promise ? en : words), ...this.strings },
      links: linksOf(seen, { src: this.src, locale, languages: this.#languages }),
    };
  }

  #nothingKnown(telling: Telling): TemplateResult {
    const { strings } = telling;
    if (this.src && this.#isSettled) return overall('unknown', strings.failed, strings.failedText);
    return this.#loading(telling);
  }

  #loading({ strings }: Telling): TemplateResult {
    return html`<div aria-busy="true">
      ${overall('unknown', strings.loading, '')}
      <div class="shape" aria-hidden="true"><i></i><i></i><i></i></div>
    </div>`;
  }

  #content(seen: SeenSummary, telling: Telling): TemplateResult {
    const view: View = {
      seen,
      past: this.document && this.#past,
      month: this.#shownMonth,
      ...this.#truth(),
      telling,
      metrics: this.#metrics(),
      wakeBy: (at) => !isServer && this.#source.wakeBy(at),
    };
    // What an earlier visit left is not called old before the source had its chance to say something newer.
    if (view.truth === 'unknown' && !this.#isSettled) return this.#nothingKnown(telling);
    if (this.view === 'subscribe') return html`<slot name="subscribe"></slot>`;
    if (!this.incident && this.view !== 'maintenance' && !this.#isHistory) return wholePage(view);
    // They were waited for.
    const views = furtherViews() as FurtherViews;
    if (this.#isHistory) return view.month ? views.historyView(view, view.month) : this.#loading(telling);
    if (!this.incident) return views.maintenanceView(view);
    const all = [
      ...seen.incidents,
      ...seen.scheduled_maintenances,
      ...this.#past.stories,
      ...(this.#kept ? [this.#kept] : []),
    ];
    this.#kept = all.find(({ id }) => id === this.incident);
    return views.oneStory(view, this.#kept);
  }

  /** What is measured, shown by an element that pages without metrics never fetch. */
  #metrics(): TemplateResult | typeof nothing {
    if (!this.document?.metrics?.length) return nothing;
    // On the server it has to be there already. Where it does not come, the next drawing asks again.
    import('../metrics/show-metrics.ts').catch(() => {});
    return html`<section>
      <status-metrics
        src=${this.src}
        locale=${this.#locale}
        time-zone=${this.timeZone}
        .document=${this.metrics}
      ></status-metrics>
    </section>`;
  }

  /** How far what is known can be trusted, and when it was last known to be true. */
  #truth(): { truth: Truth; provenAt: number } {
    if (this.src && !this.#isServed) return { truth: this.#source.truth, provenAt: this.#source.provenAt };
    return { truth: this.staleSince ? 'stale' : 'fresh', provenAt: instantOf(this.staleSince) };
  }

  /** Has a new word on anything that is open said to those who do not see it. */
  #listenFor({ incidents, scheduled_maintenances }: SeenSummary): void {
    const told = [...incidents, ...scheduled_maintenances]
      .flatMap((story) => story.incident_updates.slice(0, 1).map((update) => ({ story, update })))
      .sort((one, other) => instantOf(other.update.display_at) - instantOf(one.update.display_at));
    const [latest] = told;
    const heard = latest?.update.id ?? '';
    // What was there from the beginning is read with the page.
    if (this.#heard !== undefined && heard !== this.#heard && latest) {
      this.#announcement = `${latest.story.name}. ${plainText(latest.update)}`;
    }
    this.#heard = heard;
  }

  #readSnapshot(): void {
    const script = this.querySelector(':scope > script[type="application/json"]');
    if (this.summary || !script) return;
    try {
      const given: unknown = JSON.parse(script.textContent);
      if (typeof given !== 'object' || given === null) return;
      // Either a summary as it comes from the API, or that and what else is known beside each other.
      const {
        summary = given,
        document = null,
        history = null,
        metrics = null,
      } = given as Partial<Record<string, unknown>>;
      this.summary = summary as Summary;
      this.document = document as PageDocument | null;
      this.history = history as HistoryDocument | null;
      this.metrics = metrics as MetricsDocument | null;
    } catch {
      // Not JSON: the source will tell.
    }
  }
}
