import { alertSeverities, alertStates } from '@allswell/protocol';
import type { AlertMapping, AlertSource, AlertSourceChange, MappingTrialResult } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { ReactiveController, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { explain } from '../forms/explain.ts';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { codeArea } from '../metrics/code-area.ts';
import type { Screen } from '../status-admin/screen.ts';
import { pretty, readAlert } from './deliveries.ts';
import { emptyMapping, formOfMapping, mappingOf, pathsIn } from './mapping-form.ts';
import type { MappingForm } from './mapping-form.ts';
import { mappingPresets } from './mapping-presets.ts';

const waitMs = 350;
const parts = ['key', 'title', 'state', 'severity', 'body', 'url', 'started_at', 'ended_at', 'entities'] as const;
const needed: readonly string[] = ['key', 'title', 'state'];

/** Says where the parts of an alert stand in JSON of any shape, tried on the last delivery with each letter. */
export class MappingEditor implements ReactiveController {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #save: (content: AlertSourceChange) => Promise<void>;
  #of = '';
  #form: MappingForm = emptyMapping();
  #result: MappingTrialResult | null = null;
  #failure: ApiError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #triedAt: string | null = null;

  constructor(screen: Screen, save: (content: AlertSourceChange) => Promise<void>) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#save = save;
    screen.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  render(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    this.#follow(source);
    const { strings } = this.#screen.panel;
    const form = this.#form;
    const mapping = words.mapping;
    const change = (part: Partial<MappingForm>) => {
      this.#form = { ...this.#form, ...part };
      this.#tryLater();
      this.#screen.requestUpdate();
    };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#store(words);
    };
    const errorFor = (pointer: string) =>
      this.#submission.errorFor(`#/mapping/${pointer}`) ??
      this.#failure?.errors.find((one) => one.pointer.startsWith(`#/mapping/${pointer}`))?.detail ??
      null;
    const body = this.#result?.body ?? null;
    return html`<section class="card mapping" aria-labelledby="mapping-title">
      <h2 id="mapping-title">${mapping.title}</h2>
      <p class="soft words">${mapping.text}</p>
      <div class="presets">
        <span class="small soft" id="presets">${mapping.presets}</span>
        <span role="group" aria-labelledby="presets">
          ${Object.entries(mappingPresets).map(
            ([name, preset]) =>
              html`<button class="button small" type="button" @click=${() => change(formOfMapping(preset))}>${name}</button>`,
          )}
        </span>
      </div>
      <div class="sides">
        <div class="side">
          <h3 id="sample-title">${mapping.sample}</h3>
          ${
            body === null
              ? html`<p class="soft small">${mapping.noSample}</p>`
              : html`<pre dir="ltr" tabindex="0" role="region" aria-labelledby="sample-title">${pretty(body)}</pre>`
          }
          <div class="result" role="status" aria-label=${mapping.result} data-result>
            <h3>${mapping.result}</h3>
            ${this.#outcome(words)}
          </div>
        </div>
        <form class="form side" novalidate @submit=${onSubmit} aria-labelledby="mapping-title">
          <p class="hint words">${mapping.pathHint}</p>
          ${textField({
            id: 'map-alerts',
            label: mapping.alerts,
            hint: mapping.alertsHint,
            value: form.alerts,
            list: 'paths',
            error: errorFor('alerts'),
            onInput: (alerts) => change({ alerts }),
          })}
          ${parts.map((part) =>
            textField({
              id: `map-${part}`,
              label: words.parts[part],
              value: form[part],
              list: 'paths',
              isRequired: needed.includes(part),
              error: errorFor(part),
              onInput: (value) => change({ [part]: value }),
            }),
          )}
          ${codeArea({
            id: 'map-states',
            label: mapping.states,
            hint: mapping.wordsHint(alertStates),
            value: form.states,
            error: errorFor('states'),
            onInput: (states) => change({ states }),
          })}
          ${codeArea({
            id: 'map-severities',
            label: mapping.severities,
            hint: mapping.wordsHint(alertSeverities),
            value: form.severities,
            error: errorFor('severities'),
            onInput: (severities) => change({ severities }),
          })}
          ${codeArea({
            id: 'map-labels',
            label: mapping.labels,
            hint: mapping.labelsHint,
            value: form.labels,
            error: errorFor('labels'),
            onInput: (labels) => change({ labels }),
          })}
          <datalist id="paths">${body === null ? nothing : pathsIn(body, form.alerts).map((path) => html`<option value=${path}></option>`)}</datalist>
          ${submissionNotice(this.#submission, strings, [
            ['#/mapping/alerts', 'map-alerts', mapping.alerts],
            ...parts.map((part) => [`#/mapping/${part}`, `map-${part}`, words.parts[part]] as const),
            ['#/mapping/states', 'map-states', mapping.states],
            ['#/mapping/severities', 'map-severities', mapping.severities],
            ['#/mapping/labels', 'map-labels', mapping.labels],
          ])}
          <div class="actions">
            <button class="button main" type="submit" aria-disabled=${this.#submission.isBusy ? 'true' : nothing}>
              ${this.#submission.isBusy ? strings.forms.saving : mapping.save}
            </button>
          </div>
        </form>
      </div>
    </section>`;
  }

  #outcome(words: LaterStrings['alerts']): TemplateResult {
    const { strings } = this.#screen.panel;
    const failure = this.#failure;
    if (failure && failure.errors.length === 0) return html`<p class="error">${explain(failure, strings)}</p>`;
    const result = this.#result;
    if (!result || result.body === null) return html`<p class="soft small">${words.mapping.noResult}</p>`;
    return html`${result.complaints.map((one) => html`<p class="complaint" lang="en" dir="auto">${one}</p>`)}
    ${result.alerts.map((alert) => readAlert(alert, words))}
    ${result.alerts.length === 0 && result.complaints.length === 0 ? html`<p class="soft small">${words.mapping.nothingRead}</p>` : nothing}`;
  }

  /** Another source, or another delivery, is another sample. What is typed stays. */
  #follow(source: AlertSource): void {
    if (this.#of !== source.id) {
      this.#of = source.id;
      this.#form = source.mapping ? formOfMapping(source.mapping) : emptyMapping();
      this.#result = null;
      this.#triedAt = null;
    }
    if (source.last_received_at === this.#triedAt) return;
    this.#triedAt = source.last_received_at;
    this.#tryLater();
  }

  #tryLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#try(), waitMs);
  }

  async #try(): Promise<void> {
    const of = this.#of;
    const form = this.#form;
    try {
      const result = await this.#screen.panel.api.alerts.tryMapping(of, { mapping: mappingOf(form) });
      if (of !== this.#of) return;
      this.#result = result;
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (of !== this.#of) return;
      this.#failure = error;
    }
    this.#screen.requestUpdate();
  }

  async #store(words: LaterStrings['alerts']): Promise<void> {
    const { say, strings } = this.#screen.panel;
    const mapping: AlertMapping = mappingOf(this.#form);
    const checks = needed
      .filter((part) => this.#form[part as 'key'].trim() === '')
      .map((part) => ({ pointer: `#/mapping/${part}`, detail: strings.forms.required }));
    if (await this.#submission.run(() => this.#save({ mapping }), checks)) say(words.mapping.saved);
  }
}
