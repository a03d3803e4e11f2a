import type { Correction, UptimeReport, UptimeSpanDocument } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { UptimeApi } from '../api/uptime-api.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { selectField, textField } from '../forms/fields.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { composing } from '../incidents/composing.styles.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { listFailure } from '../subscribers/list-parts.ts';
import { screenLink } from '../templates/link.ts';
import { toneOfComponent } from '../templates/status-icon.ts';
import { viewsStyles } from '../templates/views.ts';
import { barStyles } from './bar.ts';
import { correctionsPart } from './corrections-part.ts';
import { spanRow } from './day-spans.ts';
import { dayWalker, dayWalkerStyles } from './day-walker.ts';
import { daysAfter, daysBetween, isDay, sayDate, spanOfDay, todayIn } from './days.ts';
import { Difference } from './difference.ts';
import { Reclassify } from './reclassify.ts';
import { sayLevel, sayPercent } from './say.ts';
import { uptimeStyles } from './uptime.styles.ts';
import { uptimeViews } from './views.ts';

const ranges = [30, 60, 90, 365] as const;
type Range = (typeof ranges)[number];
type Day = NonNullable<UptimeReport['components'][number]['days']>[number];

/** The days of one component: what each comes to, what was published, what it counts as, and who says otherwise. */
export class StatusAdminUptimeOf extends Screen {
  static override styles = [base, composing, viewsStyles, barStyles, dayWalkerStyles, uptimeStyles];
  static override properties: PropertyDeclarations = {
    componentId: { attribute: false },
    day: { attribute: false },
  };

  /** Which component or group. */
  declare componentId: string;
  /** The day to begin with; empty for the newest on which something was. */
  declare day: string;

  readonly #words = new LaterWords(this);
  readonly #difference = new Difference(this);
  readonly #confirmation = new Confirmation(this);
  readonly #reclassify = new Reclassify(this, () => this.#saved());
  #range: Range = 90;
  #report: UptimeReport | null = null;
  #corrections: readonly Correction[] = [];
  #failure: ApiError | null = null;
  #open = '';
  #asked = 0;
  #seenSeq: number | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('componentId') && !changed.has('day')) return;
    this.#report = null;
    this.#corrections = [];
    this.#failure = null;
    this.#open = isDay(this.day) ? this.day : '';
    this.#range = this.#open !== '' && daysBetween(this.#open, todayIn(this.#zone)) >= 90 ? 365 : 90;
    this.#reclassify.close();
    void this.#load();
  }

  /** What changes elsewhere changes uptime too. */
  protected override updated(): void {
    const seq = this.panel.data.summary?.allswell?.seq;
    if (this.#seenSeq !== undefined && seq !== this.#seenSeq) void this.#load();
    this.#seenSeq = seq;
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.uptime;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.uptime}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`
      <div class="head">
        <h1 tabindex="-1"><bdi>${this.#name ?? strings.nav.uptime}</bdi></h1>
        ${uptimeViews(panel, words, 'uptime')}
      </div>
      <div class="uptime">${this.#body(words)}</div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #body(words: LaterStrings['uptime']): TemplateResult {
    const { strings } = this.panel;
    const failure = this.#failure;
    const report = this.#report;
    if (failure && (failure.status === 404 || failure.code === 'invalid-request')) {
      return html`<div class="card" role="alert">
        <p class="words">${words.gone}</p>
        <p>${screenLink(this.panel, { screen: 'uptime' }, words.toList, 'button')}</p>
      </div>`;
    }
    return html`${failure ? listFailure(failure, strings, () => void this.#load()) : nothing}
    ${
      report
        ? html`${this.#card(report, words)} ${this.#day(report, words)} ${correctionsPart({
            ...{ panel: this.panel, words, corrections: this.#corrections, zone: report.time_zone },
            onTakeBack: (id) => void this.#askToTakeBack(id, words),
          })}`
        : failure
          ? nothing
          : html`<p class="soft" role="status">${strings.shell.loading}</p>`
    }`;
  }

  #card(report: UptimeReport, words: LaterStrings['uptime']): TemplateResult {
    const { locale } = this.panel;
    const days = this.#days;
    const at = Math.max(0, this.#at);
    const open = days[at];
    return html`<div class="card inspector">
      ${this.#choose(words)}
      <p class="percents">
        <b data-percent>${sayPercent(report.components[0]?.percent ?? null, locale)}</b>
        <span class="soft">${words.lastDays(days.length)}</span>
      </p>
      ${dayWalker({
        levels: days.map((one) => one.level).join(''),
        at,
        label: words.walk,
        text: open ? this.#sayDay(open, words) : '',
        onWalk: (to) => this.#walkTo(days[to]?.date),
      })}
      <p class="scale" aria-hidden="true">
        <span>${days[0] ? sayDate(days[0].date, locale, 'short') : nothing}</span><span>${words.today}</span>
      </p>
      <div class="walk">
        <button class="button small" type="button" aria-disabled=${at === 0 ? 'true' : nothing} @click=${() => this.#walkTo(days[at - 1]?.date)}>
          ${words.dayBefore}
        </button>
        ${textField({
          id: 'day',
          type: 'date',
          label: words.day,
          value: this.#open,
          onInput: (day) => this.#jumpTo(day),
        })}
        <button
          class="button small"
          type="button"
          aria-disabled=${at === days.length - 1 ? 'true' : nothing}
          @click=${() => this.#walkTo(days[at + 1]?.date)}
        >
          ${words.dayAfter}
        </button>
      </div>
    </div>`;
  }

  #choose(words: LaterStrings['uptime']): TemplateResult {
    const { panel } = this;
    const { components, groups } = panel.data;
    const of = (id: string | null) =>
      components.filter((one) => one.group_id === id).map((one) => [one.id, one.name] as const);
    const known = new Set(groups.map((one) => one.id));
    const others = components.filter((one) => one.group_id === null || !known.has(one.group_id));
    return html`<div class="choose">
      ${selectField({
        id: 'component',
        label: words.component,
        value: this.componentId,
        options: [
          ...groups.flatMap((one) => [
            [one.id, one.name] as const,
            ...of(one.id).map(([id, name]) => [id, `\u2003${name}`] as const),
          ]),
          ...others.map((one) => [one.id, one.name] as const),
        ],
        onInput: (id) => panel.go({ screen: 'uptime-of', id, day: this.#open }),
      })}
      <fieldset class="field stations">
        <legend>${words.range}</legend>
        <div class="segments">
          ${ranges.map(
            (range) => html`<span>
              <input
                type="radio"
                name="range"
                id="range-${range}"
                .checked=${this.#range === range}
                @change=${() => this.#show(range)}
              />
              <label for="range-${range}">${words.rangeDays(range)}</label>
            </span>`,
          )}
        </div>
      </fieldset>
    </div>`;
  }

  /** One day: everything that was not plainly operational in it. */
  #day(report: UptimeReport, words: LaterStrings['uptime']): TemplateResult {
    const { panel } = this;
    const { locale } = panel;
    const component = report.components[0];
    const day = this.#days[this.#at];
    if (!component || !day) return html`<p class="card soft">${words.outOfRange}</p>`;
    const { from, until } = spanOfDay(day.date, report.time_zone);
    const spans = component.spans.filter(
      (one) => Date.parse(one.starts_at) < until && (one.ends_at === null || Date.parse(one.ends_at) > from),
    );
    const isAtDay = this.#reclassify.isOpen && !spans.some((one) => this.#reclassify.isAt(Date.parse(one.starts_at)));
    const form = html`<li class="inside">${this.#reclassify.render(words)}</li>`;
    return html`<section aria-labelledby="day-title" data-day=${day.date}>
      <div class="day-head">
        <h2 id="day-title" tabindex="-1">${sayDate(day.date, locale)}</h2>
        <p><b>${sayPercent(day.percent, locale)}</b> <span class="soft">${sayLevel(day.level, panel.strings, words)}</span></p>
      </div>
      ${component.group ? this.#members(day, words) : nothing}
      ${
        component.group
          ? nothing
          : html`<ul class="rows">
              ${spans.length === 0 ? html`<li class="facts-of soft">${day.level === '-' ? words.nothingKnown : words.quietDay}</li>` : nothing}
              ${repeat(
                spans,
                (one) => one.starts_at,
                (one) => html`<li class="span tone-${toneOfComponent(one.counts_as)}" data-span=${one.starts_at}>
                    ${spanRow(one, {
                      ...{ panel, words, report, corrections: this.#corrections },
                      onReclassify: (span) => this.#begin(span, report),
                      onTakeBack: (id) => void this.#askToTakeBack(id, words),
                    })}
                  </li>
                  ${this.#reclassify.isAt(Date.parse(one.starts_at)) ? form : nothing}`,
              )}
              ${isAtDay ? form : nothing}
            </ul>`
      }
      ${
        component.group || day.level === '-' || this.#reclassify.isOpen
          ? nothing
          : html`<p>
              <button class="button small" type="button" @click=${() => this.#beginWith(day, report)}>${words.otherTime}</button>
            </p>`
      }
    </section>`;
  }

  /** A group has no times of its own: its members have. */
  #members(day: Day, words: LaterStrings['uptime']): TemplateResult {
    const { panel } = this;
    const members = panel.data.components.filter((one) => one.group_id === this.componentId);
    return html`<p class="soft words">${words.groupText}</p>
      <ul class="rows" aria-label=${words.members}>
        ${members.map(
          (one) => html`<li class="facts-of">
            ${screenLink(panel, { screen: 'uptime-of', id: one.id, day: day.date }, html`<bdi>${one.name}</bdi>`)}
          </li>`,
        )}
      </ul>`;
  }

  get #zone(): string {
    return this.panel.data.settings?.time_zone ?? 'UTC';
  }

  get #name(): string | null {
    const { components, groups } = this.panel.data;
    return (
      [...components, ...groups].find((one) => one.id === this.componentId)?.name ??
      this.#report?.components[0]?.name ??
      null
    );
  }

  get #days(): readonly Day[] {
    return this.#report?.components[0]?.days ?? [];
  }

  get #at(): number {
    return this.#days.findIndex((one) => one.date === this.#open);
  }

  #sayDay(day: Day, words: LaterStrings['uptime']): string {
    const { locale } = this.panel;
    const level = sayLevel(day.level, this.panel.strings, words);
    return `${sayDate(day.date, locale)}: ${level}, ${sayPercent(day.percent, locale)}`;
  }

  #walkTo(day: string | undefined): void {
    if (day === undefined || day === this.#open) return;
    this.#open = day;
    this.#reclassify.close();
    this.requestUpdate();
  }

  /** A day that lies further back needs a longer time. */
  #jumpTo(day: string): void {
    if (!isDay(day) || day > todayIn(this.#zone)) return;
    this.#walkTo(day);
    const range = ranges.find((one) => daysBetween(day, todayIn(this.#zone)) < one);
    if (range && range > this.#range) this.#show(range);
  }

  #show(range: Range): void {
    this.#range = range;
    this.requestUpdate();
    void this.#load();
  }

  #begin(span: UptimeSpanDocument, report: UptimeReport): void {
    const until = span.ends_at ?? report.generated_at;
    this.#reclassify.open(
      {
        componentId: this.componentId,
        from: Date.parse(span.starts_at),
        until: Date.parse(until),
        countsAs: null,
      },
      weightsNow(report),
    );
  }

  #beginWith(day: Day, report: UptimeReport): void {
    const { from, until } = spanOfDay(day.date, report.time_zone);
    const end = Math.min(until, Date.parse(report.generated_at));
    this.#reclassify.open({ componentId: this.componentId, from, until: end, countsAs: null }, weightsNow(report));
  }

  async #saved(): Promise<void> {
    const words = this.#words.now?.uptime;
    if (words) this.panel.say(words.reclassify.saved);
    await this.#load();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#day-title')?.focus();
  }

  async #askToTakeBack(id: string, words: LaterStrings['uptime']): Promise<void> {
    const { panel } = this;
    const path = `/api/v1/uptime/corrections/${id}`;
    this.#difference.follow({ method: 'DELETE', path });
    await this.#confirmation.ask({
      title: words.takeBackTitle,
      text: words.takeBackText,
      action: words.takeBack,
      note: () => this.#difference.render(),
      run: async (persist) => {
        await new UptimeApi(panel.api.client).takeBack(id, persist);
        await this.#load();
      },
      done: () => {
        panel.say(words.takenBack);
        void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#day-title')?.focus());
      },
    });
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    const id = this.componentId;
    const to = todayIn(this.#zone);
    const api = new UptimeApi(this.panel.api.client);
    const isGroup = this.panel.data.groups.some((one) => one.id === id);
    try {
      const [report, corrections] = await Promise.all([
        api.explain({ component: id, from: daysAfter(to, 1 - this.#range), to }),
        isGroup ? [] : api.corrections(id),
      ]);
      // Only the latest question counts, in whatever order the answers come.
      if (asked !== this.#asked) return;
      this.#report = report;
      this.#corrections = corrections;
      this.#failure = null;
      if (this.#open === '') this.#open = newestOf(this.#days);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked !== this.#asked) return;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}

/** The newest day on which something was, else the newest. */
function newestOf(days: readonly Day[]): string {
  return (days.findLast(({ level }) => level !== '0' && level !== '-') ?? days.at(-1))?.date ?? '';
}

/** What each status weighs now. */
function weightsNow({ weights }: UptimeReport): Readonly<Record<string, number>> {
  const startOf = (from: string | null) => (from === null ? 0 : Date.parse(from));
  const sorted = [...weights].sort((one, other) => startOf(one.from) - startOf(other.from));
  const { from: _, ...now } = sorted.at(-1) ?? { from: null };
  return now;
}
