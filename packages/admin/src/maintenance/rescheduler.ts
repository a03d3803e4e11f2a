import { maxBodyLength } from '@allswell/protocol';
import type { AdminMaintenance, FieldError, Series } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import { Audience } from '../audience/audience.ts';
import { tellField } from '../audience/tell-field.ts';
import { checkField, textArea } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';
import { sayMoment, saySpan } from '../time/say-plan.ts';
import { checkWhen } from './check-plan.ts';
import { conflictsView, findConflicts, otherPlans } from './conflicts.ts';
import { OtherZones } from './other-zones.ts';
import { instantsOf } from './plan-draft.ts';
import { minutesOf, spanOf, whenOf } from './when.ts';
import type { When } from './when.ts';
import { whenField } from './when-field.ts';
import { ZoneField } from './zone-field.ts';

/** Moves a planned maintenance, shows what it then meets, and says so to readers. */
export class Rescheduler {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #zoneField: ZoneField;
  readonly #otherZones: OtherZones;
  readonly #audience: Audience;
  readonly #onSaved: (maintenance: AdminMaintenance) => void;
  /** What the form was filled from, or what was saved since. */
  #from: AdminMaintenance | null = null;
  #when: When | null = null;
  #saysIt = true;
  #tells = true;
  /** The message; null as long as it follows the times. */
  #body: string | null = null;
  /** The new time is saved; the update is not posted yet. */
  #isMoved = false;
  #theirs: AdminMaintenance | null = null;
  #series: readonly Series[] = [];

  constructor(screen: Screen, onSaved: (maintenance: AdminMaintenance) => void) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#zoneField = new ZoneField(screen, 'move-zone');
    this.#otherZones = new OtherZones(screen);
    this.#audience = new Audience(screen);
    this.#onSaved = onSaved;
  }

  get isOpen(): boolean {
    return this.#from !== null;
  }

  open(maintenance: AdminMaintenance): void {
    const { scheduled_for, scheduled_until, time_zone } = maintenance;
    this.#submission.clear();
    this.#from = maintenance;
    this.#when = whenOf(Date.parse(scheduled_for), Date.parse(scheduled_until), time_zone);
    this.#body = null;
    this.#saysIt = true;
    this.#tells = true;
    this.#isMoved = false;
    this.#theirs = null;
    void this.#loadSeries();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#move-start')?.focus(),
    );
  }

  render(): TemplateResult | typeof nothing {
    const from = this.#from;
    const when = this.#when;
    if (!from || !when) return nothing;
    const { strings, locale, data } = this.#screen.panel;
    const words = strings.maintenance.one;
    const submission = this.#submission;
    const pageZone = data.settings?.time_zone ?? 'UTC';
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(from.version);
    };
    return html`<form class="card form editor" novalidate @submit=${onSubmit} aria-labelledby="move-title">
      <h2 id="move-title">${words.rescheduleTitle}</h2>
      ${whenField({
        ...{ when, strings, locale, pageZone },
        zoneField: this.#zoneField,
        prefix: 'move-',
        isBusy: submission.isBusy,
        errorFor: (pointer) => submission.errorFor(pointer),
        onWhen: (next) => this.#change(() => (this.#when = next)),
      })}
      ${this.#otherZones.render({ ...{ when, pageZone, strings, locale } })} ${this.#conflicts(from, when)} ${this.#message(when)}
      ${this.#tell(from)}
      ${this.#conflict(when)}
      ${this.#isMoved && submission.error ? html`<p class="notice">${words.movedButSilent}</p>` : nothing}
      ${submissionNotice(submission, strings, [
        ['#/scheduled_for', 'move-start', strings.maintenance.plan.start],
        ['#/scheduled_until', 'move-end', strings.maintenance.plan.end],
        ['#/time_zone', 'move-zone', strings.maintenance.plan.zone],
        ['#/body', 'move-body', strings.composer.message],
      ])}
      <p class="brief">${sayTimes(when, locale)}</p>
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? strings.forms.saving : words.rescheduleAction}
        </button>
        <button class="button quiet" type="button" @click=${() => this.#close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  #conflicts(maintenance: AdminMaintenance, when: When): TemplateResult {
    const { strings, locale, data } = this.#screen.panel;
    const { from, until } = spanOf(when);
    const spans = from !== null && until !== null && until > from ? [{ from, until }] : [];
    const conflicts = findConflicts(
      spans,
      maintenance.components.map((one) => one.id),
      {
        plans: otherPlans(data.openMaintenances, this.#series, { maintenance: maintenance.id }),
        incidents: data.openIncidents,
      },
    );
    const nameOf = (id: string) => data.components.find((one) => one.id === id)?.name ?? id;
    return conflictsView(conflicts, { strings, locale, timeZone: when.time_zone, nameOf });
  }

  #message(when: When): TemplateResult {
    const { strings } = this.#screen.panel;
    const words = strings.maintenance.one;
    return html`<div class="tell">
        ${checkField({
          id: 'move-say',
          label: words.sayIt,
          hint: words.sayItHint,
          isChecked: this.#saysIt,
          onInput: (isChecked) => this.#change(() => (this.#saysIt = isChecked)),
        })}
      </div>
      ${
        this.#saysIt
          ? textArea({
              id: 'move-body',
              label: strings.composer.message,
              value: this.#body ?? this.#readyBody(when),
              isRequired: true,
              isReadOnly: this.#submission.isBusy,
              maxLength: maxBodyLength,
              error: this.#submission.errorFor('#/body'),
              onInput: (body) => this.#change(() => (this.#body = body)),
            })
          : nothing
      }`;
  }

  #tell(maintenance: AdminMaintenance): TemplateResult {
    const { strings, data } = this.#screen.panel;
    return tellField({
      id: 'move-tell',
      label: strings.composer.tell,
      isChecked: this.#tells,
      isSwitchedOff: !this.#saysIt && data.settings?.notify_maintenance_rescheduled === false,
      reckoning: this.#audience.of({
        kind: 'maintenance',
        component_ids: maintenance.components.map((one) => one.id),
        incident_id: maintenance.id,
      }),
      strings,
      onInput: (isChecked) => this.#change(() => (this.#tells = isChecked)),
    });
  }

  #readyBody(when: When): string {
    const { strings, locale } = this.#screen.panel;
    const { from, until } = spanOf(when);
    if (from === null || until === null) return '';
    const say = (at: number) => sayMoment(at, when.time_zone, locale);
    return strings.maintenance.one.movedBody(say(from), say(until));
  }

  #conflict(when: When): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    const { strings, locale } = this.#screen.panel;
    const words = strings.maintenance.plan;
    const other = whenOf(Date.parse(theirs.scheduled_for), Date.parse(theirs.scheduled_until), theirs.time_zone);
    const say = (one: When, which: 'from' | 'until') => {
      const at = spanOf(one)[which];
      return at === null ? strings.forms.conflict.empty : sayMoment(at, one.time_zone, locale);
    };
    return conflictView(
      {
        differences: [
          { label: words.start, theirs: say(other, 'from'), mine: say(when, 'from') },
          { label: words.end, theirs: say(other, 'until'), mine: say(when, 'until') },
        ].filter((one) => one.theirs !== one.mine),
        onKeepMine: () => void this.#save(theirs.version),
        onTakeTheirs: () => {
          this.#onSaved(theirs);
          this.open(theirs);
        },
      },
      strings,
    );
  }

  #change(part: () => void): void {
    if (!this.#submission.isBusy) part();
    this.#screen.requestUpdate();
  }

  async #save(version: number): Promise<void> {
    const from = this.#from;
    const when = this.#when;
    if (!from || !when) return;
    const { panel } = this.#screen;
    const words = panel.strings.maintenance.one;
    const body = (this.#body ?? this.#readyBody(when)).trim();
    const moves = !isSame(from, when);
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (moves) {
        // Whoever is told of the update hears of the new time in it, and not twice.
        const deliver_notifications = this.#tells && !this.#saysIt;
        const content = { ...instantsOf(when), time_zone: when.time_zone, deliver_notifications };
        const moved = await panel.api.maintenance
          .change(from.id, { content, version, persist })
          .catch((error: unknown) => {
            if (error instanceof ApiError && error.code === 'stale-version')
              this.#theirs = error.current as AdminMaintenance;
            throw error;
          });
        this.#from = moved;
        this.#isMoved = true;
        this.#onSaved(moved);
      }
      if (!this.#saysIt) return;
      const content = { status: from.status, body, deliver_notifications: this.#tells };
      const key = this.#submission.intent.keyFor(content);
      await panel.api.postUpdate(from.id, { content, key, persist });
      this.#submission.intent.fulfil();
    }, this.#check({ when, body, moves }));
    if (!isSaved) return;
    panel.say(words.rescheduled);
    this.#close();
    void panel.data.load();
  }

  #check({ when, body, moves }: { when: When; body: string; moves: boolean }): FieldError[] {
    const { strings } = this.#screen.panel;
    const errors = checkWhen(when, { strings });
    if (!moves && !this.#isMoved)
      errors.push({ pointer: '#/scheduled_for', detail: strings.maintenance.one.unchanged });
    if (this.#saysIt && body === '') errors.push({ pointer: '#/body', detail: strings.forms.required });
    return errors;
  }

  #close(): void {
    this.#submission.stop();
    this.#from = null;
    this.#when = null;
    this.#theirs = null;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() => this.#screen.enter());
  }

  async #loadSeries(): Promise<void> {
    try {
      this.#series = await this.#screen.panel.api.maintenance.listSeries();
      this.#screen.requestUpdate();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

function sayTimes(when: When, locale: string): string {
  const { from, until } = spanOf(when);
  if (from === null || minutesOf(when) === null || until === null) return '';
  return saySpan(from, until, when.time_zone, locale);
}

/** Fields know minutes, instants may know more. */
function isSame(maintenance: AdminMaintenance, when: When): boolean {
  const { from, until } = spanOf(when);
  const minute = (at: number | null) => (at === null ? null : Math.floor(at / 60_000));
  return (
    minute(from) === minute(Date.parse(maintenance.scheduled_for)) &&
    minute(until) === minute(Date.parse(maintenance.scheduled_until)) &&
    when.time_zone === maintenance.time_zone
  );
}
