import { componentStatuses } from '@allswell/protocol';
import type { ComponentStatus, FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { UptimeApi } from '../api/uptime-api.ts';
import type { NewCorrectionBody } from '../api/uptime-api.ts';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { momentField } from '../maintenance/when-field.ts';
import { readEnd, spanOf, whenOf } from '../maintenance/when.ts';
import type { When } from '../maintenance/when.ts';
import type { Screen } from '../status-admin/screen.ts';
import { statusIcon, toneOfComponent } from '../templates/status-icon.ts';
import { browserZone } from '../time/format.ts';
import { saySpan, sayZone } from '../time/say-plan.ts';
import { Difference } from './difference.ts';
import { sayWeight } from './say.ts';

const mostReason = 500;
/** What stands for the reason while only the difference is asked for. */
const anyReason = '…';

export interface Reclassified {
  componentId: string;
  /** The time that it begins with, in milliseconds. */
  from: number;
  until: number;
  countsAs: ComponentStatus | null;
}

interface Form {
  of: Reclassified;
  /** What the fields were filled with: they know minutes, and what nobody touched keeps its seconds. */
  filled: When;
  when: When;
  countsAs: ComponentStatus | null;
  reason: string;
  weights: Readonly<Record<string, number>>;
}

/** Says that a time counts as something else than what was published, and shows the difference before it is saved. */
export class Reclassify {
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

  /** Whether the form stands at a time. */
  isAt(from: number | null): boolean {
    return this.#form !== null && this.#form.of.from === from;
  }

  get isOpen(): boolean {
    return this.#form !== null;
  }

  open(of: Reclassified, weights: Readonly<Record<string, number>>): void {
    const zone = this.#screen.panel.data.settings?.time_zone ?? 'UTC';
    const when = whenOf(of.from, of.until, zone);
    this.#submission.clear();
    this.#form = { of, filled: when, when, countsAs: of.countsAs, reason: '', weights };
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#reclassify-title')?.focus(),
    );
  }

  close(): void {
    this.#submission.stop();
    this.#difference.follow(null);
    this.#form = null;
    this.#screen.requestUpdate();
  }

  render(words: LaterStrings['uptime']): TemplateResult | typeof nothing {
    const form = this.#form;
    if (!form) return nothing;
    const { strings, locale } = this.#screen.panel;
    const submission = this.#submission;
    const { reclassify } = words;
    const errorFor = (pointer: string) => submission.errorFor(pointers[pointer] ?? pointer);
    const moment = { when: form.when, strings, locale, errorFor, isBusy: submission.isBusy, prefix: 'reclassify-' };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(form);
    };
    return html`<form class="form" novalidate @submit=${onSubmit} aria-labelledby="reclassify-title" data-reclassify>
      <h2 id="reclassify-title" tabindex="-1">${reclassify.title}</h2>
      <div class="field">
        <div class="pair">
          ${momentField('start', reclassify.from, {
            ...moment,
            onWhen: ({ start, startPick }) => this.#change({ when: { ...form.when, start, startPick } }),
          })}
          ${momentField('end', reclassify.to, {
            ...moment,
            onWhen: ({ end, endPick }) => this.#change({ when: { ...form.when, end, endPick } }),
          })}
        </div>
        <p class="hint">${reclassify.zone(sayZone(form.when.time_zone))} ${this.#yours(form, words)}</p>
      </div>
      ${this.#kinds(form, words)}
      ${textField({
        id: 'reclassify-reason',
        label: reclassify.reason,
        hint: reclassify.reasonHint,
        value: form.reason,
        placeholder: reclassify.reasonPlaceholder,
        maxLength: mostReason,
        isRequired: true,
        isReadOnly: submission.isBusy,
        error: submission.errorFor('#/reason'),
        onInput: (reason) => this.#change({ reason }),
      })}
      ${this.#difference.render()}
      ${submissionNotice(submission, strings, [
        ['#/starts_at', placeOf('start', form.when), reclassify.from],
        ['#/ends_at', placeOf('end', form.when), reclassify.to],
        ['#/counts_as', 'kind-operational', reclassify.countsAs],
        ['#/reason', 'reclassify-reason', reclassify.reason],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? strings.forms.saving : reclassify.save}
        </button>
        <button class="button quiet" type="button" @click=${() => this.#leave()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  #yours({ when }: Form, words: LaterStrings['uptime']): string {
    const { from, until } = spanOf(when);
    const { locale } = this.#screen.panel;
    if (from === null || until === null || until <= from) return '';
    const yours = saySpan(from, until, browserZone(), locale);
    return yours === saySpan(from, until, when.time_zone, locale) ? '' : words.yours(yours);
  }

  #kinds(form: Form, words: LaterStrings['uptime']): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const error = this.#submission.errorFor('#/counts_as');
    return html`<fieldset
      class="field"
      role="radiogroup"
      aria-required="true"
      aria-describedby=${error ? 'kind-error' : nothing}
    >
      <legend>${words.reclassify.countsAs}</legend>
      <div class="kinds">
        ${componentStatuses.map((status) => {
          const isFalseAlarm = status === 'operational';
          const tone = toneOfComponent(status);
          return html`<span class="kind tone-${tone}">
            <input
              type="radio"
              name="counts-as"
              id="kind-${status}"
              value=${status}
              .checked=${form.countsAs === status}
              aria-describedby="kind-${status}-hint"
              @change=${() => this.#change({ countsAs: status })}
            />
            <label for="kind-${status}">
              ${statusIcon(tone, 16)}
              <span>${isFalseAlarm ? words.reclassify.falseAlarm : (strings.status.component[status] ?? status)}</span>
              <span class="hint" id="kind-${status}-hint">${sayWeight(status, form.weights[status] ?? 0, { words, locale })}</span>
            </label>
          </span>`;
        })}
      </div>
      ${error ? html`<p class="error" id="kind-error">${error}</p>` : nothing}
    </fieldset>`;
  }

  #change(part: Partial<Form>): void {
    if (!this.#form || this.#submission.isBusy) return this.#screen.requestUpdate();
    this.#form = { ...this.#form, ...part };
    this.#screen.requestUpdate();
    const body = bodyOf(this.#form);
    this.#difference.follow(
      body && {
        method: 'POST',
        path: '/api/v1/uptime/corrections',
        body: { ...body, reason: anyReason },
      },
    );
  }

  async #save(form: Form): Promise<void> {
    const { panel } = this.#screen;
    const words = panel.strings.forms;
    const body = bodyOf(form);
    const checks: FieldError[] = [];
    const { from, until } = spanOf(form.when);
    if (from === null) checks.push({ pointer: '#/starts_at', detail: panel.strings.backfill.missingTime });
    if (until === null) checks.push({ pointer: '#/ends_at', detail: panel.strings.backfill.missingTime });
    else if (from !== null && until <= from)
      checks.push({ pointer: '#/ends_at', detail: panel.strings.backfill.endFirst });
    if (form.countsAs === null) checks.push({ pointer: '#/counts_as', detail: words.required });
    if (form.reason.trim() === '') checks.push({ pointer: '#/reason', detail: words.required });
    const isSaved = await this.#submission.run(async (persist) => {
      if (!body) return;
      const key = this.#submission.intent.keyFor(body);
      await new UptimeApi(panel.api.client).correct({ content: body, key, persist });
      this.#submission.intent.fulfil();
    }, checks);
    if (!isSaved) return;
    this.close();
    await this.#onSaved();
  }

  #leave(): void {
    const from = this.#form?.of.from;
    this.close();
    void this.#screen.updateComplete.then(() => {
      const { renderRoot } = this.#screen;
      (
        renderRoot.querySelector<HTMLElement>(`[data-reclassify-from="${from}"]`) ?? renderRoot.querySelector('h2')
      )?.focus();
    });
  }
}

/** The fields of a moment are told what is wrong by the names that they have where things are planned. */
const pointers: Record<string, string> = { '#/scheduled_for': '#/starts_at', '#/scheduled_until': '#/ends_at' };

/** Where a moment is put right: the question of which one is meant, where there is one. */
function placeOf(which: 'start' | 'end', when: When): string {
  const kind = readEnd(when, which)?.kind;
  return kind === 'gap' || kind === 'fold' ? `reclassify-${which}-doubt` : `reclassify-${which}`;
}

/** What is sent; null while it is not whole. */
function bodyOf({ of, filled, when, countsAs, reason }: Form): NewCorrectionBody | null {
  const { from, until } = spanOf(when);
  if (from === null || until === null || countsAs === null) return null;
  const isFrom = when.start === filled.start && when.startPick === filled.startPick;
  const isUntil = when.end === filled.end && when.endPick === filled.endPick;
  const [starts, ends] = [isFrom ? of.from : from, isUntil ? of.until : until];
  if (ends <= starts) return null;
  return {
    component_id: of.componentId,
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(ends).toISOString(),
    counts_as: countsAs,
    reason: reason.trim(),
  };
}
