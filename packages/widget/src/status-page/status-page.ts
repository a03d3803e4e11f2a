import { maintenancePhase } from '@allswell/protocol';
import type { MaintenancePhase, PageDocument, Summary } from '@allswell/protocol';
import { LitElement, html, isServer, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { chooseStrings } from '../i18n/choose.ts';
import { en } from '../i18n/en.ts';
import type { PageStrings } from '../i18n/page-strings.ts';
import { decodeHistory, decodeSummary } from '../source/decode.ts';
import type { SeenComponent, SeenIncident, SeenMaintenance, SeenSummary } from '../source/decode.ts';
import { PageDocumentController } from '../source/page-document-controller.ts';
import { SummaryController } from '../source/summary-controller.ts';
import type { Truth } from '../source/truth.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { componentGroups } from '../templates/component-groups.ts';
import { overall } from '../templates/overall.ts';
import { past } from '../templates/past.ts';
import { planned } from '../templates/planned.ts';
import { safeHref } from '../templates/safe-href.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { affectedNames, isOver, isolated, namesOf, spanOf, storyCard, toneOf } from '../templates/story-card.ts';
import type { Telling } from '../templates/telling.ts';
import { sayWhen, thread } from '../templates/thread.ts';
import { canonicalLocale, languageAround, timeLocale } from '../time/locale.ts';
import { instantOf, ownTimeZone, sayRange, sayTime, sayZone } from '../time/say.ts';
import { styles } from './status-page.styles.ts';

const tickMs = 30_000;
const languages = { en };

/**
 * Everything about a page: how it is, what is wrong, what is planned, each component, and what happened before.
 * It follows its source live, tells times in the reader's zone, and says how old its knowledge is when nothing confirms
 * it. It can be rendered on the server and takes over there without changing anything.
 *
 * @slot logo - Stands before the name of the page.
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
  static override styles = [tokens, styles];
  static override properties: PropertyDeclarations = {
    src: {},
    incident: {},
    locale: {},
    timeZone: { attribute: 'time-zone' },
    pollSeconds: { type: Number, attribute: 'poll-seconds' },
    live: { converter: (value) => value !== 'false' },
    withoutHeader: { type: Boolean, attribute: 'without-header' },
    now: {},
    staleSince: { attribute: 'stale-since' },
    summary: { attribute: false },
    document: { attribute: false },
    strings: { attribute: false },
  };

  /** Addresses of the page, separated by blanks, in order of trust. Any Statuspage-compatible page will do. */
  declare src: string;
  /** The id of one incident or maintenance, to show that alone. */
  declare incident: string;
  /** The language, when it is not that of the page around. */
  declare locale: string;
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
  /** Words to say differently. */
  declare strings: Partial<PageStrings> | null;

  readonly #source = new SummaryController(this, () => ({
    src: this.src,
    pollMs: Math.max(1, this.pollSeconds || 30) * 1_000,
    live: this.live,
    // Offered by willUpdate: what the server rendered is taken over before anything newer is believed.
    summary: null,
  }));
  readonly #pageDocument = new PageDocumentController(this, this.#source);
  #seen: SeenSummary | null = null;
  #decodedDocument: PageDocument | null = null;
  #history: (SeenIncident | SeenMaintenance)[] = [];
  /** One incident that was given and that the next document may no longer hold. */
  #kept: SeenIncident | SeenMaintenance | undefined;

  constructor() {
    super();
    this.src = '';
    this.incident = '';
    this.locale = '';
    this.timeZone = '';
    this.pollSeconds = 30;
    this.live = true;
    this.withoutHeader = false;
    this.now = '';
    this.staleSince = '';
    this.summary = null;
    this.document = null;
    this.strings = null;
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('summary') && this.summary !== this.#source.value) {
      this.#seen = decodeSummary(this.summary);
      if (this.src && !isServer) this.#source.offer(this.summary);
    }
    if (!this.#isServed && this.#source.summary && this.src) {
      this.#seen = this.#source.summary;
      this.summary = this.#source.value as Summary;
      this.document = this.#pageDocument.newest(this.document);
    }
    if (changed.has('document') || this.document !== this.#decodedDocument) {
      this.#decodedDocument = this.document;
      this.#history = decodeHistory(this.document);
    }
    if (changed.has('incident') && changed.get('incident')) this.#kept = undefined;
  }

  protected override firstUpdated(): void {
    // From here on the reader's own clock, zone and habits count.
    if (this.now) this.requestUpdate();
  }

  override render(): TemplateResult {
    const telling = this.#telling();
    const { strings } = telling;
    const page = this.#seen?.page;
    return html`<div class="page" part="page">
      ${
        this.withoutHeader || !page?.name
          ? nothing
          : html`<header><slot name="logo"></slot><a href=${safeHref(page.url) ?? nothing}><bdi>${page.name}</bdi></a></header>`
      }
      ${this.#seen ? this.#content(this.#seen, telling) : this.#nothingKnown(telling)}
      <footer>
        ${page ? html`<span>${strings.times(sayZone(telling.reader))}</span>` : nothing}
        <slot name="footer"></slot>
      </footer>
    </div>`;
  }

  /** True for the rendering on the server and for the one in the browser that takes it over: both say the same. */
  get #isServed(): boolean {
    return isServer || (!this.hasUpdated && this.now !== '');
  }

  #telling(): Telling {
    const isServed = this.#isServed;
    const locale = canonicalLocale(this.locale, isServer ? '' : languageAround(this));
    const now = isServed && this.now ? instantOf(this.now) : Date.now();
    if (!isServer) this.#source.wakeBy(Date.now() + tickMs);
    return {
      reader: {
        locale: timeLocale(locale, isServed ? [] : navigator.languages),
        timeZone: this.timeZone || (isServed ? (this.#seen?.page.time_zone ?? 'UTC') : ownTimeZone()),
        now,
        isNow: !isServed,
      },
      strings: chooseStrings<PageStrings>(languages, locale, this.strings ?? {}),
    };
  }

  /** How far what is known can be trusted, and since when nothing has confirmed it. */
  #truth(): { truth: Truth; since: number } {
    if (this.#isServed || !this.src) {
      const since = instantOf(this.staleSince);
      return { truth: Number.isNaN(since) ? 'fresh' : 'stale', since };
    }
    return { truth: this.#source.truth, since: this.#source.provenAt };
  }

  #nothingKnown({ strings }: Telling): TemplateResult {
    if (this.src && this.#source.isSettled) return overall('unknown', strings.failed, strings.failedText);
    return html`<div aria-busy="true">
      ${overall('unknown', strings.loading, '')}
      <div class="shape" aria-hidden="true"><i></i><i></i><i></i></div>
    </div>`;
  }

  #content(seen: SeenSummary, telling: Telling): TemplateResult {
    const { truth, since } = this.#truth();
    // What an earlier visit left is not called old before the source had its chance to say something newer.
    if (truth === 'unknown' && !this.#source.isSettled) return this.#nothingKnown(telling);
    if (this.incident) return this.#oneStory(seen, this.incident, truth, since, telling);
    return this.#everything(seen, truth, since, telling);
  }

  #everything(seen: SeenSummary, truth: Truth, since: number, telling: Telling): TemplateResult {
    const { strings, reader } = telling;
    const maintenances = this.#phased(seen, reader.now);
    const active = maintenances.filter(({ phase }) => phase === 'under_way' || phase === 'running_over');
    const upcoming = maintenances.filter(({ phase }) => phase === 'ahead' || phase === 'soon');
    const isOpen = new Set(
      [...seen.incidents, ...maintenances.map(({ maintenance }) => maintenance)].map(({ id }) => id),
    );
    const over = this.#history.filter((story) => isOver(story) && !isOpen.has(story.id));
    return html`
      <div part="overall">${this.#overall(seen, truth, since, over, telling)}</div>
      ${
        seen.incidents.length > 0
          ? html`<section aria-labelledby="open">
              <h2 class="visually-hidden" id="open">${strings.incidents}</h2>
              ${seen.incidents.map((incident) => storyCard(incident, telling))}
            </section>`
          : nothing
      }
      ${
        active.length + upcoming.length > 0
          ? html`<section aria-labelledby="maintenance">
              <h2 class="visually-hidden" id="maintenance">${strings.maintenances}</h2>
              ${active.map(({ maintenance, phase }) => storyCard(maintenance, telling, phase))}
              ${upcoming.map(({ maintenance, phase }) => planned(maintenance, phase, telling))}
            </section>`
          : nothing
      }
      <section aria-labelledby="components">
        <h2 class="visually-hidden" id="components">${strings.components}</h2>
        ${componentGroups(truth === 'unknown' ? seen.components.map(asUnknown) : seen.components, strings)}
      </section>
      ${
        this.document
          ? html`<section aria-labelledby="past">
              <h2 id="past">${strings.past}</h2>
              ${past(over, telling)}
            </section>`
          : nothing
      }
    `;
  }

  #overall(
    seen: SeenSummary,
    truth: Truth,
    since: number,
    over: readonly (SeenIncident | SeenMaintenance)[],
    telling: Telling,
  ): TemplateResult {
    const { strings } = telling;
    const sentence = strings.overall(seen.status.description);
    if (truth === 'unknown') {
      const detail = `${strings.unknownText(sayTime(since, telling.reader), sentence)} ${strings.lastKnown}`;
      return html`<div data-stale>${overall('unknown', strings.unknown, detail)}</div>`;
    }
    return html`${overall(seen.status.indicator, sentence, this.#detail(seen, over, telling))}
    ${this.#staleNote(truth, since, telling)}`;
  }

  #staleNote(truth: Truth, since: number, { reader, strings }: Telling): TemplateResult | typeof nothing {
    if (truth === 'fresh') return nothing;
    return html`<p class="note unknown" data-stale>
      ${statusIcon('unknown')}<span>${strings.stale(sayWhen(since, reader, strings))}</span>
    </p>`;
  }

  /** The second voice under the sentence: what is affected and when there was last a word, or when the last one was. */
  #detail(seen: SeenSummary, over: readonly (SeenIncident | SeenMaintenance)[], { reader, strings }: Telling): string {
    const { names, more } = namesOf(
      seen.components.filter((component) => component.status !== 'operational' && component.status !== 'unknown'),
    );
    const updates = [...seen.incidents, ...seen.scheduled_maintenances].flatMap(({ incident_updates }) =>
      incident_updates.slice(0, 1).map((update) => instantOf(update.display_at)),
    );
    const latest = Math.max(...updates.filter((at) => at <= reader.now));
    if (names.length > 0 || seen.incidents.length > 0) {
      const affected = names.length > 0 ? strings.affected(names.map(isolated), more) : '';
      const said = Number.isFinite(latest) ? strings.lastUpdate(sayWhen(latest, reader, strings)) : '';
      return `${affected} ${said}`.trim();
    }
    const endedAt = Math.max(
      ...over
        .flatMap((story) => (story.kind === 'incident' ? instantOf(story.resolved_at) : []))
        .filter(Number.isFinite),
    );
    return Number.isFinite(endedAt)
      ? `${strings.quiet} ${strings.lastOver(sayWhen(endedAt, reader, strings))}`
      : strings.quiet;
  }

  #phased(seen: SeenSummary, now: number): { maintenance: SeenMaintenance; phase: MaintenancePhase }[] {
    return seen.scheduled_maintenances.flatMap((maintenance) => {
      const { phase, changesAt } = maintenancePhase(maintenance, now, Number.POSITIVE_INFINITY);
      if (changesAt !== null && !isServer) this.#source.wakeBy(changesAt);
      return phase ? [{ maintenance, phase }] : [];
    });
  }

  #oneStory(seen: SeenSummary, id: string, truth: Truth, since: number, telling: Telling): TemplateResult {
    const { reader, strings } = telling;
    const all = [...seen.incidents, ...seen.scheduled_maintenances, ...this.#history];
    const story = all.find((one) => one.id === id) ?? this.#kept;
    this.#kept = story;
    const tone = truth === 'unknown' ? 'unknown' : seen.status.indicator;
    const back = html`<a class="back ${tone}" href=${this.src === '/' ? '/' : (safeHref(seen.page.url) ?? nothing)}
      >${statusIcon(tone)}${strings.allStatus}: ${truth === 'unknown' ? strings.unknown : strings.overall(seen.status.description)}</a
    >`;
    if (!story) return html`${back}<p class="empty">${strings.incidentGone}</p>`;
    const isDone = isOver(story);
    const storyTone = isDone ? 'none' : toneOf(story);
    const when =
      story.kind === 'maintenance'
        ? html`<span>${sayRange(instantOf(story.scheduled_for), instantOf(story.scheduled_until), reader)}</span>`
        : isDone
          ? spanOf(story, telling)
          : html`<span>${strings.since(sayTime(instantOf(story.started_at), reader))}</span>`;
    return html`${back}${this.#staleNote(truth, since, telling)}
      <div class="title ${storyTone}" data-incident-id=${story.id}>
        <p class="meta"><span class="tag">${statusIcon(storyTone)}${strings.status[story.status]}</span></p>
        <h1><bdi>${story.name}</bdi></h1>
        <p class="meta">${when}${affectedNames(story.components, telling)}</p>
      </div>
      <div class="card">${thread(story.incident_updates, reader, strings)}</div>`;
  }

  #readSnapshot(): void {
    const script = this.querySelector(':scope > script[type="application/json"]');
    if (this.summary || !script) return;
    try {
      const given: unknown = JSON.parse(script.textContent);
      if (typeof given !== 'object' || given === null) return;
      // Either a summary as it comes from the API, or that and the page document beside each other.
      const { summary = given, document = null } = given as { summary?: unknown; document?: unknown };
      this.summary = summary as Summary;
      this.document = document as PageDocument | null;
    } catch {
      // Not JSON: the source will tell.
    }
  }
}

/** A component of which nothing is known any more: what was well then must not look well now. */
function asUnknown(component: SeenComponent): SeenComponent {
  return { ...component, only_show_if_degraded: false, status: 'unknown' };
}
