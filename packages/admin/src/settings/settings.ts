import { maxNameLength } from '@allswell/protocol';
import type { FieldError, Settings, SettingsChange } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import { selectField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { settingsViews } from '../notifications/views.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { viewsStyles } from '../templates/views.ts';
import { zoneOptions } from '../time/zones.ts';
import { accentField } from './accent-field.ts';
import { fieldNames, formOf, languageOptions, patchOf, saidOf } from './settings-form.ts';
import type { Form } from './settings-form.ts';
import { settingsStyles } from './settings.styles.ts';

const themes = ['auto', 'light', 'dark'] as const;

/** What the page is called, where and when it is, and how it looks. */
export class StatusAdminSettings extends Screen {
  static override styles = [base, viewsStyles, settingsStyles];

  readonly #submission = new Submission(this);
  /** What the form was filled from. */
  #from: Settings | null = null;
  #form: Form | null = null;
  #theirs: Settings | null = null;

  override render(): TemplateResult {
    const { strings, data } = this.panel;
    const words = strings.settings;
    if (!this.#form && data.settings) this.#fill(data.settings);
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1>${settingsViews(this.panel, 'settings')}</div>
      ${this.#form && this.#from ? this.#fields(this.#form, this.#from) : html`<p class="soft" role="status">${strings.shell.loading}</p>`}
    `;
  }

  #fields(form: Form, from: Settings): TemplateResult {
    const { strings, locale } = this.panel;
    const words = strings.settings;
    const submission = this.#submission;
    const isBusy = submission.isBusy;
    const change = (part: Partial<Form>) => {
      this.#form = { ...form, ...part };
      this.requestUpdate();
    };
    const text = (name: keyof Form) => ({
      id: name,
      value: form[name],
      error: submission.errorFor(`#/${name}`),
      onInput: (value: string) => change({ [name]: value }),
    });
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(from.version);
    };
    return html`<form class="settings" novalidate @submit=${onSubmit} aria-label=${words.title}>
      <section class="card form" aria-labelledby="page-title">
        <h2 id="page-title">${words.page}</h2>
        ${textField({ ...text('name'), label: words.name, maxLength: maxNameLength, isRequired: true })}
        ${textField({ ...text('url'), label: words.url, hint: words.urlHint, type: 'url' })}
        ${textField({ ...text('support_url'), label: words.support, hint: words.supportHint, type: 'url' })}
        ${selectField({ ...text('time_zone'), label: words.zone, hint: words.zoneHint, options: zoneOptions(form.time_zone) })}
        ${selectField({
          ...text('default_language'),
          label: words.language,
          hint: words.languageHint,
          options: languageOptions(form.default_language, from.languages, locale),
        })}
      </section>
      <section class="card form" aria-labelledby="look-title">
        <h2 id="look-title">${words.look}</h2>
        ${selectField({
          ...text('theme'),
          label: words.theme,
          options: themes.map((one) => [one, words.themes[one] ?? one] as const),
        })}
        ${accentField({
          strings,
          color: form.accent_color,
          error: submission.errorFor('#/accent_color'),
          onColor: (accent_color) => change({ accent_color }),
        })}
      </section>
      ${this.#conflict(form)} ${submissionNotice(
        submission,
        strings,
        fieldNames.map((name) => [`#/${name}`, name, words.fields[name] ?? name] as const),
      )}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${isBusy ? 'true' : nothing}>
          ${isBusy ? strings.forms.saving : strings.forms.save}
        </button>
      </div>
    </form>`;
  }

  #conflict(form: Form): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    const { strings } = this.panel;
    const other = formOf(theirs);
    return conflictView(
      {
        differences: fieldNames
          .filter((name) => other[name] !== form[name])
          .map((name) => ({
            label: strings.settings.fields[name] ?? name,
            theirs: saidOf(name, other, strings),
            mine: saidOf(name, form, strings),
          })),
        onKeepMine: () => void this.#save(theirs.version),
        onTakeTheirs: () => {
          this.#fill(theirs);
          this.#submission.clear();
          void this.panel.data.load();
          this.enter();
        },
      },
      strings,
    );
  }

  #fill(settings: Settings): void {
    this.#from = settings;
    this.#form = formOf(settings);
    this.#theirs = null;
  }

  async #save(version: number): Promise<void> {
    const { panel } = this;
    const form = this.#form;
    const from = this.#from;
    if (!form || !from) return;
    const content: SettingsChange = patchOf(form, from);
    const checks: FieldError[] =
      form.name.trim() === '' ? [{ pointer: '#/name', detail: panel.strings.forms.required }] : [];
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (Object.keys(content).length === 0) return;
      try {
        this.#fill(await panel.api.changeSettings({ content, version, persist }));
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as Settings;
        throw error;
      }
      await panel.data.load();
    }, checks);
    if (isSaved) panel.say(panel.strings.settings.saved);
  }
}
