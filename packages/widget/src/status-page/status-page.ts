import type {
  HistoryDocument,
  HistorySearch,
  MetricsDocument,
  PageDocument,
  ReportDocument,
  Summary,
  TimelineDocument,
  UptimeDetail,
  UptimeDocument,
} from '@allswell/protocol';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { html, isServer, LitElement, nothing } from 'lit';
import { en } from '../i18n/en.ts';
import type { PageStrings } from '../i18n/page-strings.ts';
import { pageWords } from '../i18n/page-words.ts';
import type { SeenSummary } from '../source/decode.ts';
import { decodePast, decodeSummary } from '../source/decode.ts';
import { DocumentController } from '../source/document-controller.ts';
import { SummaryController } from '../source/summary-controller.ts';
import type { Truth } from '../source/truth.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { overall } from '../templates/overall.ts';
import { subscribeLink } from '../templates/subscribe-link.ts';
import type { Telling } from '../templates/telling.ts';
import { plainText } from '../templates/text.ts';
import { canonicalLocale, languageAround, timeLocale } from '../time/locale.ts';
import { instantOf, ownTimeZone, sayZone } from '../time/say.ts';
import { header, languageLinks } from './frame.ts';
import { furtherStyles } from './further-views.styles.ts';
import { linksOf } from './links.ts';
import { styles } from './status-page.styles.ts';
import type { Asked, FurtherView, PageView, Shown, View } from './view.ts';
import { furtherView } from './views-at-hand.ts';
import { wholePage } from './whole-page.ts';

const tickMs = 30_000;
const nothingPast = decodePast(null);
const documents = [
  ...(['summary', 'document', 'metrics', 'history', 'found'] as const),
  ...(['uptime', 'detail', 'timeline', 'report'] as const),
];

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
export class StatusPage extends LitElement implements Asked {
  static override styles = [tokens, styles, furtherStyles];
  static override properties: PropertyDeclarations = {
    src: {},
    view: {},
    month: {},
    query: {},
    component: {},
    days: {},
    span: {},
    until: {},
    incident: {},
    locale: {},
    languages: {},
    timeZone: { attribute: 'time-zone' },
    pollSeconds: { type: Number, attribute: 'poll-seconds' },
    live: { converter: (value) => value !== 'false' },
    withoutHeader: { type: Boolean, attribute: 'without-header' },
    now: {},
    staleSince: { attribute: 'stale-since' },
    ...Object.fromEntries(documents.map((name) => [name, { attribute: false }])),
    strings: { attribute: false },
  };

  /** Addresses of the page, separated by blanks, in order of trust. Any Statuspage-compatible page will do. */
  declare src: string;
  /**
   * What is shown: how everything is (`overview`), all `maintenance`, how much was up (`uptime`), what was when
   * (`timeline`), what happened in a month (`history`), a month in numbers (`report`), or what stands in the slot
   * `subscribe`.
   */
  declare view: PageView;
  /** The month of the history or of the report, such as 2026-11; the present one when it is not named. */
  declare month: string;
  /** Words to look for in the history, instead of a month. */
  declare query: string;
  /** The id of a component or group, to show alone how much of the time it was up, and why. */
  declare component: string;
  /** How many days of uptime are shown: `30`, `60`, `90` or `365`. */
  declare days: string;
  /** How much time the timeline shows: `day`, `week`, `month`, `quarter` or `year`. */
  declare span: string;
  /** The last day that the timeline shows, such as 2026-11-24; today when it is not named. */
  declare until: string;
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
  /** The metrics of the last 24 hours; a snapshot may be given. */
  declare metrics: MetricsDocument | null;
  /** What happened in the month; a snapshot may be given. */
  declare history: HistoryDocument | null;
  /** What was found in the history; a snapshot may be given. */
  declare found: HistorySearch | null;
  /** How much of the last 365 days everything was up; a snapshot may be given. */
  declare uptime: UptimeDocument | null;
  /** The same of one component, explained; a snapshot may be given. */
  declare detail: UptimeDetail | null;
  /** What was when in the last 365 days, and what is planned; a snapshot may be given. */
  declare timeline: TimelineDocument | null;
  /** The month in numbers; a snapshot may be given. */
  declare report: ReportDocument | null;
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
  #past = nothingPast;
  #heard: string | undefined;
  #announcement = '';

  constructor() {
    super();
    this.src = '';
    this.view = 'overview';
    this.month = '';
    this.query = '';
    this.component = '';
    this.days = '';
    this.span = '';
    this.until = '';
    this.incident = '';
    this.locale = '';
    this.languages = '';
    this.timeZone = '';
    this.pollSeconds = 30;
    this.live = true;
    this.withoutHeader = false;
    this.now = '';
    this.staleSince = '';
    for (const name of documents) this[name] = null;
    this.strings = null;
    new DocumentController(this, this.#source, () => {
      const wanted = this.#further?.wants?.(this, this.#seen);
      const { name, path, isIt }: Shown = wanted ?? { name: 'document', path: 'page.json' };
      return {
        path,
        had: isIt === false ? undefined : (this[name] as Partial<PageDocument> | null)?.allswell,
        take: (value) => (this[name] = value as never),
      };
    });
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
    const coming = [pageWords(this.#locale), this.#further].find((one) => one instanceof Promise);
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
    for (const event of ['pointerover', 'focusin']) this.renderRoot.addEventListener(event, this.#showDays);
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
        ${languageLinks(this.#languages, this.#locale, this.#further?.query?.(this), telling)}
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

  /** Tells of single days to who comes to a bar. Until the script is there, and where it does not come, it is a link. */
  readonly #showDays = ({ target }: Event): void => {
    const bar = (target as Element).closest('[data-uptime]');
    if (bar) import('../uptime/show-days.ts').then(({ showDays }) => showDays(bar, this)).catch(() => {});
  };

  /** True for the drawing on the server and for the one in the browser that takes it over: both say the same. */
  get #isServed(): boolean {
    return isServer || (!this.hasUpdated && this.now !== '');
  }

  /** True once the sources were asked, whatever came of it. */
  get #isSettled(): boolean {
    return (this.#source.feed?.pollAt ?? 0) > 0;
  }

  /** The view that is shown, where it is not the overview. Drawing waits for it. */
  get #further(): FurtherView | undefined {
    return furtherView(this.incident ? 'incident' : this.view, this.#locale) as FurtherView | undefined;
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
      ...this.#truth(),
      telling,
      metrics: this.#metrics(),
      asked: this,
      wakeBy: (at) => !isServer && this.#source.wakeBy(at),
    };
    // What an earlier visit left is not called old before the source had its chance to say something newer.
    if (view.truth === 'unknown' && !this.#isSettled) return this.#nothingKnown(telling);
    return (this.#further?.draw ?? wholePage)(view) ?? this.#loading(telling);
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
      const known: Partial<Record<string, unknown>> = 'summary' in given ? given : { summary: given };
      for (const name of documents) this[name] = (known[name] ?? null) as never;
    } catch {
      // Not JSON: the source will tell.
    }
  }
}
