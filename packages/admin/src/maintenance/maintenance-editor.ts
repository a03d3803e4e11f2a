import type { AdminMaintenance } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { MaintenanceChangeBody } from '../api/maintenance-api.ts';
import { conflictView } from '../forms/conflict.ts';
import type { Difference } from '../forms/conflict.ts';
import { checkField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { Screen } from '../status-admin/screen.ts';
import { Difference as UptimeDifference } from '../uptime/difference.ts';
import { planOf, switches } from './plan-draft.ts';
import type { PlanDraft } from './plan-draft.ts';
import { affectedField, nameField, switchesField } from './plan-fields.ts';
import type { PlanFields } from './plan-fields.ts';

const prefix = 'edit-';

/** Edits a maintenance: its name, what it affects, what happens by itself. Refuses to overwrite someone else. */
export class MaintenanceEditor {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #words: LaterWords;
  readonly #uptime: UptimeDifference;
  readonly #onSaved: (maintenance: AdminMaintenance) => void;
  /** What the form was filled from. */
  #from: AdminMaintenance | null = null;
  #draft: PlanDraft | null = null;
  #countsAsDowntime = false;
  /** What someone else saved meanwhile. */
  #theirs: AdminMaintenance | null = null;

  constructor(screen: Screen, onSaved: (maintenance: AdminMaintenance) => void) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#words = new LaterWords(screen);
    this.#uptime = new UptimeDifference(screen);
    this.#onSaved = onSaved;
  }

  get isOpen(): boolean {
    return this.#from !== null;
  }

  open(maintenance: AdminMaintenance): void {
    this.#submission.clear();
    this.#from = maintenance;
    this.#draft = planOf(maintenance);
    this.#countsAsDowntime = maintenance.counts_as_downtime;
    this.#uptime.follow(null);
    this.#theirs = null;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#edit-name')?.focus(),
    );
  }

  render(): TemplateResult | typeof nothing {
    const from = this.#from;
    const draft = this.#draft;
    if (!from || !draft) return nothing;
    const { strings, locale, data } = this.#screen.panel;
    const words = strings.maintenance;
    const submission = this.#submission;
    const change = (part: Partial<PlanDraft>) => {
      if (!submission.isBusy) this.#draft = { ...draft, ...part };
      this.#followUptime();
    };
    const fields: PlanFields = {
      ...{ draft, strings, locale, prefix },
      isBusy: submission.isBusy,
      onDraft: change,
      errorFor: (pointer) => submission.errorFor(pointer),
    };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(from.version);
    };
    return html`<form class="card form editor" novalidate @submit=${onSubmit} aria-labelledby="editor-title">
      <h2 id="editor-title">${words.one.editTitle}</h2>
      ${nameField(fields)} ${affectedField({ ...fields, components: data.components, groups: data.groups })}
      ${switchesField({
        ...{ draft, strings, locale, prefix },
        remindBefore: data.settings?.remind_before_minutes ?? 60,
        onSwitch: change,
      })}
      ${this.#counts()} ${this.#uptime.render()} ${this.#conflict(draft)}
      ${submissionNotice(submission, strings, [
        ['#/name', 'edit-name', words.plan.name],
        ['#/component_ids', 'edit-affected', words.plan.affected],
        ...switches.map((name) => [`#/${name}`, `${prefix}${name}`, words.plan.byItself] as const),
        ['#/counts_as_downtime', 'edit-counts', words.one.editTitle],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? strings.forms.saving : strings.forms.save}
        </button>
        <button class="button quiet" type="button" @click=${() => this.#close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  /** Whether its time is downtime: said afterwards, by whoever knows how it went. */
  #counts(): TemplateResult | typeof nothing {
    const words = this.#words.now?.uptime.maintenanceCounts;
    if (!words) return nothing;
    return checkField({
      id: 'edit-counts',
      label: words.label,
      hint: words.hint,
      isChecked: this.#countsAsDowntime,
      onInput: (isChecked) => {
        if (!this.#submission.isBusy) this.#countsAsDowntime = isChecked;
        this.#followUptime();
      },
    });
  }

  /** What is only planned changes nothing of what was. */
  #followUptime(): void {
    this.#screen.requestUpdate();
    const from = this.#from;
    const draft = this.#draft;
    if (!from || !draft || from.status === 'scheduled') return;
    const body = {
      ...(draft.components.join() === planOf(from).components.join() ? {} : { component_ids: [...draft.components] }),
      ...(this.#countsAsDowntime === from.counts_as_downtime ? {} : { counts_as_downtime: this.#countsAsDowntime }),
    };
    const hasChanged = Object.keys(body).length > 0;
    this.#uptime.follow(hasChanged ? { method: 'PATCH', path: `/api/v1/incidents/${from.id}`, body } : null);
  }

  #conflict(draft: PlanDraft): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    return conflictView(
      {
        differences: [...this.#differences(draft, planOf(theirs)), ...this.#countsDifference(theirs)],
        onKeepMine: () => void this.#save(theirs.version),
        onTakeTheirs: () => {
          this.#onSaved(theirs);
          this.open(theirs);
        },
      },
      this.#screen.panel.strings,
    );
  }

  #differences(mine: PlanDraft, theirs: PlanDraft): Difference[] {
    const { strings, data } = this.#screen.panel;
    const { plan, one } = strings.maintenance;
    const names = (ids: readonly string[]) =>
      data.components
        .filter((component) => ids.includes(component.id))
        .map((component) => component.name)
        .join(', ') || strings.forms.conflict.empty;
    const labels = {
      scheduled_auto_in_progress: plan.autoStart,
      scheduled_auto_completed: plan.autoEnd,
      auto_transition_to_maintenance_state: plan.autoMaintenance,
      auto_transition_to_operational_state: plan.autoOperational,
      scheduled_remind_prior: plan.remindHint,
    };
    const say = (isOn: boolean) => (isOn ? one.yes : one.no);
    return [
      { label: plan.name, theirs: theirs.name, mine: mine.name },
      { label: plan.affected, theirs: names(theirs.components), mine: names(mine.components) },
      ...switches.map((name) => ({ label: labels[name], theirs: say(theirs[name]), mine: say(mine[name]) })),
    ].filter((difference) => difference.theirs !== difference.mine);
  }

  #countsDifference({ counts_as_downtime }: AdminMaintenance): Difference[] {
    const { one } = this.#screen.panel.strings.maintenance;
    const label = this.#words.now?.uptime.maintenanceCounts.label;
    if (label === undefined || counts_as_downtime === this.#countsAsDowntime) return [];
    const say = (isOn: boolean) => (isOn ? one.yes : one.no);
    return [{ label, theirs: say(counts_as_downtime), mine: say(this.#countsAsDowntime) }];
  }

  async #save(version: number): Promise<void> {
    const from = this.#from;
    const draft = this.#draft;
    if (!from || !draft) return;
    const { panel } = this.#screen;
    const before = planOf(from);
    const content: MaintenanceChangeBody = {
      ...(draft.name === before.name ? {} : { name: draft.name.trim() }),
      ...(draft.components.join() === before.components.join() ? {} : { component_ids: [...draft.components] }),
    };
    for (const name of switches) if (draft[name] !== before[name]) content[name] = draft[name];
    if (this.#countsAsDowntime !== from.counts_as_downtime) content.counts_as_downtime = this.#countsAsDowntime;
    const checks = draft.name.trim() === '' ? [{ pointer: '#/name', detail: panel.strings.forms.required }] : [];
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (Object.keys(content).length === 0) return;
      try {
        this.#onSaved(await panel.api.maintenance.change(from.id, { content, version, persist }));
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version')
          this.#theirs = error.current as AdminMaintenance;
        throw error;
      }
    }, checks);
    if (!isSaved) return;
    panel.say(panel.strings.maintenance.one.saved);
    this.#close();
  }

  #close(): void {
    this.#submission.stop();
    this.#uptime.follow(null);
    this.#from = null;
    this.#draft = null;
    this.#theirs = null;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() => this.#screen.enter());
  }
}
