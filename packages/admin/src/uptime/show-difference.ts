import type { UptimePreview, UptimePreviewRequest, UptimeRange } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { UptimeApi } from '../api/uptime-api.ts';
import { explain } from '../forms/explain.ts';
import { LaterWords } from '../i18n/later.ts';
import type { Screen } from '../status-admin/screen.ts';
import { sayDate } from './days.ts';
import { sayPercent } from './say.ts';

type Changed = UptimePreview['components'][number];

/** The ninety days that everybody looks at come first, then the shortest time. */
const ranges: readonly UptimeRange[] = ['90', 'today', '7', '30', '365'];
const waitMs = 300;
const mostShown = 8;
const mostDays = 10;

/** Has the server reckon what a change would do, and says it. */
export class ShownDifference {
  readonly #screen: Screen;
  readonly #words: LaterWords;
  #asked = '';
  #preview: UptimePreview | null = null;
  #failure: ApiError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#words = new LaterWords(screen);
  }

  /** Asks after a moment in which nothing else is typed. */
  follow(request: UptimePreviewRequest | null): void {
    const asked = request === null ? '' : JSON.stringify(request);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#preview = null;
    this.#failure = null;
    clearTimeout(this.#timer);
    if (request) this.#timer = setTimeout(() => void this.#ask(request, asked), waitMs);
    this.#screen.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    const words = this.#words.now?.uptime.difference;
    if (!words || this.#asked === '') return nothing;
    return html`<div class="notice difference" role="status" data-difference>
      <div class="words">${this.#failure ? this.#failed(this.#failure) : this.#preview ? this.#changes(this.#preview) : html`<p class="soft">${words.reckoning}</p>`}</div>
    </div>`;
  }

  /** What the server would refuse is said before it is sent; nothing else stands in the way of saving. */
  #failed(failure: ApiError): TemplateResult {
    const words = this.#words.now?.uptime.difference;
    const [first] = failure.errors;
    return first
      ? html`<p>${words?.refused} <span lang="en" dir="auto">${first.detail}</span></p>`
      : html`<p>${words?.failed} ${explain(failure, this.#screen.panel.strings)}</p>`;
  }

  #changes({ components }: UptimePreview): TemplateResult | typeof nothing {
    const words = this.#words.now?.uptime.difference;
    if (!words) return nothing;
    if (components.length === 0) return html`<p>${words.none}</p>`;
    const { locale } = this.#screen.panel;
    const rest = components.length - mostShown;
    return html`<p><strong>${words.title}</strong></p>
      <ul>
        ${components.slice(0, mostShown).map((one) => html`<li data-component-id=${one.id}><bdi>${one.name}</bdi>: ${this.#sayChange(one)}</li>`)}
        ${rest > 0 ? html`<li class="soft">${words.more(rest)}</li>` : nothing}
      </ul>
      <details>
        <summary>${words.days}</summary>
        ${components.slice(0, mostShown).map(
          (one) => html`<p><b><bdi>${one.name}</bdi></b></p>
            <ul>
              ${one.days.slice(0, mostDays).map(
                (day) => html`<li>
                  ${sayDate(day.date, locale, 'short')}: ${words.fromTo(sayPercent(day.before, locale), sayPercent(day.after, locale))}
                </li>`,
              )}
              ${one.days.length > mostDays ? html`<li class="soft">${words.moreDays(one.days.length - mostDays)}</li>` : nothing}
            </ul>`,
        )}
      </details>`;
  }

  #sayChange(changed: Changed): string {
    const words = this.#words.now?.uptime.difference;
    if (!words) return '';
    const { locale } = this.#screen.panel;
    const { before, after, days } = changed;
    const range = ranges.find((one) => before[one] !== after[one]);
    const said = words.daysChange(days.length);
    if (!range) return words.samePercent(said);
    return words.change(
      words.ranges[range] ?? range,
      words.fromTo(sayPercent(before[range], locale), sayPercent(after[range], locale)),
      said,
    );
  }

  async #ask(request: UptimePreviewRequest, asked: string): Promise<void> {
    try {
      const preview = await new UptimeApi(this.#screen.panel.api.client).preview(request);
      if (asked !== this.#asked) return;
      this.#preview = preview;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked !== this.#asked) return;
      this.#failure = error;
    }
    this.#screen.requestUpdate();
  }
}
