import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { explain } from '../forms/explain.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { onLinkClick, screenLink } from '../templates/link.ts';
import { pickTimeLocale } from '../time/format.ts';
import { sayZone } from '../time/say-plan.ts';
import { firstDay, sayWeekday, weekOf } from '../time/weekdays.ts';
import { addDays, addMonths, dayOf, placeOnDays, weeksOf } from './calendar-days.ts';
import type { DayEntry } from './calendar-days.ts';
import { readCalendar } from './calendar-source.ts';
import type { CalendarPlan } from './calendar-source.ts';
import { calendarStyles } from './calendar.styles.ts';
import type { MaintenanceRoute } from './route.ts';
import { viewSwitch, viewSwitchStyles } from './view-switch.ts';

/** A month of plans: a table where there is room, a list of days on a phone. A day starts a plan. */
export class StatusAdminCalendar extends Screen {
  static override styles = [base, viewSwitchStyles, calendarStyles];
  static override properties: PropertyDeclarations = { month: { attribute: false } };

  /** The month shown, such as 2026-11; empty for this one. */
  declare month: string;

  #plans: readonly CalendarPlan[] = [];
  #failure: ApiError | null = null;
  /** The day that the keyboard stands on. */
  #focused = '';
  #asked = '';
  /** What the plans are the answer to: until they are here, nobody says that there are none. */
  #answered = '';
  #seenSeq: number | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('month')) return;
    if (this.#focused.slice(0, 7) !== this.#month) this.#focused = '';
    void this.#load();
  }

  protected override updated(): void {
    const seq = this.panel.data.summary?.allswell?.seq;
    if (this.#seenSeq !== undefined && seq !== this.#seenSeq) void this.#load();
    this.#seenSeq = seq;
  }

  /** Who turns the page stays on the button that turns it. */
  override enter(): void {
    if (this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement) return;
    super.enter();
  }

  get #today(): string {
    return dayOf(Date.now(), this.time.timeZone);
  }

  get #isRead(): boolean {
    return this.#answered === this.#asked;
  }

  get #month(): string {
    return this.month || this.#today.slice(0, 7);
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings, locale } = panel;
    const words = strings.maintenance.calendar;
    const month = this.#month;
    const name = new Intl.DateTimeFormat(pickTimeLocale(locale), {
      timeZone: 'UTC',
      month: 'long',
      year: 'numeric',
    }).format(Date.parse(`${month}-01`));
    const weeks = weeksOf(month, firstDay(pickTimeLocale(locale)));
    const days = weeks.flat();
    const placed = placeOnDays(this.#plans, days, this.time.timeZone);
    const inMonth = new Set(
      days.filter((day) => day.startsWith(month)).flatMap((day) => placed.get(day)?.map(({ entry }) => entry.id) ?? []),
    );
    const turn = (by: number, label: string, path: string) => {
      const route: MaintenanceRoute = { screen: 'maintenance-calendar', month: addMonths(month, by) };
      return html`<a class="button small turn" href=${panel.href(route)} aria-label=${label} @click=${onLinkClick(panel, route)}>
        <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
          <path d=${path} />
        </svg>
      </a>`;
    };
    return html`
      <div class="head">
        <h1 tabindex="-1">${strings.maintenance.title}</h1>
        ${viewSwitch(panel, 'maintenance-calendar')}
        ${screenLink(panel, { screen: 'plan-maintenance' }, strings.maintenance.planIt, 'button main')}
      </div>
      <div class="month">
        ${turn(-1, words.earlier, 'M9 2.5 4.5 7 9 11.5')}
        <h2 id="month-name" aria-live="polite">${name}</h2>
        ${turn(1, words.later, 'M5 2.5 9.5 7 5 11.5')}
        ${screenLink(panel, { screen: 'maintenance-calendar' }, words.today, 'button small quiet')}
        ${
          this.#isRead || this.#failure
            ? html`<p class="hint">
                ${this.#isRead ? words.amount(inMonth.size) : nothing} ${words.zone(sayZone(this.time.timeZone))}
              </p>`
            : html`<p class="hint soft" role="status">${strings.shell.loading}</p>`
        }
      </div>
      ${this.#trouble()}
      <table @keydown=${this.#onKeydown}>
        <caption class="visually-hidden">${words.label(name)}</caption>
        <thead>
          <tr>
            ${weekOf(locale).map(
              (day) => html`<th scope="col" abbr=${sayWeekday(day, locale)}>${sayWeekday(day, locale, 'short')}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${weeks.map((week) => html`<tr>${week.map((day) => this.#cell(day, placed.get(day) ?? []))}</tr>`)}
        </tbody>
      </table>
      ${this.#isRead ? this.#agenda(days, placed) : nothing}
    `;
  }

  #trouble(): TemplateResult | typeof nothing {
    if (!this.#failure) return nothing;
    const { strings } = this.panel;
    return html`<div class="notice trouble" role="alert">
      <div>
        <p>${explain(this.#failure, strings)}</p>
        <button class="button small" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>
      </div>
    </div>`;
  }

  #cell(day: string, entries: readonly DayEntry<CalendarPlan>[]): TemplateResult {
    const isToday = day === this.#today;
    const classes = [day.startsWith(this.#month) ? '' : 'beside', isToday ? 'today' : ''].filter(Boolean).join(' ');
    return html`<td class=${classes} data-day=${day} aria-current=${isToday ? 'date' : nothing}>
      ${this.#day(day, Number(day.slice(8)))} ${this.#entries(entries)}
    </td>`;
  }

  /** The number of a day. One that is still to come starts a plan. */
  #day(day: string, number: number): TemplateResult {
    const { panel } = this;
    const words = panel.strings.maintenance.calendar;
    const said = this.#sayDay(day);
    if (day < this.#today)
      return html`<span class="day"><span aria-hidden="true">${number}</span><span class="visually-hidden">${said}</span></span>`;
    const route: MaintenanceRoute = { screen: 'plan-maintenance', day };
    return html`<a
      class="day"
      href=${panel.href(route)}
      tabindex=${day === this.#tabStop ? 0 : -1}
      aria-label=${words.planOn(day === this.#today ? words.todayIs(said) : said)}
      @click=${onLinkClick(panel, route)}
      >${number}</a
    >`;
  }

  /** One day is in the tab order; the arrow keys lead to the others. */
  get #tabStop(): string {
    if (this.#focused) return this.#focused;
    const first = `${this.#month}-01`;
    return first > this.#today ? first : this.#today;
  }

  #entries(entries: readonly DayEntry<CalendarPlan>[]): TemplateResult | typeof nothing {
    if (entries.length === 0) return nothing;
    return html`<ul class="entries">
      ${entries.map((one) => html`<li>${this.#entry(one)}</li>`)}
    </ul>`;
  }

  #entry({ entry, goesOn }: DayEntry<CalendarPlan>): TemplateResult {
    const { panel } = this;
    const words = panel.strings.maintenance.calendar;
    const clock = new Intl.DateTimeFormat(pickTimeLocale(panel.locale), {
      timeZone: this.time.timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return html`<a
      class="entry tone-${entry.tone} ${entry.kind}"
      href=${panel.href(entry.route)}
      @click=${onLinkClick(panel, entry.route)}
    >
      <span class="time">${goesOn ? words.goesOn : clock.format(entry.from)}</span>
      <span class="name">${entry.name}</span>
      ${entry.kind === 'coming' ? html`<span class="visually-hidden">, ${words.notPlannedYet}</span>` : nothing}
    </a>`;
  }

  #agenda(days: readonly string[], placed: Map<string, DayEntry<CalendarPlan>[]>): TemplateResult {
    const { panel } = this;
    const { strings, locale } = panel;
    const words = strings.maintenance.calendar;
    const shown = days.filter(
      (day) => day.startsWith(this.#month) && ((placed.get(day)?.length ?? 0) > 0 || day === this.#today),
    );
    const weekday = new Intl.DateTimeFormat(pickTimeLocale(locale), { timeZone: 'UTC', weekday: 'short' });
    return html`<div class="agenda">
      ${
        shown.length === 0
          ? html`<p class="card soft">${words.nothing}</p>`
          : html`<ol class="rows">
              ${shown.map((day) => {
                const isToday = day === this.#today;
                const leaf = html`<span>${weekday.format(Date.parse(day))}</span> <b>${Number(day.slice(8))}</b>`;
                const route: MaintenanceRoute = { screen: 'plan-maintenance', day };
                return html`<li class=${isToday ? 'today' : ''} aria-current=${isToday ? 'date' : nothing}>
                  ${
                    day < this.#today
                      ? html`<span class="leaf">${leaf}</span>`
                      : html`<a class="leaf" href=${panel.href(route)} @click=${onLinkClick(panel, route)}
                          >${leaf}<span class="visually-hidden">: ${words.planOn(this.#sayDay(day))}</span></a
                        >`
                  }
                  ${(placed.get(day)?.length ?? 0) > 0 ? this.#entries(placed.get(day) ?? []) : html`<p class="soft free">${words.free}</p>`}
                </li>`;
              })}
            </ol>`
      }
    </div>`;
  }

  #sayDay(day: string): string {
    return new Intl.DateTimeFormat(pickTimeLocale(this.panel.locale), {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    }).format(Date.parse(day));
  }

  readonly #onKeydown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (!target.matches('a.day')) return;
    const day = target.closest('td')?.dataset['day'] ?? '';
    const isRightToLeft = getComputedStyle(this).direction === 'rtl';
    const steps: Record<string, number> = {
      ArrowRight: isRightToLeft ? -1 : 1,
      ArrowLeft: isRightToLeft ? 1 : -1,
      ArrowDown: 7,
      ArrowUp: -7,
    };
    const step = steps[event.key];
    const months = { PageDown: 1, PageUp: -1 }[event.key];
    if (step === undefined && months === undefined) return;
    event.preventDefault();
    const wanted = step === undefined ? sameDay(day, months ?? 0) : addDays(day, step);
    // Days that have passed start no plan, so there is nothing to stand on.
    void this.#stand(wanted < this.#today ? this.#today : wanted);
  };

  async #stand(day: string): Promise<void> {
    this.#focused = day;
    if (day.slice(0, 7) === this.#month) this.requestUpdate();
    else this.panel.go({ screen: 'maintenance-calendar', month: day.slice(0, 7) });
    // Another month arrives with the shell's own update.
    await Promise.resolve();
    await this.updateComplete;
    const find = () => this.renderRoot.querySelector<HTMLElement>(`td:not(.beside)[data-day="${day}"] a.day`);
    if (!find()) await new Promise((resolve) => requestAnimationFrame(resolve));
    find()?.focus();
  }

  async #load(): Promise<void> {
    const weeks = weeksOf(this.#month, firstDay(pickTimeLocale(this.panel.locale)));
    // A day more on each side: other zones are on other days.
    const from = addDays(weeks[0]?.[0] ?? '', -1);
    const to = addDays(weeks.at(-1)?.at(-1) ?? '', 1);
    const question = `${from} ${to}`;
    this.#asked = question;
    try {
      const plans = await readCalendar(this.panel.api, this.panel.data, { from, to });
      if (this.#asked !== question) return;
      this.#plans = plans;
      this.#answered = question;
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.#asked !== question) return;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}

/** The same day of another month, or its last one. */
function sameDay(day: string, months: number): string {
  const month = addMonths(day.slice(0, 7), months);
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted < last ? wanted : last;
}
