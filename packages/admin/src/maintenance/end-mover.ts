import type { AdminMaintenance, FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayClock, sayFromNow, sayMoment } from '../time/say-plan.ts';
import { toWall, withOffset } from '../time/wall-time.ts';
import { checkWhen } from './check-plan.ts';
import { stageOf } from './standing.ts';
import { spanOf, whenOf, withEnd } from './when.ts';

const quickMinutes = [15, 30, 60] as const;
const minuteMs = 60_000;

/** Gives a maintenance under way more time, by one press or by another end. */
export class EndMover {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #onSaved: (maintenance: AdminMaintenance) => void;
  /** The end being typed, on the clocks of the plan's zone; null while none is. */
  #end: string | null = null;
  /** What someone else saved meanwhile, and the end that was wanted. */
  #theirs: { maintenance: AdminMaintenance; wanted: number } | null = null;

  constructor(screen: Screen, onSaved: (maintenance: AdminMaintenance) => void) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#onSaved = onSaved;
  }

  render(maintenance: AdminMaintenance): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const words = strings.maintenance.one;
    const isOver = stageOf(maintenance) === 'running_over';
    const planned = Date.parse(maintenance.scheduled_until);
    const zone = maintenance.time_zone;
    return html`<section class="notice extend ${isOver ? 'waiting' : ''}" aria-labelledby="extend-title">
      ${statusIcon(isOver ? 'minor' : 'maintenance')}
      <div>
        <h2 id="extend-title">${isOver ? words.overTitle : words.extendTitle}</h2>
        <p>${isOver ? words.overText(sayFromNow(planned, locale)) : words.extendText}</p>
        <div class="actions">
          ${quickMinutes.map((minutes) => {
            const end = laterBy(minutes, planned);
            return html`<button
              class="button small"
              type="button"
              aria-disabled=${this.#submission.isBusy ? 'true' : nothing}
              @click=${() => void this.#save(maintenance, end, maintenance.version)}
            >
              ${words.extendBy(minutes, sayClock(end, zone, locale))}
            </button>`;
          })}
          ${
            this.#end === null
              ? html`<button class="button small quiet" type="button" @click=${() => void this.#open(maintenance)}>
                  ${words.otherEnd}
                </button>`
              : nothing
          }
        </div>
        ${this.#form(maintenance)} ${this.#conflict()}
        ${submissionNotice(this.#submission, strings, [['#/scheduled_until', 'extend-end', strings.maintenance.plan.end]])}
      </div>
    </section>`;
  }

  #form(maintenance: AdminMaintenance): TemplateResult | typeof nothing {
    const end = this.#end;
    if (end === null) return nothing;
    const { strings } = this.#screen.panel;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#saveTyped(maintenance, end);
    };
    return html`<form class="other-end" novalidate @submit=${onSubmit}>
      ${textField({
        id: 'extend-end',
        type: 'datetime-local',
        label: strings.maintenance.plan.end,
        hint: maintenance.time_zone,
        value: end,
        error: this.#submission.errorFor('#/scheduled_until'),
        onInput: (value) => {
          this.#end = value;
          this.#screen.requestUpdate();
        },
      })}
      <div class="actions">
        <button class="button" type="submit">${strings.maintenance.one.setEnd}</button>
        <button class="button quiet" type="button" @click=${() => this.#close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  #conflict(): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    const { strings, locale } = this.#screen.panel;
    const { maintenance, wanted } = theirs;
    const say = (at: number) => sayMoment(at, maintenance.time_zone, locale);
    return conflictView(
      {
        differences: [
          {
            label: strings.maintenance.plan.end,
            theirs: say(Date.parse(maintenance.scheduled_until)),
            mine: say(wanted),
          },
        ].filter((one) => one.theirs !== one.mine),
        onKeepMine: () => void this.#save(maintenance, wanted, maintenance.version),
        onTakeTheirs: () => {
          this.#theirs = null;
          this.#submission.clear();
          this.#onSaved(maintenance);
        },
      },
      strings,
    );
  }

  async #open(maintenance: AdminMaintenance): Promise<void> {
    this.#end = toWall(laterBy(60, Date.parse(maintenance.scheduled_until)), maintenance.time_zone);
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    this.#screen.renderRoot.querySelector<HTMLElement>('#extend-end')?.focus();
  }

  #close(): void {
    this.#end = null;
    this.#submission.clear();
    this.#screen.enter();
  }

  async #saveTyped(maintenance: AdminMaintenance, end: string): Promise<void> {
    const from = Date.parse(maintenance.scheduled_for);
    const when = withEnd(whenOf(from, Date.parse(maintenance.scheduled_until), maintenance.time_zone), end);
    const { strings } = this.#screen.panel;
    // Of a time that the clocks show twice, the end means the later one: the promise is kept either way.
    const { until } = spanOf({ ...when, endPick: 'later' });
    const errors: FieldError[] = checkWhen({ ...when, endPick: 'later' }, { strings, hasBegun: true });
    if (until === null || errors.length > 0) {
      await this.#submission.run(async () => {}, errors);
      return;
    }
    await this.#save(maintenance, until, maintenance.version);
  }

  async #save(maintenance: AdminMaintenance, end: number, version: number): Promise<void> {
    const { panel } = this.#screen;
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      try {
        const content = { scheduled_until: withOffset(end, maintenance.time_zone) };
        this.#onSaved(await panel.api.maintenance.change(maintenance.id, { content, version, persist }));
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version')
          this.#theirs = { maintenance: error.current as AdminMaintenance, wanted: end };
        throw error;
      }
    });
    if (!isSaved) return;
    this.#end = null;
    panel.say(panel.strings.maintenance.one.extended(sayMoment(end, maintenance.time_zone, panel.locale)));
    this.#screen.requestUpdate();
  }
}

/** So much later than planned, or than now when the planned end has passed; on a whole minute. */
function laterBy(minutes: number, planned: number, now = Date.now()): number {
  return Math.ceil(Math.max(planned, now) / minuteMs) * minuteMs + minutes * minuteMs;
}
