import type { Metric, MetricSourceState } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import type { Difference } from '../forms/conflict.ts';
import { explain } from '../forms/explain.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { composing } from '../incidents/composing.styles.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { Finder } from './finder.ts';
import { checksOf, contentOf, emptyMetric, formOf, numberOf, originOf, usualOf } from './metric-form.ts';
import type { MetricForm } from './metric-form.ts';
import { copyFieldStyles } from '../forms/copy-field.styles.ts';
import { metricsStyles } from './metrics.styles.ts';
import { originFields } from './origin-fields.ts';
import { metricPreview, sampleOf } from './preview.ts';
import type { Sample } from './preview.ts';
import { PushPart } from './push-part.ts';
import { shownFields } from './shown-fields.ts';

/** One figure: where it is read, what readers see of it, and both tried before it is saved. */
export class StatusAdminMetric extends Screen {
  static override styles = [base, composing, copyFieldStyles, metricsStyles];
  static override properties: PropertyDeclarations = { metricId: { attribute: false } };

  /** Which one; null for a new one. */
  declare metricId: string | null;

  readonly #words = new LaterWords(this);
  readonly #submission = new Submission(this);
  readonly #trial = new Submission(this);
  readonly #push = new PushPart(this);
  readonly #say = (error: ApiError) => explain(error, this.panel.strings);
  readonly #entities = new Finder(
    this,
    async (words) =>
      (await this.panel.api.metrics.findEntities(words)).map(({ guid, name, type, is_reporting }) => ({
        ...{ key: guid, name, detail: type },
        isQuiet: !is_reporting,
      })),
    this.#say,
  );
  readonly #applications = new Finder(
    this,
    async (words) =>
      (await this.panel.api.metrics.findApplications(words)).map(({ id, name, is_reporting }) => ({
        ...{ key: String(id), name, detail: String(id) },
        isQuiet: !is_reporting,
      })),
    this.#say,
  );
  #form: MetricForm | null = null;
  #from: Metric | null = null;
  #theirs: Metric | null = null;
  #sources: readonly MetricSourceState[] | null = null;
  #sample: Sample | null = null;
  #triedOrigin = '';
  #failure: ApiError | null = null;
  /** Unit and decimals follow the figure until somebody writes them. */
  #isShapeTyped = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('metricId')) return;
    this.#from = null;
    this.#theirs = null;
    this.#sample = null;
    this.#failure = null;
    this.#form = null;
    void this.#load();
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = this.#words.now?.metrics;
    const form = this.#form;
    if (!words || !form) return this.#absent(words ?? null);
    const title = this.#from ? words.editTitle : words.newTitle;
    return html`
      <div class="head">
        <h1 tabindex="-1">${title}</h1>
        ${screenLink(this.panel, { screen: 'metrics' }, words.toList, 'button small')}
      </div>
      ${this.#from && form.source === 'push' ? this.#push.render(this.#from, words) : nothing}
      <div class="compose">
        <form class="card form" novalidate @submit=${this.#onSubmit} aria-label=${title}>
          ${originFields({
            ...{ form, words, sources: this.#sources },
            ...{ entities: this.#entities, applications: this.#applications },
            error: this.#originError(),
            isNew: this.#from === null,
            change: (part) => this.#change(part),
          })}
          ${form.source === 'push' ? nothing : this.#tryIt(form, words)}
          ${shownFields({
            ...{ form, words, locale: this.panel.locale },
            errorFor: (pointer) => this.#submission.errorFor(pointer),
            change: (part) => {
              if ('suffix' in part || 'decimals' in part) this.#isShapeTyped = true;
              this.#change(part);
            },
          })}
          <div class="publish">
            ${this.#conflict(form, words)}
            ${submissionNotice(this.#submission, strings, [
              ['#/origin', this.#originId(form), words.source],
              ['#/name', 'metric-name', words.name],
              ['#/tooltip_description', 'metric-description', words.description],
              ['#/suffix', 'suffix', words.suffix],
              ['#/decimal_places', 'decimals', words.decimals],
              ['#/thresholds/yellow', 'yellow', words.yellow],
              ['#/thresholds', 'red', words.red],
              ['#/factor', 'factor', words.factor],
              ['#/interval_seconds', 'interval', words.interval],
              ['#/y_axis_min', 'axis-min', words.axisMin],
              ['#/y_axis_max', 'axis-max', words.axisMax],
            ])}
            <div class="actions">
              <button class="button main" type="submit" aria-disabled=${this.#submission.isBusy ? 'true' : nothing}>
                ${this.#submission.isBusy ? strings.forms.saving : this.#from ? strings.forms.save : words.add}
              </button>
              ${screenLink(this.panel, { screen: 'metrics' }, strings.forms.cancel, 'button quiet')}
            </div>
          </div>
        </form>
        <aside aria-label=${words.preview}>
          <div class="card aside">
            <h2>${words.preview}</h2>
            ${metricPreview(this.panel, { form, sample: this.#sample, words })}
            ${this.#sample ? nothing : html`<p class="hint">${form.source === 'push' ? words.previewPush : words.previewTry}</p>`}
            ${form.display ? nothing : html`<p class="hint">${words.hiddenHint}</p>`}
          </div>
        </aside>
      </div>
    `;
  }

  #absent(words: LaterStrings['metrics'] | null): TemplateResult {
    const { strings } = this.panel;
    const failure = this.#failure;
    return html`<h1 tabindex="-1">${strings.nav.metrics}</h1>
      ${
        failure && words
          ? html`<div class="card absent" role="alert">
              <p>${failure.status === 404 ? words.gone : explain(failure, strings)}</p>
              ${
                failure.status === 404
                  ? screenLink(this.panel, { screen: 'metrics' }, words.toList, 'button')
                  : html`<button class="button" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>`
              }
            </div>`
          : html`<p class="soft" role="status">${strings.shell.loading}</p>`
      }`;
  }

  /** Reads it once, with what is typed, before anything is saved. */
  #tryIt(form: MetricForm, words: LaterStrings['metrics']): TemplateResult {
    const { strings } = this.panel;
    const { error, isBusy } = this.#trial;
    const isOld = this.#triedOrigin !== '' && this.#triedOrigin !== JSON.stringify(originOf(form));
    return html`<div class="try">
      <div class="actions">
        <button class="button" type="button" aria-disabled=${isBusy ? 'true' : nothing} @click=${() => void this.#try()}>
          ${isBusy ? words.trying : words.tryIt}
        </button>
        <p class="hint">${words.tryHint}</p>
      </div>
      <div role="status">
        ${
          this.#sample && this.#triedOrigin !== '' && !isBusy && !error && !isOld
            ? html`<p class="works tone-none">${statusIcon('none', 16)}<span>${this.#sample.series ? words.works : words.worksNow}</span></p>`
            : nothing
        }
        ${isOld && !error ? html`<p class="hint">${words.tryAgain}</p>` : nothing}
      </div>
      ${
        error && error.errors.length === 0
          ? html`<div class="notice trouble" role="alert" tabindex="-1" data-problem>
              ${statusIcon('critical')}
              <p class="words">
                <strong>${words.errorTitles[error.code] ?? words.failedTry}</strong>
                <span lang="en" dir="auto">${explain(error, strings)}</span>
              </p>
            </div>`
          : nothing
      }
    </div>`;
  }

  #conflict(form: MetricForm, words: LaterStrings['metrics']): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    return conflictView(
      {
        differences: this.#differences(form, formOf(theirs), words),
        onKeepMine: () => {
          this.#from = theirs;
          void this.#save();
        },
        onTakeTheirs: () => this.#take(theirs),
      },
      this.panel.strings,
    );
  }

  #differences(form: MetricForm, other: MetricForm, words: LaterStrings['metrics']): Difference[] {
    const { forms } = this.panel.strings;
    const rows: [string, (one: MetricForm) => string][] = [
      [words.source, (one) => [words.sources[one.source], JSON.stringify(originOf(one)?.query)].join(' ')],
      [words.name, (one) => one.name],
      [words.description, (one) => one.description],
      [words.suffix, (one) => one.suffix],
      [words.decimals, (one) => one.decimals],
      [
        words.thresholds,
        (one) => (one.hasThresholds ? `${one.yellow} / ${one.red} (${words.worseIf[one.worse]})` : ''),
      ],
      [words.factor, (one) => one.factor],
      [words.interval, (one) => one.interval],
      [words.display, (one) => (one.display ? words.yes : words.no)],
      [words.axis, (one) => `${one.axisMin} – ${one.axisMax}`],
    ];
    return rows
      .map(([label, say]) => ({
        label,
        theirs: say(other) || forms.conflict.empty,
        mine: say(form) || forms.conflict.empty,
      }))
      .filter((one) => one.theirs !== one.mine);
  }

  /** What is wrong with where it is read stands beside that, whether it was tried or saved. */
  #originError(): string | null {
    return this.#submission.errorFor('#/origin') ?? this.#trial.errorFor('#/origin');
  }

  #originId({ source, kind }: MetricForm): string {
    if (source === 'prometheus') return 'promql';
    if (source === 'push') return 'source-push';
    return source === 'new_relic' && kind === 'nrql' ? 'nrql' : 'find';
  }

  #change(part: Partial<MetricForm>): void {
    const form = this.#form;
    if (!form || this.#submission.isBusy) return;
    const next = { ...form, ...part };
    if (part.figure && !this.#isShapeTyped) Object.assign(next, usualOf(part.figure));
    this.#form = next;
    const isEmpty = this.#entities.results === null && this.#applications.results === null;
    if (part.source && isEmpty) this.#findFirst(next);
    this.requestUpdate();
  }

  /** What there is to choose stands there at once: few have more than a handful. */
  #findFirst({ source, entity, application }: MetricForm): void {
    const isSet = this.#sources?.find((one) => one.source === source)?.is_configured;
    if (!isSet) return;
    if (source === 'new_relic' && !entity) this.#entities.ask('');
    if (source === 'new_relic_rest' && !application) this.#applications.ask('');
  }

  async #try(): Promise<void> {
    const form = this.#form;
    const words = this.#words.now?.metrics;
    if (!form || !words) return;
    const origin = originOf(form);
    const factor = numberOf(form.factor) ?? 1;
    this.#submission.clear();
    const isRead = await this.#trial.run(
      async () => {
        if (!origin) return;
        const result = await this.panel.api.metrics.tryIt({ origin, ...(factor === 0 ? {} : { factor }) });
        this.#sample = sampleOf(result);
        this.#triedOrigin = JSON.stringify(origin);
        const { suffix, decimal_places } = result.suggested;
        if (this.#isShapeTyped || this.#from || !this.#form) return;
        this.#form = {
          ...this.#form,
          ...(suffix === null ? {} : { suffix }),
          ...(decimal_places === null ? {} : { decimals: String(decimal_places) }),
        };
      },
      checksOf(form, words, this.panel.strings.forms.required).origin,
    );
    if (!isRead) this.#sample = null;
    this.requestUpdate();
  }

  readonly #onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#save();
  };

  async #save(): Promise<void> {
    const form = this.#form;
    const words = this.#words.now?.metrics;
    if (!form || !words) return;
    const { panel } = this;
    const origin = originOf(form);
    const from = this.#from;
    this.#theirs = null;
    this.#trial.clear();
    let saved: Metric | null = null;
    await this.#submission.run(
      async (persist) => {
        if (!origin) return;
        const content = contentOf(form, origin);
        const { intent } = this.#submission;
        try {
          saved = from
            ? await panel.api.metrics.change(from.id, { content, version: from.version, persist })
            : await panel.api.metrics.add({ content, key: intent.keyFor(content), persist });
          intent.fulfil();
        } catch (error) {
          if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as Metric;
          throw error;
        }
      },
      checksOf(form, words, panel.strings.forms.required).all,
    );
    const done = saved as Metric | null;
    if (!done) return;
    panel.say(from ? words.saved(done.name) : words.added(done.name));
    // A new one that is pushed to has nothing to show before its token is taken elsewhere.
    panel.go(!from && form.source === 'push' ? { screen: 'metric', id: done.id } : { screen: 'metrics' });
  }

  #take(metric: Metric): void {
    this.#from = metric;
    this.#theirs = null;
    this.#form = formOf(metric);
    this.#isShapeTyped = true;
    this.#submission.clear();
    this.requestUpdate();
  }

  async #load(): Promise<void> {
    const id = this.metricId;
    try {
      await this.updateComplete;
      const { metrics } = this.panel.api;
      const [sources, metric, points] = await Promise.all([
        metrics.sources(),
        id === null ? null : metrics.get(id),
        id === null ? null : metrics.points(id, 'day').catch(withoutPoints),
      ]);
      if (id !== this.metricId) return;
      this.#failure = null;
      this.#sources = sources;
      if (metric) {
        this.#take(metric);
        const { most_recent_value, most_recent_data_at } = metric;
        this.#sample = { value: most_recent_value, asOf: most_recent_data_at, series: points?.series ?? null };
        this.#triedOrigin = '';
      } else {
        const first = sources.find((one) => one.is_configured) ?? { source: 'push' as const };
        this.#isShapeTyped = false;
        this.#form = emptyMetric(first.source);
        this.#findFirst(this.#form);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}

/** Without them the preview has no line, and everything else is there. */
function withoutPoints(error: unknown): null {
  if (!(error instanceof ApiError)) throw error;
  return null;
}
