import type { Occurrence, Series } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';
import { saySpan } from '../time/say-plan.ts';
import { checkWhen } from './check-plan.ts';
import { instantsOf } from './plan-draft.ts';
import { whenOf } from './when.ts';
import type { When } from './when.ts';
import { whenField } from './when-field.ts';
import { ZoneField } from './zone-field.ts';

/** Moves one date of a series to another time; the rest of it stays. */
export class DateMover {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #zoneField: ZoneField;
  readonly #onMoved: () => Promise<void>;
  #date: Occurrence | null = null;
  #when: When | null = null;

  constructor(screen: Screen, onMoved: () => Promise<void>) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#zoneField = new ZoneField(screen, 'move-zone');
    this.#onMoved = onMoved;
  }

  /** Which date is being moved. */
  get moving(): string | null {
    return this.#date?.starts_at ?? null;
  }

  open(date: Occurrence, series: Series): void {
    this.#submission.clear();
    this.#date = date;
    this.#when = whenOf(Date.parse(date.scheduled_for), Date.parse(date.scheduled_until), series.time_zone);
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#move-start')?.focus(),
    );
  }

  render(series: Series): TemplateResult | typeof nothing {
    const date = this.#date;
    const when = this.#when;
    if (!date || !when) return nothing;
    const { strings, locale, data } = this.#screen.panel;
    const words = strings.maintenance.series;
    const submission = this.#submission;
    const isBusy = submission.isBusy;
    const said = saySpan(Date.parse(date.scheduled_for), Date.parse(date.scheduled_until), series.time_zone, locale);
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(series, date);
    };
    return html`<form class="form move" novalidate @submit=${onSubmit} aria-label=${words.moveTitle(said)}>
      ${whenField({
        ...{ when, strings, locale, isBusy },
        pageZone: data.settings?.time_zone ?? 'UTC',
        zoneField: this.#zoneField,
        prefix: 'move-',
        errorFor: (pointer) => submission.errorFor(pointer),
        onWhen: (next) => {
          if (!isBusy) this.#when = next;
          this.#screen.requestUpdate();
        },
      })}
      ${submissionNotice(submission, strings, [
        ['#/scheduled_for', 'move-start', strings.maintenance.plan.start],
        ['#/scheduled_until', 'move-end', strings.maintenance.plan.end],
        ['#/time_zone', 'move-zone', strings.maintenance.plan.zone],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${isBusy ? 'true' : nothing}>
          ${isBusy ? strings.forms.saving : words.moveAction}
        </button>
        <button class="button quiet" type="button" @click=${() => void this.#close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  async #save(series: Series, date: Occurrence): Promise<void> {
    const when = this.#when;
    if (!when) return;
    const { panel } = this.#screen;
    const isSaved = await this.#submission.run(
      async (persist) => {
        await panel.api.maintenance.changeDate(series.id, date.starts_at, { content: instantsOf(when), persist });
      },
      checkWhen(when, { strings: panel.strings }),
    );
    if (!isSaved) return;
    panel.say(panel.strings.maintenance.series.moved);
    await this.#onMoved();
    await this.#close();
  }

  /** The focus goes back to the button that opened it. */
  async #close(): Promise<void> {
    const startsAt = this.moving;
    this.#submission.stop();
    this.#date = null;
    this.#when = null;
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    this.#screen.renderRoot.querySelector<HTMLElement>(`[data-starts-at="${startsAt}"] [data-move]`)?.focus();
  }
}
