import type { MaintenancePhase, Summary } from '@allswell/protocol';
import { isSafeLink } from '@allswell/protocol';
import type { BannerState } from '../events.ts';
import { StatusChangeEvent, StatusDismissEvent, StatusOpenEvent } from '../events.ts';
import { bannerEn } from '../i18n/banner-en.ts';
import type { BannerStrings } from '../i18n/banner-strings.ts';
import { bannerLanguages } from '../i18n/banner-languages.ts';
import { wordsFor } from '../i18n/words-for.ts';
import type { News } from '../source/decode-news.ts';
import { decodeNews } from '../source/decode-news.ts';
import { SummaryController } from '../source/summary-controller.ts';
import type { Truth } from '../source/truth.ts';
import { briefAgo, briefRange, briefTime } from '../time/brief.ts';
import { canonicalLocale, languageAround, timeLocale } from '../time/locale.ts';
import { dismissed, setDismissed } from './dismissals.ts';
import { lineOf } from './line.ts';
import type { Child } from './make.ts';
import { make } from './make.ts';
import { styles } from './status-banner.styles.ts';
import type { Story } from './stories.ts';
import { byGravity, storiesOf, storyOf, toneOf } from './stories.ts';
import { View } from './view.ts';

/** Where the banner appears. */
export type BannerPlacement = 'top' | 'bottom' | 'inline' | 'toast';

// Servers import elements too, and have no such class.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

const overShownMs = 300_000;
const minuteMs = 60_000;

type Details = typeof import('./details.ts');
const details = () => import('./details.ts').catch(() => undefined);

/** The attributes, each with what holds without it. */
const attributes: Record<string, string | number | boolean> = {
  src: '',
  components: '',
  'upcoming-hours': 48,
  placement: 'top',
  'poll-seconds': 30,
  live: false,
  locale: '',
  preview: '',
};
const propertyOf = (attribute: string) => attribute.replace(/-./g, ([, letter = '']) => letter.toUpperCase());

/**
 * One line on the customer's own page: what is wrong now, or what is planned next. It shows nothing while all is well.
 *
 * It speaks English, German, French, Spanish and Arabic: what is not English is fetched by those who read it, or given at
 * once by `StatusBanner.languages.de = words`, with `words` from `@allswell/widget/banner-languages/de`.
 *
 * Readers of somebody else's app pay for every byte of it, so it draws itself without Lit.
 *
 * @fires {StatusChangeEvent} status-change - What the banner has to say has changed.
 * @fires {StatusOpenEvent} status-open - A reader opened the details.
 * @fires {StatusDismissEvent} status-dismiss - A reader put the banner away.
 *
 * @csspart bar - The banner itself.
 * @csspart title - What is going on, in bold.
 * @csspart meta - When, or the latest word.
 * @csspart more - The button that opens the details.
 * @csspart body - The details: the updates, and what else is going on.
 * @csspart link - The link to the status page.
 * @csspart dismiss - The button that puts the banner away.
 * @csspart reopen - The button that brings it back.
 *
 * @cssprop --status-none - Colour of what is well again; with `-bg` its ground and `-fg` the text on it.
 * @cssprop --status-minor - Colour of degraded performance; with `-bg` and `-fg` likewise.
 * @cssprop --status-major - Colour of a partial outage; with `-bg` and `-fg` likewise.
 * @cssprop --status-critical - Colour of a major outage; with `-bg` and `-fg` likewise.
 * @cssprop --status-maintenance - Colour of maintenance; with `-bg` and `-fg` likewise.
 * @cssprop --status-font - Font family.
 * @cssprop [--status-radius=12px] - Radius of the corners of a toast.
 *
 * @cssstate open - The details are open.
 * @cssstate critical - The incident shown is critical.
 * @cssstate stale - What is shown was not confirmed for more than 90 seconds.
 */
export class StatusBanner extends Base {
  /**
   * Addresses of status pages that say the same, separated by blanks, in order of trust.
   * @attr src
   * @default ''
   */
  declare src: string;
  /**
   * Ids or names of components, or ids of groups, separated by commas; the banner keeps to what affects them.
   * @attr components
   * @default ''
   */
  declare components: string;
  /**
   * How far ahead planned maintenance is announced, in hours.
   * @attr upcoming-hours
   * @default 48
   */
  declare upcomingHours: number;
  /**
   * Where it appears: over the page at its `top`, its `bottom` or as a `toast`, or `inline` where it stands.
   * @attr placement
   * @default 'top'
   */
  declare placement: BannerPlacement;
  /**
   * How often the source is asked, in seconds.
   * @attr poll-seconds
   * @default 30
   */
  declare pollSeconds: number;
  /**
   * Listens to the page's stream, and so learns of news at once.
   * @attr live
   * @default false
   */
  declare live: boolean;
  /**
   * Language to speak; that of the page around when not given.
   * @attr locale
   * @default ''
   */
  declare locale: string;
  /**
   * Shows an example, to try colours and places with.
   * @attr preview
   * @default ''
   */
  declare preview: '' | 'incident' | 'maintenance';

  readonly #source = new SummaryController(
    this,
    () => ({
      src: this.preview ? '' : this.src,
      pollMs: Math.max(1, this.pollSeconds) * 1_000,
      live: this.live,
      summary: this.#given,
    }),
    decodeNews,
  );
  readonly #internals = this.attachInternals();
  readonly #view: View;
  #given: Summary | null = null;
  #words = bannerEn;
  #replaced: Partial<BannerStrings> = {};
  #isPending = false;

  #now = 0;
  #locale = 'en';
  #truth: Truth = 'unknown';
  #state: BannerState = 'unknown';
  #phase: MaintenancePhase | null = null;
  /** What may be shown, the most important first. */
  #stories: Story[] = [];
  /** Those that readers have not put away. The first one is what the bar tells. */
  #shown: Story[] = [];
  /** What was last shown while it was open, to tell when it is over. */
  #open: Story | undefined;
  #over: Story | undefined;
  #overUntil = 0;
  #announced = '';
  #isExpanded = false;
  #isReopenable = false;
  #isInFlow = false;

  static readonly observedAttributes = Object.keys(attributes);

  /**
   * The languages that banners speak, by the first part of their tags. All but English are fetched when they are asked
   * for; a program can give them at once, and others as well.
   */
  static readonly languages = bannerLanguages;

  static {
    for (const [name, fallback] of Object.entries(attributes)) {
      Object.defineProperty(this.prototype, propertyOf(name), {
        get(this: StatusBanner) {
          const text = this.getAttribute(name);
          if (fallback === false) return text !== null;
          if (typeof fallback === 'number') return text && Number(text) >= 0 ? Number(text) : fallback;
          return text ?? fallback;
        },
        set(this: StatusBanner, value: unknown) {
          if (fallback === false) this.toggleAttribute(name, Boolean(value));
          else this.setAttribute(name, String(value));
        },
      });
    }
  }

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    this.#view = new View(root);
    const { bar, more, dismiss, reopen } = this.#view;
    more.onclick = () => this.#toggle();
    // Whoever comes near will want them.
    more.onpointerenter = more.onfocus = () => void details();
    dismiss.onclick = () => this.#dismiss();
    reopen.onclick = () => this.reopen();
    bar.onkeydown = ({ key }) => {
      if (key !== 'Escape' || !this.#isExpanded) return;
      this.#toggle();
      more.focus();
    };
  }

  /** A summary to show, from a program that has one already. */
  get summary(): Summary | null {
    return this.#given;
  }
  set summary(value: Summary | null) {
    this.#given = value;
    this.requestUpdate();
  }

  /** Words to use instead of the built-in ones. */
  get strings(): Partial<BannerStrings> {
    return this.#replaced;
  }
  set strings(value: Partial<BannerStrings> | null) {
    this.#replaced = value ?? {};
    this.requestUpdate();
  }

  /** What the banner has to say: `clear`, `maintenance`, `incident`, `resolved` or `unknown`. */
  get state(): BannerState {
    return this.#state;
  }

  /** The phase of the maintenance that it tells of. */
  get phase(): MaintenancePhase | null {
    return this.#phase;
  }

  /** True when what it knows was not confirmed for more than 90 seconds. */
  get stale(): boolean {
    return this.#truth !== 'fresh';
  }

  /** Resolves when what has changed is drawn. */
  updateComplete: Promise<void> = Promise.resolve();

  /** Asks the source now. */
  async refresh(): Promise<void> {
    await this.#source.refresh();
    await this.updateComplete;
  }

  /** Brings back what readers put away. */
  reopen(): void {
    setDismissed(dismissed().filter((key) => !this.#stories.some((story) => story.key === key)));
    this.requestUpdate();
  }

  /** @internal */
  connectedCallback(): void {
    // What was set before the element was defined hides the accessors of the class.
    for (const name of Object.keys(this) as (keyof this)[]) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#readSnapshot();
    this.#source.hostConnected();
    this.requestUpdate();
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#source.hostDisconnected();
  }

  /** @internal */
  attributeChangedCallback(): void {
    this.requestUpdate();
  }

  /** Draws what has changed, once, soon. */
  requestUpdate(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    this.updateComplete = Promise.resolve().then(async () => {
      // What is on its way is waited for: nothing is said in one language and then in another.
      const locale = canonicalLocale(this.locale, languageAround(this), navigator.language);
      const words = await wordsFor(locale);
      const { preview } = this;
      const example = preview && (await import('./preview.ts').catch(() => undefined));
      const drawn = this.#isExpanded ? await details() : undefined;
      this.#isPending = false;
      if (!this.isConnected) return;
      this.#locale = timeLocale(locale, navigator.languages);
      this.#words = { ...words, ...this.#replaced };
      this.#source.hostUpdate();
      this.#look(example && example.previewNews(preview, this.#words.preview));
      drawn?.dress(this.#view.root);
      this.#draw(drawn);
      this.#source.hostUpdated();
    });
  }

  #readSnapshot(): void {
    try {
      const script = this.querySelector('script[type="application/json"]');
      if (script) this.#given ??= JSON.parse(script.textContent) as Summary;
    } catch {
      // Not JSON: the source will tell.
    }
  }

  /** Works out what there is to say. */
  #look(example: News | null | undefined | ''): void {
    this.#now = Date.now();
    this.#truth = example ? 'fresh' : this.#source.truth;
    const summary = example || this.#source.summary;

    if (summary) {
      const { stories, changesAt } = storiesOf(summary, this, this.#now);
      this.#source.wakeBy(changesAt);
      this.#stories = this.#withWhatEnded(stories, summary.ended);
    }
    const away = example ? [] : dismissed();
    this.#shown = this.#stories.filter(({ key }) => !away.includes(key));
    const [shown] = this.#shown;
    const [first] = this.#stories;
    const isKnown = this.#truth !== 'unknown';
    if (shown && !shown.isOver && isKnown) this.#open = shown;
    // What counts down ticks as the minute ends, the rest once a minute.
    const leftMs = Date.parse(shown?.event.scheduled_for ?? '') - this.#now;
    if (first) this.#source.wakeBy(this.#now + ((leftMs > 0 && leftMs % minuteMs) || minuteMs));
    const kind = first?.event.kind ?? 'clear';
    const state = !isKnown ? 'unknown' : kind === 'incident' && first?.isOver ? 'resolved' : kind;
    const phase = (isKnown && first?.phase) || null;
    if (state === this.#state && phase === this.#phase) return;
    this.#state = state;
    this.#phase = phase;
    const event = new StatusChangeEvent(state, phase, toneOf(summary?.indicator ?? ''));
    // Whoever listens finds the banner as it then is.
    queueMicrotask(() => this.dispatchEvent(event));
  }

  /**
   * What was shown and is gone has ended: that is said for five minutes. What was deleted just goes. Of other vendors'
   * pages, which do not tell, what was open is taken for over and what was planned for nothing to speak of.
   */
  #withWhatEnded(stories: Story[], ended: News['ended']): Story[] {
    const isThere = (story: Story) => stories.some(({ event }) => event.id === story.event.id);
    const endOf = ({ event, phase }: Story) =>
      ended ? ended[event.id] : phase === 'ahead' || phase === 'soon' ? undefined : 'resolved';
    const open = this.#open;
    if (open && this.#truth === 'fresh' && !isThere(open)) {
      this.#open = undefined;
      const end = endOf(open);
      if (end) {
        const news = end === 'cancelled' ? end : open.event.kind === 'maintenance' ? 'done' : 'resolved';
        this.#over = storyOf(open.event, news);
        this.#overUntil = this.#now + overShownMs;
      }
    }
    const over = this.#over;
    if (over && this.#now < this.#overUntil && !isThere(over) && endOf(over)) {
      this.#source.wakeBy(this.#overUntil);
      stories.push(over);
    }
    return stories.sort(byGravity);
  }

  #draw(drawn: Details | undefined): void {
    const [shown, ...others] = this.#shown;
    const words = this.#words;
    const { bar, more, dismiss, reopen } = this.#view;
    const isUnknown = this.#truth === 'unknown';
    bar.dir = reopen.dir = words.direction;
    bar.ariaLabel = words.label;
    dismiss.ariaLabel = words.dismiss;
    reopen.ariaLabel = words.reopen;
    this.#isExpanded &&= Boolean(shown);
    more.textContent = this.#isExpanded ? words.hide : words.details;

    if (shown) {
      this.#view.show({
        tone: isUnknown ? 'unknown' : shown.tone,
        prefix: isUnknown ? words.unknown : shown.news !== 'open' && words.news[shown.news],
        colon: words.colon,
        name: shown.event.name,
        meta: this.#metaOf(shown),
        others: others[0] ? words.more(others.length) : '',
        body: this.#isExpanded ? this.#bodyOf(shown, others, drawn) : undefined,
      });
    } else {
      this.#view.hide(this.#isReopenable ? this.#stories[0]?.tone : undefined);
    }
    this.#announce();

    const { states } = this.#internals;
    states.clear();
    if (this.#isExpanded) states.add('open');
    if (bar.className === 'critical') states.add('critical');
    if (this.stale) states.add('stale');
    this.#place(bar.isConnected || reopen.isConnected);
  }

  /** When, or the latest word; and how old that is when nothing confirms it. */
  #metaOf({ event, phase, isOver }: Story): Child[] {
    const [now, locale, words] = [this.#now, this.#locale, this.#words];
    const said: string[] = [];
    if (this.#truth !== 'unknown' && !isOver) {
      if (event.kind === 'maintenance') {
        const [from, until] = [Date.parse(event.scheduled_for), Date.parse(event.scheduled_until)];
        if (phase === 'under_way') said.push(words.until(briefTime(until, now, locale)));
        else if (phase === 'running_over') said.push(words.wasUntil(briefTime(until, now, locale)));
        else {
          const away = from - now <= minuteMs ? words.shortly : briefAgo(from, now, locale);
          said.push(away, briefRange(from, until, now, locale));
        }
      }
      const [latest] = event.incident_updates;
      if (latest) said.push(lineOf(latest));
    }
    if (this.stale) said.push(words.stale(briefAgo(this.#source.provenAt, now, locale)));
    // What the operator wrote may run the other way.
    return said.flatMap((one, index) => [index > 0 && ' · ', make('bdi', {}, one)]);
  }

  /** The details, with the words alone where the file that draws them does not come. */
  #bodyOf(story: Story, others: readonly Story[], drawn: Details | undefined): Child[] {
    const words = this.#words;
    const news = this.#source.summary;
    const href = story.event.shortlink || news?.url || '';
    const options = { now: this.#now, locale: this.#locale, words, news, metaOf: (one: Story) => this.#metaOf(one) };
    return [
      ...(drawn
        ? drawn.detailsOf(story, others, options)
        : story.event.incident_updates.map((update) => make('p', {}, lineOf(update)))),
      isSafeLink(href) && make('a', { part: 'link', href }, words.page),
    ];
  }

  /** Says news to those who do not see them: politely, but a new critical incident at once. */
  #announce(): void {
    const [shown] = this.#shown;
    const said = shown ? `${shown.key} ${shown.event.incident_updates[0]?.id}` : '';
    if (said === this.#announced) return;
    const isNew = shown?.tone === 'critical' && !this.#announced.startsWith(shown.key);
    this.#announced = said;
    this.#view.announce(isNew ? 'alert' : 'status');
  }

  /** Takes the top layer, where it moves nothing; or its own place, where it may move nothing that is on the screen. */
  #place(isShown: boolean): void {
    const hasPainted = performance.getEntriesByType('paint')[0];
    const isInline = this.placement === 'inline' && (this.#isInFlow || !this.src || !hasPainted);
    this.#isInFlow = isShown && isInline;
    this.popover = isInline ? null : 'manual';
    if (!isInline && this.matches(':popover-open') !== isShown) this.togglePopover(isShown);
  }

  #toggle(): void {
    this.#isExpanded = !this.#isExpanded;
    const [shown] = this.#shown;
    if (this.#isExpanded && shown) this.dispatchEvent(new StatusOpenEvent(shown.event.kind, shown.event.id));
    this.requestUpdate();
  }

  #dismiss(): void {
    const [shown] = this.#shown;
    if (!shown) return;
    const { key, event, phase } = shown;
    setDismissed([...dismissed(), key]);
    this.#isExpanded = false;
    this.#isReopenable = true;
    this.requestUpdate();
    // Whoever came by keyboard goes on from there.
    void this.updateComplete.then(() => (this.#shown[0] ? this.#view.dismiss : this.#view.reopen).focus());
    this.dispatchEvent(new StatusDismissEvent(event.kind, event.id, phase));
  }
}
