import type { FieldError, Weights } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { UptimeApi } from '../api/uptime-api.ts';
import type { NewWeightsBody } from '../api/uptime-api.ts';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { momentField } from '../maintenance/when-field.ts';
import { emptyWhen, spanOf } from '../maintenance/when.ts';
import type { When } from '../maintenance/when.ts';
import type { Screen } from '../status-admin/screen.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayZone } from '../time/say-plan.ts';
import { Difference } from './difference.ts';

/** The statuses that weigh, the worst first. */
export const weighing = ['major_outage', 'partial_outage', 'degraded_performance'] as const;
type Weighing = (typeof weighing)[number];

interface Form extends Record<Weighing, string> {
  since: 'now' | 'earlier';
  when: When;
}

/** Other weights, from now on or from an instant that is past: then the numbers of that time change. */
export class WeightsForm {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #difference: Difference;
  readonly #onSaved: () => Promise<void>;
  #form: Form | null = null;

  constructor(screen: Screen, onSaved: () => Promise<void>) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#difference = new Difference(screen);
    this.#onSaved = onSaved;
  }

  get isOpen(): boolean {
    return this.#form !== null;
  }

  /** Begins with what holds now. */
  open(now: Weights): void {
    const asPercent = (share: number) => String(Math.round(share * 1_000) / 10);
    this.#submission.clear();
    this.#form = {
      major_outage: asPercent(now.major_outage),
      partial_outage: asPercent(now.partial_outage),
      degraded_performance: asPercent(now.degraded_performance),
      since: 'now',
      when: emptyWhen(this.#screen.panel.data.settings?.time_zone ?? 'UTC'),
    };
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>(`#weight-${weighing[0]}`)?.focus(),
    );
  }

  render(words: LaterStrings['uptime']): TemplateResult | typeof nothing {
    const form = this.#form;
    if (!form) return nothing;
    const { strings, locale } = this.#screen.panel;
    const { rules } = words;
    const submission = this.#submission;
    const nameOf = (status: string) => strings.status.component[status] ?? status;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(form, words);
    };
    const errorFor = (pointer: string) =>
      submission.errorFor(pointer === '#/scheduled_for' ? '#/effective_from' : pointer);
    return html`<form class="card form" novalidate @submit=${onSubmit} aria-labelledby="weights-form-title">
      <h3 id="weights-form-title">${rules.newWeights}</h3>
      <div class="three">
        ${weighing.map((status) =>
          textField({
            id: `weight-${status}`,
            label: rules.shareOf(nameOf(status)),
            value: form[status],
            isRequired: true,
            isReadOnly: submission.isBusy,
            error: submission.errorFor(`#/${status}`),
            onInput: (value) => this.#change({ [status]: value }),
          }),
        )}
      </div>
      <fieldset class="field">
        <legend>${rules.since}</legend>
        ${(['now', 'earlier'] as const).map(
          (one) => html`<div class="check">
            <input
              type="radio"
              name="since"
              id="since-${one}"
              .checked=${form.since === one}
              @change=${() => this.#change({ since: one })}
            />
            <label for="since-${one}">${rules.sinces[one]}</label>
          </div>`,
        )}
      </fieldset>
      ${
        form.since === 'now'
          ? html`<p class="hint">${rules.nowHint}</p>`
          : html`${momentField('start', rules.instant, {
              ...{ when: form.when, strings, locale, errorFor, prefix: 'weights-' },
              isBusy: submission.isBusy,
              onWhen: ({ start, startPick }) => this.#change({ when: { ...form.when, start, startPick } }),
            })}
              <p class="hint">${words.reclassify.zone(sayZone(form.when.time_zone))}</p>
              <div class="notice waiting">${statusIcon('minor')}<p>${rules.pastWarning}</p></div>`
      }
      ${this.#difference.render()}
      ${submissionNotice(submission, strings, [
        ...weighing.map((status) => [`#/${status}`, `weight-${status}`, nameOf(status)] as const),
        ['#/effective_from', form.since === 'now' ? 'since-now' : 'weights-start', rules.since],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? strings.forms.saving : strings.forms.save}
        </button>
        <button class="button quiet" type="button" @click=${() => this.#leave()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  #change(part: Partial<Form>): void {
    if (!this.#form || this.#submission.isBusy) return this.#screen.requestUpdate();
    this.#form = { ...this.#form, ...part };
    this.#screen.requestUpdate();
    // What begins now changes nothing of what was.
    const body = this.#form.since === 'earlier' ? bodyOf(this.#form) : null;
    this.#difference.follow(body?.effective_from ? { method: 'POST', path: '/api/v1/uptime/weights', body } : null);
  }

  async #save(form: Form, { rules }: LaterStrings['uptime']): Promise<void> {
    const { panel } = this.#screen;
    const body = bodyOf(form);
    const checks: FieldError[] = weighing
      .filter((status) => shareOf(form[status]) === null)
      .map((status) => ({ pointer: `#/${status}`, detail: rules.badShare }));
    if (form.since === 'earlier' && spanOf(form.when).from === null)
      checks.push({ pointer: '#/effective_from', detail: panel.strings.backfill.missingTime });
    const isSaved = await this.#submission.run(async (persist) => {
      if (!body) return;
      const key = this.#submission.intent.keyFor(body);
      await new UptimeApi(panel.api.client).addWeights({ content: body, key, persist });
      this.#submission.intent.fulfil();
    }, checks);
    if (!isSaved) return;
    this.#close();
    panel.say(rules.weightsSaved);
    await this.#onSaved();
    this.#focus();
  }

  #leave(): void {
    this.#close();
    this.#focus();
  }

  #close(): void {
    this.#submission.stop();
    this.#difference.follow(null);
    this.#form = null;
    this.#screen.requestUpdate();
  }

  #focus(): void {
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('[data-new-weights]')?.focus(),
    );
  }
}

/** A share from 0 to 1 in steps of a thousandth; null for what is no percentage. */
function shareOf(text: string): number | null {
  const percent = Number(text.trim().replace('%', '').replace(',', '.'));
  if (text.trim() === '' || !(percent >= 0 && percent <= 100)) return null;
  const thousandths = percent * 10;
  return Math.abs(thousandths - Math.round(thousandths)) < 1e-6 ? Math.round(thousandths) / 1_000 : null;
}

/** What is sent; null while it is not whole. */
function bodyOf(form: Form): NewWeightsBody | null {
  const [major_outage, partial_outage, degraded_performance] = weighing.map((status) => shareOf(form[status]));
  if (major_outage == null || partial_outage == null || degraded_performance == null) return null;
  const shares = { major_outage, partial_outage, degraded_performance };
  if (form.since === 'now') return shares;
  const { from } = spanOf(form.when);
  return from === null ? null : { ...shares, effective_from: new Date(from).toISOString() };
}
