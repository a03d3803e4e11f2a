import type { FieldError } from '@allswell/protocol';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { UptimeApi } from '../api/uptime-api.ts';
import type { UptimeExport } from '../api/uptime-api.ts';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { saveFile } from '../subscribers/save-file.ts';
import { viewsStyles } from '../templates/views.ts';
import { sayMonth } from '../time/format.ts';
import { sayZone } from '../time/say-plan.ts';
import { daysAfter, isDay, todayIn } from './days.ts';
import { uptimeStyles } from './uptime.styles.ts';
import { uptimeViews } from './views.ts';

const kinds = ['percentages', 'days', 'spans', 'incidents'] as const satisfies readonly UptimeExport['what'][];
const types = { csv: 'text/csv', json: 'application/json' } as const;

/** Everything as files for other programs, and the reports that readers have. */
export class StatusAdminUptimeExport extends Screen {
  static override styles = [base, viewsStyles, uptimeStyles];

  readonly #words = new LaterWords(this);
  readonly #submission = new Submission(this);
  #what: UptimeExport['what'] = 'percentages';
  #from = '';
  #to = '';

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.uptime;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.uptime}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`
      <div class="head"><h1 tabindex="-1">${words.export.heading}</h1>${uptimeViews(panel, words, 'uptime-export')}</div>
      <div class="uptime">${this.#form(words)} ${this.#reports(words)}</div>
    `;
  }

  #form(words: LaterStrings['uptime']): TemplateResult {
    const { strings, data } = this.panel;
    const zone = data.settings?.time_zone ?? 'UTC';
    const submission = this.#submission;
    this.#to ||= todayIn(zone);
    this.#from ||= daysAfter(this.#to, -89);
    const save = (format: UptimeExport['format'], label: string) => html`<button
      class="button"
      type="button"
      aria-disabled=${submission.isBusy ? 'true' : 'false'}
      @click=${() => void this.#save(format, words)}
    >
      ${label}
    </button>`;
    return html`<form class="card form" novalidate @submit=${(event: Event) => event.preventDefault()} aria-label=${words.export.heading}>
      <fieldset class="field" role="radiogroup">
        <legend>${words.export.what}</legend>
        <div class="kinds">
          ${kinds.map(
            (kind) => html`<span class="kind">
              <input
                type="radio"
                name="what"
                id="what-${kind}"
                .checked=${this.#what === kind}
                aria-describedby="what-${kind}-hint"
                @change=${() => this.#change(() => (this.#what = kind))}
              />
              <label for="what-${kind}"><span></span><span>${words.export.kinds[kind]}</span><span class="hint" id="what-${kind}-hint">${words.export.hints[kind]}</span></label>
            </span>`,
          )}
        </div>
      </fieldset>
      <div class="field">
        <div class="pair">
          ${textField({
            id: 'from',
            type: 'date',
            label: words.export.from,
            value: this.#from,
            isRequired: true,
            error: submission.errorFor('#/from'),
            onInput: (from) => this.#change(() => (this.#from = from)),
          })}
          ${textField({
            id: 'to',
            type: 'date',
            label: words.export.to,
            value: this.#to,
            isRequired: true,
            error: submission.errorFor('#/to'),
            onInput: (to) => this.#change(() => (this.#to = to)),
          })}
        </div>
        <p class="hint">${words.export.zone(sayZone(zone))}</p>
      </div>
      ${submissionNotice(submission, strings, [
        ['#/from', 'from', words.export.from],
        ['#/to', 'to', words.export.to],
      ])}
      <div class="actions">${save('csv', words.export.csv)} ${save('json', words.export.json)}</div>
    </form>`;
  }

  /** What readers have as pages: this month, and the one before it, which is whole. */
  #reports(words: LaterStrings['uptime']): TemplateResult {
    const { panel } = this;
    const month = todayIn(panel.data.settings?.time_zone ?? 'UTC').slice(0, 7);
    const before = daysAfter(`${month}-01`, -1).slice(0, 7);
    const link = (path: string, label: string) =>
      html`<li><a href=${panel.address(path).href} target="_blank" rel="noopener">${label}</a></li>`;
    return html`<section aria-labelledby="reports-title">
      <h2 id="reports-title">${words.export.reports}</h2>
      <div class="card">
        <p class="soft words">${words.export.reportsText}</p>
        <ul class="links">
          ${[month, before].map((one) => link(`/reports/${one}`, words.export.reportOf(sayMonth(one, panel.locale))))}
          ${link('/reports', words.export.allReports)}
        </ul>
      </div>
    </section>`;
  }

  #change(change: () => void): void {
    change();
    this.requestUpdate();
  }

  async #save(format: UptimeExport['format'], words: LaterStrings['uptime']): Promise<void> {
    const { panel } = this;
    const [what, from, to] = [this.#what, this.#from, this.#to];
    const checks: FieldError[] = [];
    if (!isDay(from)) checks.push({ pointer: '#/from', detail: panel.strings.forms.required });
    if (!isDay(to)) checks.push({ pointer: '#/to', detail: panel.strings.forms.required });
    else if (to < from) checks.push({ pointer: '#/to', detail: panel.strings.history.badSpan });
    let text = '';
    const isDone = await this.#submission.run(async () => {
      text = await new UptimeApi(panel.api.client).export({ what, format, from, to });
    }, checks);
    if (!isDone) return;
    saveFile(`${what}-${from}-${to}.${format}`, types[format], text);
    panel.say(words.export.done);
  }
}
