import type { Import } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { ImportsApi } from '../api/imports-api.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayInstant } from '../time/format.ts';
import { importsStyles } from './imports.styles.ts';
import { isOver, isUnderWay, toneOfImport } from './standing.ts';

const everyMs = 1_000;
const mostWarnings = 100;
const mostNamed = 3;
const subjects = ['groups', 'components', 'incidents', 'maintenances', 'updates', 'subscribers'] as const;
const amounts = ['found', 'new', 'changed', 'same', 'skipped'] as const;

/** One import: what is there, what would come of it, how it goes, and what came of it. */
export class StatusAdminOneImport extends Screen {
  static override styles = [base, importsStyles];
  static override properties: PropertyDeclarations = { importId: { attribute: false } };

  /** Which import. */
  declare importId: string;

  readonly #words = new LaterWords(this);
  readonly #submission = new Submission(this);
  readonly #confirmation = new Confirmation(this);
  #import: Import | null = null;
  #failure: ApiError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('importId')) return;
    this.#import = null;
    this.#failure = null;
    this.#submission.clear();
    void this.#load();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.imports;
    const one = this.#import;
    if (!words || !one) return this.#absent(words ?? null);
    return html`
      <div class="head">
        <h1 tabindex="-1"><bdi>${one.origin}</bdi></h1>
        ${screenLink(panel, { screen: 'import' }, words.toList, 'button small')}
      </div>
      <div class="imports">
        ${this.#state(one, words)} ${this.#counts(one, words)} ${this.#warnings(one, words)}
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #state(one: Import, words: LaterStrings['imports']): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const tone = toneOfImport(one.state);
    const isBusy = this.#submission.isBusy;
    const { by, at } = { by: one.created_by ?? strings.activity.system, at: sayInstant(one.created_at, this.time) };
    return html`<div class="card state tone-${tone}" data-state=${one.state}>
      <div class="status" role="status">
        ${statusIcon(tone)}
        <h2 id="state-title" tabindex="-1">${words.states[one.state] ?? strings.status.unknown}</h2>
      </div>
      ${isUnderWay(one) ? this.#progress(one, words) : nothing}
      ${one.failure ? html`<p class="words" lang="en" dir="auto"><b>${one.failure}</b></p>` : nothing}
      <p class="words">${words.next[one.state] ?? nothing}</p>
      <p class="soft small">${words.sources[one.source]} · ${words.begunBy(by, at)}</p>
      ${
        this.#failure
          ? html`<div class="notice waiting" role="status">${statusIcon('minor')}<p>${explain(this.#failure, strings)} ${strings.forms.stillTrying}</p></div>`
          : nothing
      }
      ${submissionNotice(this.#submission, strings)}
      ${one.state === 'done' ? this.#links() : nothing}
      <div class="actions">
        ${
          one.state === 'checked'
            ? html`<button class="button main" type="button" aria-disabled=${isBusy ? 'true' : nothing} @click=${() => void this.#apply(one)}>
                ${isBusy ? words.applying : words.apply}
              </button>`
            : nothing
        }
        ${
          isOver(one)
            ? screenLink(panel, { screen: 'import' }, words.again, 'button')
            : html`<button class="button quiet" type="button" @click=${() => void this.#askToCancel(one, words)}>${words.cancel}</button>`
        }
      </div>
    </div>`;
  }

  #progress({ state, progress: { done, total } }: Import, words: LaterStrings['imports']): TemplateResult {
    const said = total === null ? words.doneOfMany(done) : words.doneOf(done, total);
    return html`<div>
      <progress
        aria-label=${words.states[state] ?? nothing}
        max=${total === null || total === 0 ? nothing : total}
        value=${total === null || total === 0 ? nothing : Math.min(done, total)}
      ></progress>
      <p class="soft small" data-progress>${said}</p>
    </div>`;
  }

  #links(): TemplateResult {
    const { panel } = this;
    const { nav } = panel.strings;
    return html`<p class="links">
      ${screenLink(panel, { screen: 'history' }, nav.history)} ${screenLink(panel, { screen: 'components' }, nav.components)}
      ${screenLink(panel, { screen: 'uptime' }, nav.uptime)}
      <a href=${panel.address('/history').href} target="_blank" rel="noopener">${nav.viewPage}</a>
    </p>`;
  }

  #counts(one: Import, words: LaterStrings['imports']): TemplateResult | typeof nothing {
    const rows = subjects.filter((subject) => (one.counts[subject]?.found ?? 0) > 0);
    if (rows.length === 0) return nothing;
    const format = new Intl.NumberFormat(this.panel.locale, { numberingSystem: 'latn' });
    return html`<section aria-labelledby="counts-title">
      <h2 id="counts-title">${words.counts}</h2>
      <div class="rows">
        <table aria-labelledby="counts-title">
          <thead>
            <tr>
              <td></td>
              ${amounts.map((amount) => html`<th scope="col">${words.amounts[amount]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (subject) => html`<tr data-subject=${subject}>
                <th scope="row">${words.subjects[subject]}</th>
                ${amounts.map((amount) => {
                  const number = one.counts[subject][amount];
                  return html`<td class=${number === 0 ? 'none' : ''} data-label=${words.amounts[amount]}>${format.format(number)}</td>`;
                })}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  /** What is the same of many things is said once. */
  #warnings({ warnings }: Import, words: LaterStrings['imports']): TemplateResult | typeof nothing {
    if (warnings.length === 0) return nothing;
    const concerned = new Map<string, string[]>();
    for (const { detail, subject } of warnings)
      concerned.set(detail, [...(concerned.get(detail) ?? []), ...(subject === null ? [] : [subject])]);
    const rest = concerned.size - mostWarnings;
    return html`<section aria-labelledby="warnings-title">
      <h2 id="warnings-title">${words.warnings(warnings.length)}</h2>
      <ul class="rows">
        ${[...concerned].slice(0, mostWarnings).map(
          ([detail, subjects]) => html`<li class="warning">
            ${statusIcon('minor', 15)}
            <div>
              <p lang="en" dir="auto">${detail}</p>
              ${subjectsOf(subjects, words)}
            </div>
          </li>`,
        )}
        ${rest > 0 ? html`<li class="warning soft"><span></span>${words.moreWarnings(rest)}</li>` : nothing}
      </ul>
    </section>`;
  }

  #absent(words: LaterStrings['imports'] | null): TemplateResult {
    const { strings } = this.panel;
    const failure = this.#failure;
    const title = html`<h1 tabindex="-1">${strings.nav.import}</h1>`;
    if (!failure || !words) return html`${title}<p class="soft" role="status">${strings.shell.loading}</p>`;
    const isGone = failure.status === 404 || failure.code === 'invalid-request';
    return html`${title}
      <div class="card state" role="alert">
        <p>${isGone ? words.gone : explain(failure, strings)}</p>
        <p>
          ${
            isGone
              ? screenLink(this.panel, { screen: 'import' }, words.toList, 'button')
              : html`<button class="button" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>`
          }
        </p>
      </div>`;
  }

  async #apply(one: Import): Promise<void> {
    const { panel } = this;
    const isApplied = await this.#submission.run(async (persist) => {
      this.#show(await new ImportsApi(panel.api.client).apply(one.id, persist));
    });
    // Somebody else may have been faster: then it stands at another step.
    if (!isApplied) void this.#load();
    await this.updateComplete;
    if (isApplied) this.renderRoot.querySelector<HTMLElement>('#state-title')?.focus();
  }

  async #askToCancel(one: Import, words: LaterStrings['imports']): Promise<void> {
    const { panel } = this;
    await this.#confirmation.ask({
      title: words.cancelTitle,
      text: one.state === 'applying' ? words.cancelHalf : words.cancelText,
      action: words.cancelAction,
      run: async (persist) => {
        this.#show(await new ImportsApi(panel.api.client).cancel(one.id, persist));
      },
      done: () => {
        panel.say(words.cancelled);
        this.renderRoot.querySelector<HTMLElement>('#state-title')?.focus();
      },
    });
  }

  #show(next: Import): void {
    const before = this.#import;
    this.#import = next;
    this.#failure = null;
    this.requestUpdate();
    clearTimeout(this.#timer);
    if (!isOver(next) && next.state !== 'checked' && this.isConnected)
      this.#timer = setTimeout(() => void this.#load(), everyMs);
    const words = this.#words.now?.imports;
    if (!before || before.state === next.state || !words) return;
    if (next.state === 'done') {
      this.panel.say(words.doneSaid);
      void this.panel.data.load();
    }
  }

  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    const id = this.importId;
    try {
      const found = await new ImportsApi(this.panel.api.client).get(id);
      if (id === this.importId) this.#show(found);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (id !== this.importId) return;
      this.#failure = error;
      // What passes is waited out: the import goes on without anybody looking.
      if (error.isPassing && this.#import && this.isConnected)
        this.#timer = setTimeout(() => void this.#load(), everyMs * 3);
      this.requestUpdate();
    }
  }
}

/** A few are named at once, many behind a line. */
function subjectsOf(subjects: readonly string[], words: LaterStrings['imports']): TemplateResult | typeof nothing {
  if (subjects.length === 0) return nothing;
  const list = html`<ul>
    ${subjects.map((one) => html`<li><bdi>${one}</bdi></li>`)}
  </ul>`;
  return subjects.length <= mostNamed
    ? list
    : html`<details>
        <summary>${words.which(subjects.length)}</summary>
        ${list}
      </details>`;
}
