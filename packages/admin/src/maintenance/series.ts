import type { Occurrence, Series } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { composing } from '../incidents/composing.styles.ts';
import { incidentStyles } from '../incidents/incident.styles.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayInstant } from '../time/format.ts';
import { sayLength, saySpan, sayZone } from '../time/say-plan.ts';
import { formatWall, parseWall, readWall, toWall } from '../time/wall-time.ts';
import { DateMover } from './date-mover.ts';
import { planStyles } from './maintenance.styles.ts';
import { readRule, yearsAfter } from './rule.ts';
import { sayRule } from './say-rule.ts';
import { SeriesEditor } from './series-editor.ts';

const atATime = 12;
const mostYears = 10;
const dayMs = 86_400_000;

/** A maintenance that repeats: its dates, each of which can be moved or skipped, and the whole of it. */
export class StatusAdminSeries extends Screen {
  static override styles = [
    base,
    composing,
    incidentStyles,
    planStyles,
    css`
      .rule {
        font-weight: 550;
        margin-block: -0.6rem 0.4rem;
        max-inline-size: 52rem;
        overflow-wrap: anywhere;
      }
      .facts {
        margin-block-start: 0;
      }
      .text {
        margin-block-end: 1.5rem;
        max-inline-size: 52rem;
      }
      .dates {
        max-inline-size: 52rem;
      }
      .dates h2 {
        margin-block-end: 0.7rem;
      }
      .dates li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.2rem 1rem;
        align-items: center;
        padding: 0.6rem 1.25rem;
      }
      .dates .is-skipped .date {
        color: var(--soft);
        text-decoration: line-through;
      }
      .dates .date {
        font-weight: 550;
      }
      .dates .actions {
        gap: 0.1rem;
        margin-inline-end: -0.6rem;
      }
      .dates .move {
        grid-column: 1 / -1;
        padding-block: 0.8rem 0.6rem;
      }
      .dates .notice {
        margin-block-end: 0.8rem;
      }
      .foot {
        margin-block-start: 0.8rem;
      }
      @container (inline-size < 34rem) {
        .dates li {
          grid-template-columns: minmax(0, 1fr);
          padding-inline: 1rem;
        }
        .dates .actions {
          margin-inline: -0.75rem 0;
        }
      }
    `,
  ];
  static override properties: PropertyDeclarations = { seriesId: { attribute: false } };

  /** Which series. */
  declare seriesId: string;

  readonly #confirmation = new Confirmation(this);
  readonly #submission = new Submission(this);
  readonly #editor = new SeriesEditor(this, (series) => this.#show(series));
  readonly #mover = new DateMover(this, () => this.#reload());
  #series: Series | null = null;
  #dates: readonly Occurrence[] = [];
  /** The first day that has not been asked for yet; empty before the first time. */
  #askedTo = '';
  #shown = atATime;
  #isLoading = false;
  #failure: ApiError | null = null;
  #seenSeq: number | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('seriesId')) return;
    this.#series = null;
    this.#dates = [];
    this.#askedTo = '';
    this.#shown = atATime;
    void this.#reload();
  }

  protected override updated(): void {
    const seq = this.panel.data.summary?.allswell?.seq;
    if (this.#seenSeq !== undefined && seq !== this.#seenSeq) void this.#reload();
    this.#seenSeq = seq;
  }

  override render(): TemplateResult {
    const { strings, locale, data } = this.panel;
    const words = strings.maintenance.series;
    const series = this.#series;
    if (!series) return this.#absent();
    const start = series.starts_at.slice(0, 16);
    const names = data.components.filter((one) => series.component_ids.includes(one.id)).map((one) => one.name);
    const rule = sayRule(readRule(series.rrule), { start, strings, locale });
    const at = strings.maintenance.repeat.sentence.at;
    return html`
      <div class="head">
        <h1 tabindex="-1">${series.name}</h1>
        ${
          series.ended_at
            ? nothing
            : html`<div class="actions">
                <button class="button small" type="button" @click=${() => this.#editor.open(series)}>${words.edit}</button>
                <button class="button small danger" type="button" @click=${() => void this.#askToEnd(series)}>${words.end}</button>
              </div>`
        }
      </div>
      <p class="rule" data-rule>${at(rule, start.slice(11), sayLength(series.duration_minutes, locale), sayZone(series.time_zone))}</p>
      <p class="facts">
        <span>${names.length > 0 ? strings.overview.affects(names) : strings.overview.affectsNothing}</span>
        ${series.scheduled_auto_in_progress ? nothing : html`<span>${strings.maintenance.one.startsByHand}</span>`}
        ${series.scheduled_auto_completed ? nothing : html`<span>${strings.maintenance.one.endsByHand}</span>`}
        ${series.ended_at ? html`<span>${words.hasEnded(sayInstant(series.ended_at, this.time))}</span>` : nothing}
      </p>
      ${this.#editor.render()} ${this.#editor.isOpen ? nothing : this.#list(series)} ${this.#confirmation.render(strings)}
    `;
  }

  #list(series: Series): TemplateResult {
    const { strings } = this.panel;
    const words = strings.maintenance.series;
    const dates = this.#dates.slice(0, this.#shown);
    return html`<section class="dates" aria-labelledby="dates-title">
      <h2 id="dates-title">${words.dates}</h2>
      ${submissionNotice(this.#submission, strings)}
      ${this.#failure ? html`<p class="notice trouble" role="alert">${explain(this.#failure, strings)}</p>` : nothing}
      ${
        dates.length > 0
          ? html`<ol class="rows">
              ${repeat(
                dates,
                (date) => date.starts_at,
                (date) => this.#date(date, series),
              )}
            </ol>`
          : html`<p class="soft">${this.#isLoading ? words.loadingMore : words.noDates}</p>`
      }
      ${
        this.#hasMore(series)
          ? html`<p class="foot">
              <button class="button small" type="button" aria-disabled=${this.#isLoading ? 'true' : nothing} @click=${() => void this.#showMore()}>
                ${this.#isLoading ? words.loadingMore : words.more}
              </button>
            </p>`
          : nothing
      }
    </section>`;
  }

  #date(date: Occurrence, series: Series): TemplateResult {
    const { strings, locale } = this.panel;
    const words = strings.maintenance.series;
    const [from, until] = [Date.parse(date.scheduled_for), Date.parse(date.scheduled_until)];
    const when = saySpan(from, until, series.time_zone, locale);
    const ruled = readWall(date.starts_at.slice(0, 16), series.time_zone);
    const status = date.status ? strings.maintenance.status[date.status] : null;
    const notes = [
      ...(date.is_skipped ? [words.isSkipped] : []),
      ...(date.is_moved ? [words.isMoved] : []),
      ...(date.is_moved && ruled ? [words.wasAt(saySpanStart(ruled, series.time_zone, locale))] : []),
      ...(date.incident_id && !date.is_skipped ? [status ?? words.announced] : []),
    ];
    const isToCome = until > Date.now() && series.ended_at === null && (date.status ?? 'scheduled') === 'scheduled';
    return html`<li data-starts-at=${date.starts_at} class=${date.is_skipped ? 'is-skipped' : ''}>
      <div>
        <p class="date">${when}</p>
        ${notes.length > 0 ? html`<p class="soft small">${notes.join(' · ')}</p>` : nothing}
      </div>
      <div class="actions">
        ${
          date.incident_id
            ? html`<span aria-hidden="true"></span>${screenLink(this.panel, { screen: 'one-maintenance', id: date.incident_id }, html`${words.open}<span class="visually-hidden"> ${when}</span>`, 'button small quiet')}`
            : nothing
        }
        ${
          isToCome && !date.is_skipped
            ? html`<button class="button small quiet" type="button" data-move aria-label=${words.moveOf(when)} @click=${() => this.#mover.open(date, series)}>
                  ${words.move}
                </button>
                <button class="button small quiet" type="button" aria-label=${words.skipOf(when)} @click=${() => void this.#skip(date, { isSkipped: true, when })}>
                  ${words.skip}
                </button>`
            : nothing
        }
        ${
          isToCome && date.is_skipped
            ? html`<button class="button small quiet" type="button" aria-label=${words.takeBackOf(when)} @click=${() => void this.#skip(date, { isSkipped: false, when })}>
                ${words.takeBack}
              </button>`
            : nothing
        }
      </div>
      ${this.#mover.moving === date.starts_at ? this.#mover.render(series) : nothing}
    </li>`;
  }

  #absent(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.maintenance.series;
    const failure = this.#failure;
    const title = html`<h1 tabindex="-1">${words.title}</h1>`;
    if (!failure) return html`${title}<p class="soft" role="status">${words.loading}</p>`;
    const isGone = failure.status === 404 || failure.code === 'invalid-request';
    return html`${title}
      <div class="card absent" role="alert">
        ${statusIcon('critical')}
        <p>${isGone ? words.gone : explain(failure, strings)}</p>
        ${
          isGone
            ? screenLink(this.panel, { screen: 'maintenance' }, strings.maintenance.one.toList, 'button')
            : html`<button class="button" type="button" @click=${() => void this.#reload()}>${strings.shell.tryAgain}</button>`
        }
      </div>`;
  }

  async #skip(date: Occurrence, { isSkipped, when }: { isSkipped: boolean; when: string }): Promise<void> {
    const { panel } = this;
    const words = panel.strings.maintenance.series;
    const isDone = await this.#submission.run(async (persist) => {
      await panel.api.maintenance.changeDate(this.seriesId, date.starts_at, {
        content: { skipped: isSkipped },
        persist,
      });
    });
    if (!isDone) return;
    panel.say(isSkipped ? words.skipped(when) : words.takenBack(when));
    await this.#reload();
    await this.updateComplete;
    // The button that was pressed is gone; the one that undoes it has its place.
    this.renderRoot
      .querySelector<HTMLElement>(`[data-starts-at="${date.starts_at}"] .actions button:last-of-type`)
      ?.focus();
    void panel.data.load();
  }

  async #askToEnd(series: Series): Promise<void> {
    const { panel } = this;
    const words = panel.strings.maintenance.series;
    await this.#confirmation.ask({
      title: words.endTitle,
      text: words.endText(series.name),
      action: words.endAction,
      run: async (persist) => {
        await panel.api.maintenance.endSeries(series.id, persist);
      },
      done: () => {
        panel.say(words.ended);
        void panel.data.load();
        panel.go({ screen: 'maintenance' });
      },
    });
  }

  #show(series: Series): void {
    this.#series = series;
    this.requestUpdate();
    void this.#reload();
    void this.panel.data.load();
  }

  /** Whether the rule may still have dates beyond those that are shown. */
  #hasMore(series: Series): boolean {
    return this.#dates.length > this.#shown || (series.ended_at === null && this.#askedTo < lastDay(series));
  }

  async #showMore(): Promise<void> {
    this.#shown += atATime;
    this.requestUpdate();
    if (this.#shown <= this.#dates.length || !this.#series || this.#askedTo >= lastDay(this.#series)) return;
    await this.#loadYear(this.#askedTo);
  }

  async #reload(): Promise<void> {
    const id = this.seriesId;
    try {
      const series = await this.panel.api.maintenance.getSeries(id);
      if (id !== this.seriesId) return;
      this.#series = series;
      this.#failure = null;
      const today = toWall(Date.now() - dayMs, series.time_zone).slice(0, 10);
      const first = series.starts_at.slice(0, 10);
      await this.#loadYear(today > first ? today : first, true);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (id !== this.seriesId) return;
      this.#failure = error;
      if (error.status === 404) this.#series = null;
    }
    this.requestUpdate();
  }

  async #loadYear(from: string, isFresh = false): Promise<void> {
    const id = this.seriesId;
    // Reading again does not take away what was asked for beyond the first year.
    const until =
      isFresh && this.#askedTo > yearsAfter(`${from}T00:00`, 1) ? this.#askedTo : yearsAfter(`${from}T00:00`, 1);
    this.#isLoading = true;
    this.requestUpdate();
    try {
      const found = await this.panel.api.maintenance.listDates(id, from, until);
      if (id !== this.seriesId) return;
      const known = isFresh ? [] : this.#dates;
      this.#dates = [...known, ...found.filter((one) => !known.some((other) => other.starts_at === one.starts_at))];
      this.#askedTo = dayAfter(until);
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    } finally {
      this.#isLoading = false;
      this.requestUpdate();
    }
  }
}

/** No rule goes beyond its last day, or beyond ten years. */
function lastDay(series: Series): string {
  const rule = readRule(series.rrule);
  const most = yearsAfter(series.starts_at.slice(0, 16), mostYears);
  return rule.kind !== 'other' && rule.ends === 'until' && rule.until ? rule.until : most;
}

function dayAfter(day: string): string {
  return formatWall((parseWall(`${day}T00:00`) ?? 0) + dayMs).slice(0, 10);
}

function saySpanStart(reading: NonNullable<ReturnType<typeof readWall>>, timeZone: string, locale: string): string {
  const at = reading.kind === 'once' ? reading.at : reading.later;
  return sayInstant(new Date(at).toISOString(), { locale, timeZone });
}
