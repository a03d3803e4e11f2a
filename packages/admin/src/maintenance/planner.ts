import type { Series, Template } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { Intent } from '../api/intent.ts';
import { Audience } from '../audience/audience.ts';
import { sayWhoWillBeTold } from '../audience/tell-field.ts';
import { draftLine, draftTrouble } from '../drafts/draft-line.ts';
import { ServerDraft } from '../drafts/server-draft.ts';
import { IncidentPublishedEvent } from '../events.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { BodyPreview } from '../incidents/body-preview.ts';
import { composing } from '../incidents/composing.styles.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { variablesIn } from '../templates-screen/apply-template.ts';
import { knownVariables } from '../templates-screen/known-variables.ts';
import type { Known } from '../templates-screen/filling.ts';
import { TemplateChooser } from '../templates-screen/template-chooser.ts';
import { variableFields } from '../templates-screen/variable-fields.ts';
import { sayInstant } from '../time/format.ts';
import { sayLength, saySpan } from '../time/say-plan.ts';
import { checkPlan } from './check-plan.ts';
import { composePlan } from './compose-plan.ts';
import type { Conflict } from './conflicts.ts';
import { conflictsView, findConflicts, otherPlans } from './conflicts.ts';
import { DatePreview } from './date-preview.ts';
import { follow, useTemplate } from './fill-plan.ts';
import { planStyles } from './maintenance.styles.ts';
import { OtherZones } from './other-zones.ts';
import { sayOutcome } from './outcome.ts';
import { bodyOfPlan, bodyOfSeries, emptyPlan, isWorthKeeping, keptPlan, readPlan } from './plan-draft.ts';
import { planDifferences } from './plan-differences.ts';
import type { PlanDraft } from './plan-draft.ts';
import { affectedField, bodyField, nameField, switchesField, tellField } from './plan-fields.ts';
import type { PlanFields } from './plan-fields.ts';
import { places, sameField } from './places.ts';
import { repeatField } from './repeat-field.ts';
import { composeRule } from './rule.ts';
import { minutesOf, spanOf } from './when.ts';
import { whenField } from './when-field.ts';
import { ZoneField } from './zone-field.ts';

/** A plan is shown in the banner however far away it is. */
const farAheadHours = 100_000;
const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Plans a maintenance: what, when, where in the world that is, what it touches, and what will happen by itself. */
export class StatusAdminPlanner extends Screen {
  static override styles = [base, composing, planStyles];
  static override properties: PropertyDeclarations = { day: { attribute: false }, draftId: { attribute: false } };

  /** The day to begin with, such as 2026-11-29; empty for none. */
  declare day: string;
  /** The draft to go on with; empty for a new plan. */
  declare draftId: string;

  readonly #submission = new Submission(this);
  readonly #audience = new Audience(this);
  readonly #bodyPreview = new BodyPreview(this, () => this.panel.api);
  readonly #datePreview = new DatePreview(this, () => this.panel.api);
  readonly #zoneField = new ZoneField(this, 'zone');
  readonly #otherZones = new OtherZones(this);
  readonly #confirmation = new Confirmation(this);
  readonly #chooser = new TemplateChooser(this, {
    kind: 'maintenance',
    confirmation: this.#confirmation,
    isTyped: () => (this.#draft?.name.trim() ?? '') !== '' || (this.#draft?.body.trim() ?? '') !== '',
    onChoose: (template) => this.#use(template),
  });
  readonly #serverDraft = new ServerDraft(this, {
    api: () => this.panel.api,
    kind: 'maintenance',
    content: () => (this.#draft && isWorthKeeping(this.#draft) ? { ...this.#draft } : null),
    onPlace: () => this.#keep(),
  });
  #draft: PlanDraft | null = null;
  #series: readonly Series[] = [];
  #isRestored = false;
  /** Who began it and when it was last written, when it came from the server. */
  #origin: string | null = null;
  #failure: ApiError | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('draftId') && this.draftId && this.draftId !== this.#serverDraft.place?.id) void this.#load();
    if (this.#draft) return;
    const pageZone = this.#pageZone;
    const found = keptPlan.load();
    // What was left here in the middle is gone on with; another draft that was asked for takes its place.
    const kept = found && (!this.draftId || found.place?.id === this.draftId) ? found : null;
    this.#serverDraft.resume(kept?.place ?? null);
    this.#draft = kept?.draft ?? emptyPlan(pageZone, this.day);
    if (kept) this.#submission.intent = new Intent(kept.intent);
    // Who comes from a day of the calendar means that day.
    if (kept && this.day !== '')
      this.#draft = { ...this.#draft, ...emptyPlan(kept.draft.time_zone, this.day), ...texts(kept.draft) };
    this.#isRestored = kept !== null && isWorthKeeping(kept.draft);
    void this.#loadSeries();
  }

  /** The first question, so that one can type at once. */
  override enter(): void {
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  }

  get #pageZone(): string {
    return this.panel.data.settings?.time_zone ?? 'UTC';
  }

  override render(): TemplateResult {
    const { strings, data, locale } = this.panel;
    const words = strings.maintenance.plan;
    const draft = this.#draft ?? emptyPlan(this.#pageZone);
    const isBusy = this.#submission.isBusy;
    const repeats = draft.repeat.kind !== 'none';
    const minutes = minutesOf(draft);
    this.#datePreview.follow(
      repeats &&
        draft.start !== '' &&
        minutes !== null &&
        checkPlan(draft, { strings }).every((one) => !one.pointer.startsWith('#/rrule'))
        ? {
            starts_at: draft.start,
            duration_minutes: minutes,
            time_zone: draft.time_zone,
            rrule: composeRule(draft.repeat, draft.start),
          }
        : null,
    );
    const fields: PlanFields = {
      ...{ draft, strings, locale, isBusy },
      onDraft: (change) => this.#change(change),
      errorFor: (pointer) => this.#submission.errorFor(pointer) ?? this.#submission.errorFor(sameField(pointer)),
    };
    const conflicts = this.#conflicts(draft);
    const reckoning = this.#audience.of({ kind: 'maintenance', component_ids: [...draft.components] });
    const isTold = draft.deliver_notifications && data.settings?.notify_maintenance_announced !== false;
    const summary = composePlan(
      data,
      { ...draft, name: draft.name.trim() || words.noNameYet, body: draft.body || words.noBodyYet },
      { nodes: this.#bodyPreview.nodesOf(draft.body), now: new Date() },
    );
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1>${this.#chooser.button()}</div>
      <div class="compose">
        <form class="card form" novalidate @submit=${this.#onSubmit} @keydown=${this.#onKeydown}>
          ${this.#missing()} ${this.#isRestored ? this.#restored() : nothing} ${nameField(fields)}
          ${variableFields({
            filling: draft.filling,
            known: this.#known(draft),
            ...{ strings, isBusy },
            onFilling: (filling) => this.#change({ filling }),
          })}
          ${bodyField(fields)}
          ${whenField({
            when: draft,
            ...{ strings, locale, isBusy },
            pageZone: this.#pageZone,
            zoneField: this.#zoneField,
            errorFor: fields.errorFor,
            onWhen: (when) => this.#change(when),
          })}
          ${repeatField({
            repeat: draft.repeat,
            start: draft.start,
            timeZone: draft.time_zone,
            ...{ strings, locale, isBusy },
            preview: this.#datePreview,
            errorFor: fields.errorFor,
            onRepeat: (repeat) => this.#change({ repeat }),
          })}
          ${affectedField({ ...fields, components: data.components, groups: data.groups })}
          ${switchesField({
            ...{ draft, strings, locale },
            remindBefore: this.#remindBefore,
            onSwitch: (change) => this.#change(change),
          })}
          ${tellField(fields, { reckoning, settings: data.settings })}
          ${conflictsView(conflicts, { strings, locale, timeZone: draft.time_zone, nameOf: this.#nameOf })}
          ${this.#outcome(draft)}
          <div class="publish">
            ${draftTrouble(this.#serverDraft, this.panel, {
              differences: (theirs) =>
                planDifferences(draft, readPlan(theirs) ?? emptyPlan(this.#pageZone), this.panel),
              take: (theirs) => {
                this.#draft = readPlan(theirs);
                this.#keep();
                this.requestUpdate();
              },
            })}
            ${submissionNotice(this.#submission, strings, places(strings.maintenance))}
            ${this.#brief(draft, { conflicts: conflicts.length, told: sayWhoWillBeTold(reckoning, isTold, strings) })}
            <div class="actions">
              <button class="button main" type="submit" aria-disabled=${isBusy ? 'true' : nothing}>
                ${isBusy ? words.publishing : words.publish}
              </button>
              <span class="hint last shortcut">${isMac() ? words.shortcutMac : words.shortcut}</span>
            </div>
            ${draftLine(this.#serverDraft, this.panel)}
          </div>
        </form>
        <aside aria-label=${strings.composer.preview}>
          ${this.#otherZones.render({ when: draft, pageZone: this.#pageZone, strings, locale })}
          <status-admin-preview
            .summary=${summary}
            .strings=${strings}
            .locale=${data.settings?.default_language ?? locale}
            .upcomingHours=${farAheadHours}
          ></status-admin-preview>
        </aside>
      </div>
      ${this.#chooser.render()} ${this.#confirmation.render(strings)}
    `;
  }

  get #remindBefore(): number {
    return this.panel.data.settings?.remind_before_minutes ?? 60;
  }

  readonly #nameOf = (id: string) => this.panel.data.components.find((one) => one.id === id)?.name ?? id;

  #conflicts(draft: PlanDraft): Conflict[] {
    const { data } = this.panel;
    const { from, until } = spanOf(draft);
    const dates = draft.repeat.kind === 'none' ? null : this.#datePreview.dates;
    const spans =
      dates?.map((one) => ({ from: Date.parse(one.scheduled_for), until: Date.parse(one.scheduled_until) })) ??
      (from !== null && until !== null && until > from ? [{ from, until }] : []);
    return findConflicts(spans, draft.components, {
      plans: otherPlans(data.openMaintenances, this.#series),
      incidents: data.openIncidents,
    });
  }

  #outcome(draft: PlanDraft): TemplateResult {
    const { strings, locale } = this.panel;
    const sentences = sayOutcome(draft, { strings, locale, nameOf: this.#nameOf, remindBefore: this.#remindBefore });
    return html`<div class="outcome plan tone-maintenance" data-outcome>
      ${statusIcon('maintenance', 18)}
      <p>${sentences.join(' ')}</p>
    </div>`;
  }

  /** When it is, who will hear of it and what it meets, in a line: the whole of what will happen stands above, often out of sight. */
  #brief(
    draft: PlanDraft,
    { conflicts, told }: { conflicts: number; told: string | null },
  ): TemplateResult | typeof nothing {
    const { from, until } = spanOf(draft);
    if (from === null || until === null || until <= from) return nothing;
    const { strings, locale } = this.panel;
    const look = () => this.renderRoot.querySelector('[data-conflicts]')?.scrollIntoView({ block: 'center' });
    return html`<p class="brief">
      <span>${saySpan(from, until, draft.time_zone, locale)}</span> ${told ? html`<span>${told}</span>` : nothing}
      ${
        conflicts > 0
          ? html`<button class="link" type="button" @click=${look}>${strings.maintenance.conflicts.title(conflicts)}</button>`
          : nothing
      }
    </p>`;
  }

  #restored(): TemplateResult {
    const words = this.panel.strings.maintenance.plan;
    return html`<p class="notice" role="status">
      <span>${this.#origin ?? words.draftKept} <button class="link" type="button" @click=${() => void this.#askToDiscard()}>${words.discard}</button></span>
    </p>`;
  }

  #change(change: Partial<PlanDraft>): void {
    this.requestUpdate();
    if (this.#submission.isBusy || !this.#draft) return;
    this.#draft = follow(this.#draft, change, (draft) => this.#known(draft));
    this.#keep();
    this.#serverDraft.touch();
  }

  /** A draft that was asked for and is not to be had. */
  #missing(): TemplateResult | typeof nothing {
    const { strings } = this.panel;
    if (!this.#failure) return nothing;
    return html`<p class="notice trouble" role="alert">
      <span>
        ${this.#failure.status === 404 ? strings.drafts.gone : explain(this.#failure, strings)}
        <button class="link" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>
      </span>
    </p>`;
  }

  /** Goes on with what was begun on another machine, or by somebody else. */
  async #load(): Promise<void> {
    const id = this.draftId;
    this.#failure = null;
    try {
      const found = await this.panel.api.writing.getDraft(id);
      if (id !== this.draftId) return;
      const { strings, session } = this.panel;
      this.#draft = readPlan(found.content) ?? emptyPlan(this.#pageZone);
      this.#submission.intent = new Intent();
      this.#serverDraft.resume({ id: found.id, version: found.version }, found);
      const isMine = !found.admin || found.admin.id === session.admin?.id;
      this.#origin = strings.drafts.restored(
        isMine ? strings.drafts.you : (found.admin?.email ?? ''),
        sayInstant(found.updated_at, this.time),
      );
      this.#isRestored = true;
      this.#keep();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }

  #use(template: Template): void {
    if (!this.#draft) return;
    this.#draft = useTemplate(this.#draft, template, (id) => this.panel.data.components.some((one) => one.id === id));
    this.#change({});
    this.#submission.clear();
  }

  /** What a template's variables stand for, as far as it is chosen. */
  #known(draft: PlanDraft): Known {
    const { data, strings } = this.panel;
    const { from, until } = spanOf(draft);
    const minutes = minutesOf(draft);
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    return knownVariables(
      data,
      {
        components: draft.components,
        start: iso(from),
        end: iso(until),
        duration: minutes === null ? '' : sayLength(minutes, data.settings?.default_language ?? 'en'),
        timeZone: draft.time_zone,
      },
      strings,
    );
  }

  #keep(): void {
    if (this.#draft && isWorthKeeping(this.#draft))
      keptPlan.save({
        draft: this.#draft,
        intent: this.#submission.intent.kept,
        place: this.#serverDraft.place,
      });
    else keptPlan.drop();
  }

  async #askToDiscard(): Promise<void> {
    const { strings } = this.panel;
    await this.#confirmation.ask({
      title: strings.drafts.discardTitle,
      text: strings.drafts.discardText(this.#draft?.name.trim() || strings.drafts.untitled),
      action: strings.drafts.discardAction,
      run: () => this.#serverDraft.discard(),
      done: () => {
        this.#discard();
        if (this.draftId) this.panel.go({ screen: 'plan-maintenance' });
      },
    });
  }

  #discard(): void {
    keptPlan.drop();
    this.#draft = emptyPlan(this.#pageZone, this.day);
    this.#submission.intent = new Intent();
    this.#submission.clear();
    this.#isRestored = false;
    this.#origin = null;
    this.panel.say(this.panel.strings.maintenance.plan.discarded);
    this.enter();
  }

  readonly #onKeydown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      void this.#publish();
    }
  };

  readonly #onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#publish();
  };

  /** Publishes it; asks before readers get to see a variable that nobody filled in. */
  async #publish(isUnfilledMeant = false): Promise<void> {
    const { panel } = this;
    if (!this.#draft || this.#submission.isBusy) return;
    const draft = follow(this.#draft, {}, (one) => this.#known(one));
    this.#draft = draft;
    const checks = checkPlan(draft, { strings: panel.strings });
    const unfilled = variablesIn(draft.name, draft.body);
    if (checks.length === 0 && unfilled.length > 0 && !isUnfilledMeant) {
      const { unfilledTitle, unfilledText, unfilledAction } = panel.strings.templates;
      await this.#confirmation.ask({
        title: unfilledTitle,
        text: unfilledText(unfilled),
        action: unfilledAction,
        isDanger: false,
        run: () => Promise.resolve(),
        done: () => void this.#publish(true),
      });
      return;
    }
    const words = panel.strings.maintenance.plan;
    await this.#submission.run(async (persist) => {
      if (draft.repeat.kind === 'none') {
        const contentWith = (draft_id: string | undefined) => ({
          ...bodyOfPlan(draft),
          ...(draft_id === undefined ? {} : { draft_id }),
        });
        const wasSent = this.#submission.intent.isOf(contentWith(this.#serverDraft.place?.id));
        const content = contentWith(await this.#serverDraft.settle(wasSent));
        if (this.#serverDraft.isDisputed) throw new ApiError('stale-version', panel.strings.forms.conflict.title);
        const key = this.#keyFor(content);
        const maintenance = await panel.api.maintenance.plan({ content, key, persist });
        panel.data.putMaintenance(maintenance);
        this.#done();
        this.dispatchEvent(new IncidentPublishedEvent(maintenance.id));
        panel.say(words.published);
        panel.go({ screen: 'one-maintenance', id: maintenance.id });
      } else {
        const content = bodyOfSeries(draft);
        await this.#serverDraft.settle(this.#submission.intent.isOf(content));
        if (this.#serverDraft.isDisputed) throw new ApiError('stale-version', panel.strings.forms.conflict.title);
        const key = this.#keyFor(content);
        const series = await panel.api.maintenance.startSeries({ content, key, persist });
        // A series takes no draft with it.
        await this.#serverDraft.discard();
        this.#done();
        panel.say(words.published);
        panel.go({ screen: 'maintenance-series', id: series.id });
      }
      void panel.data.load();
    }, checks);
  }

  #keyFor(content: unknown): string {
    const key = this.#submission.intent.keyFor(content);
    this.#keep();
    return key;
  }

  #done(): void {
    this.#serverDraft.forget();
    this.#submission.intent.fulfil();
    keptPlan.drop();
    this.#draft = emptyPlan(this.#pageZone);
  }

  /** Series are only asked about conflicts: without them the others are still shown. */
  async #loadSeries(): Promise<void> {
    try {
      this.#series = await this.panel.api.maintenance.listSeries();
      this.requestUpdate();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

/** What was written, without when. */
function texts({ name, body, components }: PlanDraft): Pick<PlanDraft, 'name' | 'body' | 'components'> {
  return { name, body, components };
}
