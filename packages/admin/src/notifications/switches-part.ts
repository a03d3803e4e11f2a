import type { Settings, SettingsChange } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import { checkField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';
import { sayLength } from '../time/say-plan.ts';

const switches = [
  'notify_maintenance_announced',
  'notify_maintenance_reminder',
  'notify_maintenance_started',
  'notify_maintenance_ended',
  'notify_maintenance_rescheduled',
] as const;
type Switches = Record<(typeof switches)[number], boolean>;

/** Of which steps of a maintenance subscribers are told. */
export class SwitchesPart {
  readonly #screen: Screen;
  readonly #submission: Submission;
  #from: Settings | null = null;
  /** What was chosen here, and is not saved yet. */
  #chosen: Partial<Switches> = {};
  #theirs: Settings | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
  }

  render(): TemplateResult | typeof nothing {
    const { strings, data, locale } = this.#screen.panel;
    const words = strings.notifications;
    // What others change meanwhile is shown as long as nothing is chosen here.
    if (Object.keys(this.#chosen).length === 0) this.#from = data.settings;
    const from = this.#from;
    if (!from) return nothing;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(from.version);
    };
    return html`<section class="card" aria-labelledby="switches-title">
      <h2 id="switches-title">${words.switches}</h2>
      <p class="soft">${words.switchesText}</p>
      <form class="form" novalidate @submit=${onSubmit} aria-labelledby="switches-title">
        <div class="switches">
          ${switches.map((name) =>
            checkField({
              id: name,
              label: words.switch[name] ?? name,
              ...(name === 'notify_maintenance_reminder'
                ? { hint: words.reminderHint(sayLength(from.remind_before_minutes, locale)) }
                : {}),
              isChecked: this.#chosen[name] ?? from[name],
              onInput: (isChecked) => this.#choose(from, name, isChecked),
            }),
          )}
        </div>
        ${this.#conflict()} ${submissionNotice(this.#submission, strings)}
        <div class="actions">
          <button class="button main" type="submit" aria-disabled=${this.#submission.isBusy ? 'true' : nothing}>
            ${this.#submission.isBusy ? strings.forms.saving : strings.forms.save}
          </button>
        </div>
      </form>
    </section>`;
  }

  #choose(from: Settings, name: (typeof switches)[number], isChecked: boolean): void {
    if (!this.#submission.isBusy) {
      const { [name]: _, ...others } = this.#chosen;
      this.#chosen = isChecked === from[name] ? others : { ...others, [name]: isChecked };
    }
    this.#screen.requestUpdate();
  }

  #conflict(): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    const { strings } = this.#screen.panel;
    const words = strings.notifications;
    const say = (isOn: boolean) => (isOn ? words.on : words.off);
    return conflictView(
      {
        differences: switches
          .filter((name) => (this.#chosen[name] ?? theirs[name]) !== theirs[name])
          .map((name) => ({
            label: words.switch[name] ?? name,
            theirs: say(theirs[name]),
            mine: say(this.#chosen[name] ?? theirs[name]),
          })),
        onKeepMine: () => void this.#save(theirs.version),
        onTakeTheirs: () => {
          this.#chosen = {};
          this.#theirs = null;
          this.#submission.clear();
          void this.#screen.panel.data.load();
        },
      },
      strings,
    );
  }

  async #save(version: number): Promise<void> {
    const { api, data, say, strings } = this.#screen.panel;
    const content: SettingsChange = { ...this.#chosen };
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (Object.keys(content).length === 0) return;
      try {
        await api.changeSettings({ content, version, persist });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as Settings;
        throw error;
      }
      await data.load();
      this.#chosen = {};
    });
    if (isSaved) say(strings.notifications.switchesSaved);
  }
}
