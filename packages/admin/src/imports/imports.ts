import type { FieldError, Import } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { ImportsApi } from '../api/imports-api.ts';
import { checkField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { listFailure } from '../subscribers/list-parts.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayInstant } from '../time/format.ts';
import {
  bodyOfImport,
  checkImport,
  emptyImport,
  mostBytes,
  mostMegabytes,
  origins,
  readDocument,
} from './import-form.ts';
import type { ImportForm } from './import-form.ts';
import { importsStyles } from './imports.styles.ts';
import { toneOfImport } from './standing.ts';

/** Brings a history in from elsewhere: first everything is looked through, and what was brought in before is listed. */
export class StatusAdminImports extends Screen {
  static override styles = [base, importsStyles];

  readonly #words = new LaterWords(this);
  readonly #submission = new Submission(this);
  #form = emptyImport();
  #fileError = '';
  #imports: readonly Import[] | null = null;
  #failure: ApiError | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#load());
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = this.#words.now?.imports;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.import}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`
      <div class="head"><h1 tabindex="-1">${strings.nav.import}</h1></div>
      <div class="imports">
        <p class="soft words">${words.text}</p>
        ${this.#fields(words)} ${this.#earlier(words)}
      </div>
    `;
  }

  #fields(words: LaterStrings['imports']): TemplateResult {
    const { strings } = this.panel;
    const form = this.#form;
    const submission = this.#submission;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#begin(words);
    };
    return html`<form class="card form" novalidate @submit=${onSubmit} aria-label=${strings.nav.import}>
      <fieldset class="field" role="radiogroup">
        <legend>${words.source}</legend>
        <div class="sources">
          ${origins.map(
            (origin) => html`<span class="source">
              <input
                type="radio"
                name="origin"
                id="origin-${origin}"
                .checked=${form.origin === origin}
                @change=${() => this.#turnTo(origin)}
              />
              <label for="origin-${origin}"><b>${words.origins[origin]}</b><span class="hint">${words.originHints[origin]}</span></label>
            </span>`,
          )}
        </div>
      </fieldset>
      ${this.#details(form, words)}
      ${submissionNotice(submission, strings, [
        ['#/url', 'url', words.url],
        ['#/api_key', 'key', words.key],
        ['#/page_id', 'page', words.page],
        ['#/document', 'file', words.file],
        ['#/file_name', 'file', words.file],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? words.checking : words.check}
        </button>
        <span class="hint">${words.checkHint}</span>
      </div>
    </form>`;
  }

  #details(form: ImportForm, words: LaterStrings['imports']): TemplateResult {
    const errorFor = (pointer: string) => this.#submission.errorFor(pointer);
    switch (form.origin) {
      case 'address':
        return textField({
          id: 'url',
          type: 'url',
          label: words.url,
          hint: words.urlHint,
          value: form.url,
          placeholder: 'https://status.example.com',
          maxLength: 2_000,
          isRequired: true,
          error: errorFor('#/url'),
          onInput: (url) => this.#change({ url }),
        });
      case 'key':
        return html`<div class="pair">
            ${textField({
              id: 'key',
              type: 'password',
              label: words.key,
              hint: words.keyHint,
              value: form.key,
              maxLength: 500,
              isRequired: true,
              error: errorFor('#/api_key'),
              onInput: (key) => this.#change({ key }),
            })}
            ${textField({
              id: 'page',
              label: words.page,
              hint: words.pageHint,
              value: form.page,
              maxLength: 100,
              isRequired: true,
              error: errorFor('#/page_id'),
              onInput: (page) => this.#change({ page }),
            })}
          </div>
          ${this.#subscribers(form, words)}`;
      case 'file':
      case 'status_site': {
        const error = this.#fileError || errorFor('#/document') || errorFor('#/file_name');
        return html`<div class="field">
          <label for="file">${words.file}</label>
          <input
            id="file"
            type="file"
            accept=${form.origin === 'file' ? '.json,application/json' : '.json,.sql,.txt,application/json,text/plain'}
            aria-required="true"
            aria-invalid=${error ? 'true' : nothing}
            aria-describedby="file-hint ${error ? 'file-error' : ''}"
            @change=${(event: Event) => void this.#read(event.target as HTMLInputElement, words)}
          />
          ${error ? html`<p class="error" id="file-error" role="alert">${error}</p>` : nothing}
          <p class="hint" id="file-hint">
            ${form.origin === 'file' ? words.fileHint(mostMegabytes) : words.siteHint(mostMegabytes)}
            ${form.file ? html`<b>${words.fileReady(form.file.name)}</b>` : nothing}
          </p>
        </div>
        ${this.#subscribers(form, words)}`;
      }
    }
  }

  /** Readers' documents never name whom they are written to; the other sources may. */
  #subscribers(form: ImportForm, words: LaterStrings['imports']): TemplateResult {
    return checkField({
      id: 'subscribers',
      label: words.subscribers,
      hint: words.subscribersHint,
      isChecked: form.subscribers,
      onInput: (subscribers) => this.#change({ subscribers }),
    });
  }

  #earlier(words: LaterStrings['imports']): TemplateResult | typeof nothing {
    const { panel } = this;
    const imports = this.#imports;
    if (this.#failure) return listFailure(this.#failure, panel.strings, () => void this.#load());
    if (!imports) return html`<p class="soft" role="status">${panel.strings.shell.loading}</p>`;
    if (imports.length === 0) return nothing;
    return html`<section aria-labelledby="earlier-title">
      <h2 id="earlier-title">${words.earlier}</h2>
      <ul class="rows">
        ${repeat(
          imports,
          (one) => one.id,
          (one) => html`<li class="import tone-${toneOfImport(one.state)}" data-import-id=${one.id}>
            ${statusIcon(toneOfImport(one.state))}
            <div>
              <p>${screenLink(panel, { screen: 'one-import', id: one.id }, html`<bdi>${one.origin}</bdi>`)}</p>
              <p>
                ${words.sources[one.source]} · ${words.states[one.state]} · ${sayInstant(one.created_at, this.time)}
                ${one.created_by ? html` · <bdi>${one.created_by}</bdi>` : nothing}
              </p>
            </div>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #change(part: Partial<ImportForm>): void {
    if (!this.#submission.isBusy) this.#form = { ...this.#form, ...part };
    this.requestUpdate();
  }

  #turnTo(origin: ImportForm['origin']): void {
    this.#fileError = '';
    this.#submission.clear();
    this.#change({ origin, file: null, subscribers: false });
    const file = this.renderRoot.querySelector<HTMLInputElement>('#file');
    if (file) file.value = '';
  }

  async #read(input: HTMLInputElement, words: LaterStrings['imports']): Promise<void> {
    const [file] = input.files ?? [];
    this.#submission.clear();
    this.#fileError = '';
    this.#change({ file: null });
    if (!file) return;
    if (file.size > mostBytes) {
      this.#fileError = words.tooLarge(mostMegabytes);
    } else {
      const document = await file.text().then(
        (text) => readDocument(text, this.#form.origin),
        () => null,
      );
      if (document === null) this.#fileError = words.unreadable;
      else this.#change({ file: { name: file.name, document } });
    }
    this.requestUpdate();
  }

  async #begin(words: LaterStrings['imports']): Promise<void> {
    const { panel } = this;
    const checks: FieldError[] = checkImport(this.#form, panel.strings, words);
    const content = bodyOfImport(this.#form);
    let begun: Import | null = null;
    const isBegun = await this.#submission.run(
      async (persist) => {
        const key = this.#submission.intent.keyFor(content);
        begun = await new ImportsApi(panel.api.client).begin({ content, key, persist });
      },
      this.#fileError ? [{ pointer: '#/document', detail: this.#fileError }] : checks,
    );
    if (!isBegun || !begun) return;
    this.#submission.intent.fulfil();
    // The key is nowhere in the panel from here on.
    this.#form = emptyImport();
    panel.go({ screen: 'one-import', id: (begun as Import).id });
  }

  async #load(): Promise<void> {
    try {
      this.#imports = await new ImportsApi(this.panel.api.client).list();
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}
