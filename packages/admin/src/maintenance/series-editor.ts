import type { NewSeries, Series, SeriesChange } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { Audience } from '../audience/audience.ts';
import { conflictView } from '../forms/conflict.ts';
import type { Difference } from '../forms/conflict.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';
import { sayLength } from '../time/say-plan.ts';
import { checkPlan } from './check-plan.ts';
import { DatePreview } from './date-preview.ts';
import { bodyOfSeries, planOfSeries } from './plan-draft.ts';
import type { PlanDraft } from './plan-draft.ts';
import { affectedField, bodyField, nameField, switchesField, tellField } from './plan-fields.ts';
import type { PlanFields } from './plan-fields.ts';
import { places, sameField } from './places.ts';
import { repeatField } from './repeat-field.ts';
import { composeRule, readRule } from './rule.ts';
import { sayRule } from './say-rule.ts';
import { minutesOf } from './when.ts';
import { whenField } from './when-field.ts';
import { ZoneField } from './zone-field.ts';

/** Edits all that is still to come of a series. Refuses to overwrite someone else. */
export class SeriesEditor {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #audience: Audience;
  readonly #zoneField: ZoneField;
  readonly #preview: DatePreview;
  readonly #onSaved: (series: Series) => void;
  /** What the form was filled from. */
  #from: Series | null = null;
  #draft: PlanDraft | null = null;
  /** What someone else saved meanwhile. */
  #theirs: Series | null = null;

  constructor(screen: Screen, onSaved: (series: Series) => void) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#audience = new Audience(screen);
    this.#zoneField = new ZoneField(screen, 'zone');
    this.#preview = new DatePreview(screen, () => screen.panel.api);
    this.#onSaved = onSaved;
  }

  get isOpen(): boolean {
    return this.#from !== null;
  }

  open(series: Series): void {
    this.#submission.clear();
    this.#from = series;
    this.#draft = planOfSeries(series);
    this.#theirs = null;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() => this.#screen.renderRoot.querySelector<HTMLElement>('#name')?.focus());
  }

  render(): TemplateResult | typeof nothing {
    const from = this.#from;
    const draft = this.#draft;
    if (!from || !draft) return nothing;
    const { strings, locale, data } = this.#screen.panel;
    const words = strings.maintenance.series;
    const submission = this.#submission;
    const isBusy = submission.isBusy;
    const change = (part: Partial<PlanDraft>) => {
      if (!isBusy) this.#draft = { ...draft, ...part };
      this.#screen.requestUpdate();
    };
    const errorFor = (pointer: string) => submission.errorFor(pointer) ?? submission.errorFor(sameField(pointer));
    const fields: PlanFields = { ...{ draft, strings, locale, isBusy, errorFor }, onDraft: change };
    const minutes = minutesOf(draft);
    const isReady = minutes !== null && !this.#check(draft).some((one) => one.pointer.startsWith('#/rrule'));
    const dates = { starts_at: draft.start, duration_minutes: minutes ?? 0, time_zone: draft.time_zone };
    this.#preview.follow(isReady ? { ...dates, rrule: composeRule(draft.repeat, draft.start) } : null);
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(from.version);
    };
    return html`<form class="card form editor" novalidate @submit=${onSubmit} aria-labelledby="editor-title">
      <h2 id="editor-title">${words.editTitle}</h2>
      <p class="soft">${words.editText}</p>
      ${nameField(fields)} ${bodyField(fields)}
      ${whenField({
        ...{ when: draft, strings, locale, isBusy, errorFor },
        pageZone: data.settings?.time_zone ?? 'UTC',
        zoneField: this.#zoneField,
        onWhen: change,
      })}
      ${repeatField({
        ...{ repeat: draft.repeat, start: draft.start, timeZone: draft.time_zone },
        ...{ strings, locale, isBusy, errorFor },
        preview: this.#preview,
        mustRepeat: true,
        onRepeat: (repeat) => change({ repeat }),
      })}
      ${draft.repeat.kind === 'other' ? html`<p class="hint">${words.otherRule}</p>` : nothing}
      ${affectedField({ ...fields, components: data.components, groups: data.groups })}
      ${switchesField({
        ...{ draft, strings, locale },
        remindBefore: data.settings?.remind_before_minutes ?? 60,
        onSwitch: change,
      })}
      ${tellField(fields, {
        reckoning: this.#audience.of({ kind: 'maintenance', component_ids: [...draft.components] }),
        settings: data.settings,
      })}
      ${this.#conflict(draft)} ${submissionNotice(submission, strings, places(strings.maintenance))}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${isBusy ? 'true' : nothing}>
          ${isBusy ? strings.forms.saving : strings.forms.save}
        </button>
        <button class="button quiet" type="button" @click=${() => this.#close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  #conflict(draft: PlanDraft): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    return conflictView(
      {
        differences: this.#differences(bodyOfSeries(draft), bodyOfSeries(planOfSeries(theirs))),
        onKeepMine: () => void this.#save(theirs.version),
        onTakeTheirs: () => {
          this.#onSaved(theirs);
          this.open(theirs);
        },
      },
      this.#screen.panel.strings,
    );
  }

  #differences(mine: NewSeries, theirs: NewSeries): Difference[] {
    const { strings, data, locale } = this.#screen.panel;
    const { plan, repeat, one } = strings.maintenance;
    const yesNo = (isOn: boolean | undefined) => (isOn ? one.yes : one.no);
    const names = (ids: readonly string[] = []) =>
      data.components
        .filter((component) => ids.includes(component.id))
        .map((component) => component.name)
        .join(', ') || strings.forms.conflict.empty;
    const rule = (series: NewSeries) => sayRule(readRule(series.rrule), { start: series.starts_at, strings, locale });
    const row = (label: string, say: (series: NewSeries) => string) => ({
      label,
      theirs: say(theirs),
      mine: say(mine),
    });
    return [
      row(plan.name, (series) => series.name),
      row(plan.body, (series) => series.body),
      row(plan.start, (series) => series.starts_at.replace('T', ' ')),
      row(plan.length, (series) => sayLength(series.duration_minutes, locale)),
      row(plan.zone, (series) => series.time_zone ?? ''),
      row(repeat.title, rule),
      row(plan.affected, (series) => names(series.component_ids)),
      row(plan.autoStart, (series) => yesNo(series.scheduled_auto_in_progress)),
      row(plan.autoEnd, (series) => yesNo(series.scheduled_auto_completed)),
      row(plan.autoMaintenance, (series) => yesNo(series.auto_transition_to_maintenance_state)),
      row(plan.autoOperational, (series) => yesNo(series.auto_transition_to_operational_state)),
      row(plan.remindHint, (series) => yesNo(series.scheduled_remind_prior)),
      row(plan.tell, (series) => yesNo(series.deliver_notifications)),
    ].filter((difference) => difference.theirs !== difference.mine);
  }

  #check(draft: PlanDraft) {
    return checkPlan(draft, { strings: this.#screen.panel.strings, isSeriesUnderWay: true });
  }

  async #save(version: number): Promise<void> {
    const from = this.#from;
    const draft = this.#draft;
    if (!from || !draft) return;
    const { panel } = this.#screen;
    const content = changesOf(bodyOfSeries(draft), bodyOfSeries(planOfSeries(from)));
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (Object.keys(content).length === 0) return;
      try {
        this.#onSaved(await panel.api.maintenance.changeSeries(from.id, { content, version, persist }));
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as Series;
        throw error;
      }
    }, this.#check(draft));
    if (!isSaved) return;
    panel.say(panel.strings.maintenance.series.saved);
    this.#close();
  }

  #close(): void {
    this.#submission.stop();
    this.#preview.follow(null);
    this.#from = null;
    this.#draft = null;
    this.#theirs = null;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() => this.#screen.enter());
  }
}

/** Only what was changed is sent. */
function changesOf(after: NewSeries, before: NewSeries): SeriesChange {
  const was = new Map(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was.get(name))),
  );
}
