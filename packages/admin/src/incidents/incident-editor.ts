import { impacts, maxNameLength } from '@allswell/protocol';
import type { AdminIncident, FieldError, Impact } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import type { Difference } from '../forms/conflict.ts';
import { checkField, selectField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';
import { browserZone, fromLocalField, sayInstant, toLocalField } from '../time/format.ts';
import { Difference as UptimeDifference } from '../uptime/difference.ts';

interface Form {
  name: string;
  impact: Impact | '';
  startedAt: string;
  affected: readonly string[];
}

/** Edits what was said of an incident: its name, how bad it is, when it began. Refuses to overwrite someone else. */
export class IncidentEditor {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #uptime: UptimeDifference;
  readonly #onSaved: (incident: AdminIncident) => void;
  /** What the form was filled from. */
  #from: AdminIncident | null = null;
  #form: Form | null = null;
  /** What someone else saved meanwhile. */
  #theirs: AdminIncident | null = null;

  constructor(screen: Screen, onSaved: (incident: AdminIncident) => void) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#uptime = new UptimeDifference(screen);
    this.#onSaved = onSaved;
  }

  open(incident: AdminIncident): void {
    this.#submission.clear();
    this.#uptime.follow(null);
    this.#from = incident;
    this.#theirs = null;
    this.#form = formOf(incident);
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#edit-name')?.focus(),
    );
  }

  render(): TemplateResult | typeof nothing {
    const form = this.#form;
    const from = this.#from;
    if (!form || !from) return nothing;
    const { strings } = this.#screen.panel;
    const words = strings.incident;
    const submission = this.#submission;
    const change = (part: Partial<Form>) => {
      this.#form = { ...form, ...part };
      this.#screen.requestUpdate();
      this.#followUptime(this.#form, from);
    };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(from.version);
    };
    return html`<form class="card form editor" novalidate @submit=${onSubmit} aria-labelledby="editor-title">
      <h2 id="editor-title">${words.editTitle}</h2>
      ${textField({
        id: 'edit-name',
        label: words.name,
        value: form.name,
        maxLength: maxNameLength,
        isRequired: true,
        error: submission.errorFor('#/name'),
        onInput: (name) => change({ name }),
      })}
      ${selectField({
        id: 'edit-impact',
        label: strings.composer.impact,
        hint: strings.composer.impactHint,
        value: form.impact,
        error: submission.errorFor('#/impact_override'),
        options: [
          ['', strings.composer.impactAuto],
          ...impacts.map((one) => [one, strings.status.impact[one] ?? one] as const),
        ],
        onInput: (impact) => change({ impact: impact as Impact | '' }),
      })}
      ${textField({
        id: 'edit-started',
        type: 'datetime-local',
        label: words.startedAt,
        hint: words.yourZone(browserZone()),
        value: form.startedAt,
        error: submission.errorFor('#/started_at'),
        onInput: (startedAt) => change({ startedAt }),
      })}
      ${this.#affected(form, change)} ${this.#uptime.render()} ${this.#conflict(form)}
      ${submissionNotice(submission, strings, [
        ['#/name', 'edit-name', words.name],
        ['#/impact_override', 'edit-impact', strings.composer.impact],
        ['#/started_at', 'edit-started', words.startedAt],
        ['#/component_ids', 'edit-affected', strings.composer.affected],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? strings.forms.saving : strings.forms.save}
        </button>
        <button class="button quiet" type="button" @click=${() => this.#close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  #affected(form: Form, change: (part: Partial<Form>) => void): TemplateResult | typeof nothing {
    const { strings, data } = this.#screen.panel;
    if (data.components.length === 0) return nothing;
    return html`<fieldset class="field" id="edit-affected" tabindex="-1">
      <legend>${strings.composer.affected}</legend>
      <div class="choices">
        ${data.components.map((one) =>
          checkField({
            id: `affected-${one.id}`,
            label: one.name,
            isChecked: form.affected.includes(one.id),
            onInput: (isChecked) =>
              change({
                affected: [...form.affected.filter((id) => id !== one.id), ...(isChecked ? [one.id] : [])].sort(),
              }),
          }),
        )}
      </div>
      <p class="hint">${strings.incident.affectedHint}</p>
    </fieldset>`;
  }

  #conflict(form: Form): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    return conflictView(
      {
        differences: this.#differences(form, theirs),
        onKeepMine: () => void this.#save(theirs.version),
        onTakeTheirs: () => {
          this.#onSaved(theirs);
          this.open(theirs);
        },
      },
      this.#screen.panel.strings,
    );
  }

  #differences(form: Form, theirs: AdminIncident): Difference[] {
    const { strings, locale, data } = this.#screen.panel;
    const other = formOf(theirs);
    const sayImpact = (impact: Impact | '') =>
      impact === '' ? strings.composer.impactAuto : (strings.status.impact[impact] ?? impact);
    const sayTime = (value: string) => {
      const at = fromLocalField(value);
      return at === null ? strings.forms.conflict.empty : sayInstant(at, { locale, timeZone: browserZone() });
    };
    const sayNames = (ids: readonly string[]) =>
      data.components
        .filter((one) => ids.includes(one.id))
        .map((one) => one.name)
        .join(', ') || strings.forms.conflict.empty;
    return [
      { label: strings.incident.name, theirs: other.name, mine: form.name },
      { label: strings.composer.impact, theirs: sayImpact(other.impact), mine: sayImpact(form.impact) },
      { label: strings.composer.affected, theirs: sayNames(other.affected), mine: sayNames(form.affected) },
      { label: strings.incident.startedAt, theirs: sayTime(other.startedAt), mine: sayTime(form.startedAt) },
    ].filter((one) => one.theirs !== one.mine);
  }

  async #save(version: number): Promise<void> {
    const form = this.#form;
    const from = this.#from;
    if (!form || !from) return;
    const { panel } = this.#screen;
    const before = formOf(from);
    const content = {
      ...(form.name === before.name ? {} : { name: form.name.trim() }),
      ...(form.impact === before.impact ? {} : { impact_override: form.impact === '' ? null : form.impact }),
      ...pastOf(form, before),
    };
    const checks: FieldError[] =
      form.name.trim() === '' ? [{ pointer: '#/name', detail: panel.strings.forms.required }] : [];
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (Object.keys(content).length === 0) return;
      try {
        this.#onSaved((await panel.api.changeIncident(from.id, { content, version, persist })) as AdminIncident);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as AdminIncident;
        throw error;
      }
    }, checks);
    if (!isSaved) return;
    panel.say(panel.strings.incident.savedIncident);
    this.#close();
  }

  /** Its name changes nothing of what was up; its beginning and what it affects do. */
  #followUptime(form: Form, from: AdminIncident): void {
    const body = pastOf(form, formOf(from));
    const hasChanged = Object.keys(body).length > 0;
    this.#uptime.follow(hasChanged ? { method: 'PATCH', path: `/api/v1/incidents/${from.id}`, body } : null);
  }

  #close(): void {
    this.#submission.stop();
    this.#uptime.follow(null);
    this.#form = null;
    this.#from = null;
    this.#theirs = null;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() => this.#screen.enter());
  }
}

/** What of a form changes the past. */
function pastOf(form: Form, before: Form): { component_ids?: string[]; started_at?: string } {
  const startedAt = fromLocalField(form.startedAt);
  return {
    ...(form.affected.join() === before.affected.join() ? {} : { component_ids: [...form.affected] }),
    ...(form.startedAt === before.startedAt || startedAt === null ? {} : { started_at: startedAt }),
  };
}

function formOf(incident: AdminIncident): Form {
  return {
    name: incident.name,
    impact: incident.impact_override ?? '',
    startedAt: toLocalField(incident.started_at),
    affected: incident.components.map((one) => one.id).sort(),
  };
}
