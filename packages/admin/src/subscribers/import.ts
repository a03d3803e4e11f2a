import type { FieldError, ImportResult } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { copyText } from '../forms/copy.ts';
import { textArea } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { viewsStyles } from '../templates/views.ts';
import { subscribersStyles } from './subscribers.styles.ts';
import { subscriberViews } from './views.ts';

const columns = [
  ...['address', 'channel', 'components', 'groups', 'kinds', 'locale', 'time_zone'],
  ...['consented_at', 'consent_source'],
];
const example = `address,components,locale,consented_at,consent_source
maya@example.com,Checkout|Search,de,2026-03-01,sign-up form`;
const mostMegabytes = 10;
const mostBytes = mostMegabytes * 1024 * 1024;
/** The table shows so many of what was skipped; all of it can be copied. */
const mostShown = 200;

/** Takes a list of people in who agreed elsewhere to be told, and says what became of each line. */
export class StatusAdminImport extends Screen {
  static override styles = [base, viewsStyles, subscribersStyles];

  readonly #submission = new Submission(this);
  #csv = '';
  #isUnreadable = false;
  #result: ImportResult | null = null;

  override render(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.subscribers;
    return html`
      <div class="head"><h1 tabindex="-1">${words.import.title}</h1>${subscriberViews(panel, 'import-subscribers')}</div>
      <div class="import">${this.#result ? this.#outcome(this.#result) : nothing} ${this.#form()} ${this.#columns()}</div>
    `;
  }

  #form(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.subscribers.import;
    const submission = this.#submission;
    const lines = linesOf(this.#csv);
    return html`<form class="card form" novalidate @submit=${this.#onSubmit} aria-label=${words.title}>
      <p class="words">${words.text}</p>
      <div class="field">
        <label for="file">${words.file}</label>
        <input
          id="file"
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-describedby=${this.#isUnreadable ? 'file-error' : nothing}
          @change=${(event: Event) => void this.#readFile(event.target as HTMLInputElement)}
        />
        ${this.#isUnreadable ? html`<p class="error" id="file-error" role="alert">${words.unreadable}</p>` : nothing}
      </div>
      ${textArea({
        id: 'csv',
        label: words.paste,
        hint: html`${words.pasteHint} ${lines > 0 ? html`<b>${words.ready(lines)}</b>` : nothing}`,
        value: this.#csv,
        placeholder: example,
        isRequired: true,
        isReadOnly: submission.isBusy,
        error: submission.errorFor('#'),
        onInput: (value) => this.#take(value),
      })}
      ${submissionNotice(submission, strings, [['#', 'csv', words.paste]])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? words.submitting : words.submit}
        </button>
      </div>
    </form>`;
  }

  #columns(): TemplateResult {
    const words = this.panel.strings.subscribers.import;
    return html`<section class="card" aria-labelledby="columns-title">
      <h2 id="columns-title">${words.columns}</h2>
      <p class="soft small">${words.columnsText}</p>
      <dl class="columns">
        ${columns.map(
          (name) => html`<div>
            <dt><code>${name}</code></dt>
            <dd>${words.of[name]}</dd>
          </div>`,
        )}
      </dl>
    </section>`;
  }

  #outcome({ imported, skipped }: ImportResult): TemplateResult {
    const words = this.panel.strings.subscribers.import;
    const tone = imported === 0 && skipped.length > 0 ? 'minor' : 'none';
    return html`<section class="card result tone-${tone}" aria-labelledby="result-title" data-result>
      <div class="status">${statusIcon(tone)}<h2 id="result-title" tabindex="-1">${words.done(imported)}</h2></div>
      <p class="soft">${words.silent} ${skipped.length === 0 ? words.allTaken : nothing}</p>
      ${skipped.length > 0 ? this.#skipped(skipped) : nothing}
    </section>`;
  }

  #skipped(skipped: ImportResult['skipped']): TemplateResult {
    const words = this.panel.strings.subscribers.import;
    const rest = skipped.length - mostShown;
    return html`<div class="actions">
        <h3 id="skipped-title">${words.skipped(skipped.length)}</h3>
        <button class="button small" type="button" @click=${() => void this.#copy(skipped)}>${words.copy}</button>
      </div>
      <table class="skipped" aria-labelledby="skipped-title">
        <thead>
          <tr>
            <th scope="col">${words.line}</th>
            <th scope="col">${words.reason}</th>
          </tr>
        </thead>
        <tbody>
          ${skipped.slice(0, mostShown).map(
            ({ line, reason }) => html`<tr>
              <th scope="row">${line}</th>
              <td lang="en" dir="auto">${reason}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      ${rest > 0 ? html`<p class="soft small">${words.more(rest)}</p>` : nothing}`;
  }

  #take(csv: string): void {
    if (!this.#submission.isBusy) this.#csv = csv;
    this.#isUnreadable = false;
    this.requestUpdate();
  }

  async #readFile(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (!file) return;
    this.#submission.clear();
    if (file.size > mostBytes) {
      await this.#submission.run(async () => {}, [this.#tooLarge()]);
      return;
    }
    try {
      this.#take(decode(await file.arrayBuffer()));
    } catch {
      this.#isUnreadable = true;
      this.requestUpdate();
    }
  }

  readonly #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { panel } = this;
    const words = panel.strings.subscribers.import;
    const csv = this.#csv;
    const checks: FieldError[] = [];
    if (csv.trim() === '') checks.push({ pointer: '#', detail: words.empty });
    else if (new Blob([csv]).size > mostBytes) checks.push(this.#tooLarge());
    let result: ImportResult | null = null;
    // What became of the list before is not said of this one.
    this.#result = null;
    const isDone = await this.#submission.run(async (persist) => {
      result = await panel.api.subscribers.importList(csv, persist);
    }, checks);
    if (!isDone || !result) return;
    this.#result = result;
    this.#csv = '';
    const file = this.renderRoot.querySelector<HTMLInputElement>('#file');
    if (file) file.value = '';
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#result-title')?.focus();
  };

  #tooLarge(): FieldError {
    return { pointer: '#', detail: this.panel.strings.subscribers.import.tooLarge(mostMegabytes) };
  }

  async #copy(skipped: ImportResult['skipped']): Promise<void> {
    const { say, strings } = this.panel;
    const text = skipped.map(({ line, reason }) => `${line}\t${reason}`).join('\n');
    if (await copyText(text)) say(strings.subscribers.import.copied);
  }
}

/** Lines with something in them, without the first, which names the columns. */
function linesOf(csv: string): number {
  return Math.max(0, csv.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').length - 1);
}

/** Spreadsheets write UTF-8, UTF-16 with a mark, or what Windows wrote before. */
function decode(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
