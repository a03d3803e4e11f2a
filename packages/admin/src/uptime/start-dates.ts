import type { AdminComponent } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Screen } from '../status-admin/screen.ts';
import { isDay, sayDate } from './days.ts';
import { Difference } from './difference.ts';

/** From which day on each component counts. */
export class StartDates {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #difference: Difference;
  #from: AdminComponent | null = null;
  #theirs: AdminComponent | null = null;
  #day = '';

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#difference = new Difference(screen);
  }

  render(words: LaterStrings['uptime']): TemplateResult {
    const { panel } = this.#screen;
    const { rules } = words;
    const { components } = panel.data;
    return html`<section aria-labelledby="starts-title">
      <h2 id="starts-title">${rules.starts}</h2>
      <p class="soft words">${rules.startsText}</p>
      ${
        components.length === 0
          ? html`<p class="card soft">${words.empty}</p>`
          : html`<ul class="rows">
              ${repeat(
                components,
                (one) => one.id,
                (one) =>
                  this.#from?.id === one.id
                    ? html`<li class="inside">${this.#form(this.#from, words)}</li>`
                    : html`<li class="start" data-start-of=${one.id}>
                        <span><bdi>${one.name}</bdi></span>
                        <span class="soft">
                          ${one.start_date ? rules.startsOn(sayDate(one.start_date, panel.locale, 'short')) : rules.startsByItself}
                        </span>
                        <button
                          class="button small quiet"
                          type="button"
                          aria-label="${panel.strings.forms.edit}: ${rules.startOf(one.name)}"
                          @click=${() => this.#open(one)}
                        >
                          ${panel.strings.forms.edit}
                        </button>
                      </li>`,
              )}
            </ul>`
      }
    </section>`;
  }

  #form(component: AdminComponent, words: LaterStrings['uptime']): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const { rules } = words;
    const submission = this.#submission;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(component, { version: component.version, words });
    };
    const theirs = this.#theirs;
    const say = (day: string | null) => (day ? sayDate(day, locale) : rules.startsByItself);
    return html`<form class="form" novalidate @submit=${onSubmit} aria-label=${rules.startOf(component.name)}>
      ${textField({
        id: 'start-date',
        type: 'date',
        label: rules.startLabel(component.name),
        hint: rules.startHint,
        value: this.#day,
        isReadOnly: submission.isBusy,
        error: submission.errorFor('#/start_date'),
        onInput: (day) => this.#change(component, day),
      })}
      ${this.#difference.render()}
      ${
        theirs
          ? conflictView(
              {
                differences: [
                  {
                    label: rules.starts,
                    theirs: say(theirs.start_date),
                    mine: say(this.#day || null),
                  },
                ].filter((one) => one.theirs !== one.mine),
                onKeepMine: () => void this.#save(component, { version: theirs.version, words }),
                onTakeTheirs: () => {
                  void this.#screen.panel.data.load();
                  this.#open(theirs);
                },
              },
              strings,
            )
          : nothing
      }
      ${submissionNotice(submission, strings, [['#/start_date', 'start-date', rules.starts]])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? strings.forms.saving : strings.forms.save}
        </button>
        <button class="button quiet" type="button" @click=${() => this.#close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  #open(component: AdminComponent): void {
    this.#submission.clear();
    this.#difference.follow(null);
    this.#from = component;
    this.#theirs = null;
    this.#day = component.start_date ?? '';
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#start-date')?.focus(),
    );
  }

  #change(component: AdminComponent, day: string): void {
    if (!this.#submission.isBusy) this.#day = day;
    const start_date = day === '' ? null : day;
    const isOther = start_date !== component.start_date && (day === '' || isDay(day));
    this.#difference.follow(
      isOther ? { method: 'PATCH', path: `/api/v1/components/${component.id}`, body: { start_date } } : null,
    );
    this.#screen.requestUpdate();
  }

  async #save(
    component: AdminComponent,
    { version, words }: { version: number; words: LaterStrings['uptime'] },
  ): Promise<void> {
    const { panel } = this.#screen;
    const start_date = this.#day === '' ? null : this.#day;
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (start_date === component.start_date) return;
      try {
        await panel.api.changeComponent(component.id, { content: { start_date }, version, persist });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as AdminComponent;
        throw error;
      }
      await panel.data.load();
    });
    if (!isSaved) return;
    panel.say(words.rules.startSaved(component.name));
    this.#close();
  }

  #close(): void {
    const id = this.#from?.id;
    this.#submission.stop();
    this.#difference.follow(null);
    this.#from = null;
    this.#theirs = null;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>(`[data-start-of="${id}"] button`)?.focus(),
    );
  }
}
