import { isOpenIncident } from '@allswell/protocol';
import type { AdminIncident, FieldError, IncidentStatus, Template } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { IncidentCases, incidentCasesStyles } from '../alerts/incident-cases.ts';
import type { AnyIncident } from '../api/admin-api.ts';
import { ApiError } from '../api/api-error.ts';
import { Intent } from '../api/intent.ts';
import { Audience } from '../audience/audience.ts';
import { sayWhoWillBeTold, tellField } from '../audience/tell-field.ts';
import { NoticesWatch } from '../deliveries/notices-watch.ts';
import { draftLine, draftTrouble } from '../drafts/draft-line.ts';
import { ServerDraft } from '../drafts/server-draft.ts';
import { UpdatePostedEvent } from '../events.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { PostmortemEditor } from '../postmortem/postmortem-editor.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon, toneOfIncident, toneOfIndicator } from '../templates/status-icon.ts';
import { variablesIn } from '../templates-screen/apply-template.ts';
import type { Known } from '../templates-screen/filling.ts';
import { affectedIn, knownVariables } from '../templates-screen/known-variables.ts';
import { TemplateChooser } from '../templates-screen/template-chooser.ts';
import { variableFields } from '../templates-screen/variable-fields.ts';
import { sayInstant } from '../time/format.ts';
import { Difference } from '../uptime/difference.ts';
import { BodyPreview } from './body-preview.ts';
import { composeSummary } from './compose-summary.ts';
import { composing } from './composing.styles.ts';
import { draftDifferences } from './draft-differences.ts';
import { drafts, emptyDraft, isWorthKeeping, readDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { follow, useTemplate } from './fill-draft.ts';
import { IncidentEditor } from './incident-editor.ts';
import { componentsField, messageField, statusField } from './incident-fields.ts';
import type { DraftFields } from './incident-fields.ts';
import { incidentStyles } from './incident.styles.ts';
import { UpdateThread } from './update-thread.ts';

/** One incident: what is new, what was said, and everything that can be put right. */
export class StatusAdminIncident extends Screen {
  static override styles = [base, composing, incidentStyles, incidentCasesStyles];
  static override properties: PropertyDeclarations = { incidentId: { attribute: false } };

  /** Which incident. */
  declare incidentId: string;

  readonly #submission = new Submission(this);
  readonly #confirmation = new Confirmation(this);
  readonly #uptime = new Difference(this);
  readonly #audience = new Audience(this);
  readonly #bodyPreview = new BodyPreview(this, () => this.panel.api);
  readonly #editor = new IncidentEditor(this, (incident) => this.#show(incident));
  readonly #told = new NoticesWatch(this);
  readonly #thread = new UpdateThread(this, {
    confirmation: this.#confirmation,
    told: this.#told,
    reload: () => this.#load(),
  });
  readonly #chooser = new TemplateChooser(this, {
    kind: 'incident',
    confirmation: this.#confirmation,
    isTyped: () => (this.#draft?.body.trim() ?? '') !== '',
    onChoose: (template) => this.#use(template),
  });
  readonly #serverDraft = new ServerDraft(this, {
    api: () => this.panel.api,
    kind: 'update',
    incidentId: () => this.incidentId,
    content: () => (this.#draft && isWorthKeeping(this.#draft) ? { ...this.#draft } : null),
    onPlace: () => this.#keep(),
  });
  readonly #cases = new IncidentCases(this);
  readonly #postmortem = new PostmortemEditor(this, this.#confirmation, (incident) => this.#show(incident));
  /** What was begun elsewhere stands in the form: whose it was, and from when. */
  #origin: string | null = null;
  #incident: AdminIncident | null = null;
  #failure: ApiError | null = null;
  #draft: Draft | null = null;
  #isReopening = false;
  #seenSeq: number | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('incidentId')) return;
    this.#incident = this.panel.data.openIncidents.find((one) => one.id === this.incidentId) ?? null;
    this.#failure = null;
    this.#isReopening = false;
    const kept = drafts.load(this.incidentId);
    this.#draft = kept?.draft ?? null;
    this.#submission.intent = new Intent(kept?.intent ?? null);
    this.#serverDraft.resume(kept?.place ?? null);
    this.#origin = null;
    this.#postmortem.close();
    void this.#load();
    if (!kept) void this.#findDraft();
  }

  /** What others post meanwhile arrives here too. */
  protected override updated(): void {
    const seq = this.panel.data.summary?.allswell?.seq;
    if (this.#seenSeq !== undefined && seq !== this.#seenSeq) void this.#load();
    this.#seenSeq = seq;
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const incident = this.#incident;
    if (!incident) return this.#absent();
    const isOpen = isOpenIncident(incident.status);
    const composes = isOpen || this.#isReopening;
    return html`
      <div class="head">
        <h1 tabindex="-1">${incident.name}</h1>
        <div class="actions">
          <a class="button small" href=${this.panel.address(`/incidents/${incident.id}`).href} target="_blank" rel="noopener">
            ${strings.incident.viewOnPage}
          </a>
          <button class="button small" type="button" @click=${() => this.#editor.open(incident)}>${strings.incident.edit}</button>
          <button class="button small danger" type="button" @click=${() => void this.#askToDelete(incident)}>
            ${strings.incident.delete}
          </button>
        </div>
      </div>
      ${this.#facts(incident)} ${this.#editor.render()}
      ${
        composes
          ? this.#composing(incident)
          : html`<div class="card reopen">
              <p class="soft">${strings.incident.reopenText}</p>
              <button class="button" type="button" @click=${() => void this.#startReopening()}>${strings.incident.reopen}</button>
            </div>`
      }
      ${isOpen ? nothing : this.#postmortem.render(incident)} ${this.#thread.render(incident)} ${this.#cases.render(isOpen)} ${this.#chooser.render()}
      ${this.#confirmation.render(strings)}
    `;
  }

  #facts(incident: AdminIncident): TemplateResult {
    const { strings } = this.panel;
    const words = strings.incident;
    const tone = toneOfIncident(incident);
    const names = incident.components.map((one) => one.name);
    return html`<p class="facts tone-${tone}">
      <span class="status">${statusIcon(tone, 16)} ${strings.status.incident[incident.status] ?? strings.status.unknown}</span>
      <span>${words.impact(strings.status.impact[incident.impact] ?? strings.status.unknown)}</span>
      <span>${names.length > 0 ? strings.overview.affects(names) : strings.overview.affectsNothing}</span>
      <span>${words.started(sayInstant(incident.started_at, this.time))}</span>
      ${incident.resolved_at ? html`<span>${words.resolvedAt(sayInstant(incident.resolved_at, this.time))}</span>` : nothing}
      ${incident.backfilled ? html`<span>${words.backfilled}</span>` : nothing}
    </p>`;
  }

  #absent(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.incident;
    const failure = this.#failure;
    if (!failure)
      return html`<h1 tabindex="-1">${strings.incidents.title}</h1><p class="soft" role="status">${words.loading}</p>`;
    const isGone = failure.status === 404 || failure.code === 'invalid-request';
    return html`<h1 tabindex="-1">${strings.incidents.title}</h1>
      <div class="card absent" role="alert">
        <p>${isGone ? words.gone : explain(failure, strings)}</p>
        ${
          isGone
            ? screenLink(this.panel, { screen: 'incidents' }, words.toIncidents, 'button')
            : html`<button class="button" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>`
        }
      </div>`;
  }

  #composing(incident: AdminIncident): TemplateResult {
    const { strings, data, locale } = this.panel;
    const words = strings.incident;
    const draft = this.#draft ?? emptyDraft(this.#firstStatus(incident));
    const composed = composeSummary(data, {
      draft: { ...draft, body: draft.body || strings.composer.noMessageYet },
      nodes: this.#bodyPreview.nodesOf(draft.body),
      incident,
      now: new Date(),
    });
    const tone = toneOfIndicator(composed.status.indicator);
    const isBusy = this.#submission.isBusy;
    const reckoning = this.#audience.of({
      kind: 'incident',
      component_ids: [...incident.components.map((one) => one.id), ...Object.keys(draft.components)],
      incident_id: incident.id,
    });
    const told = sayWhoWillBeTold(reckoning, draft.deliver_notifications, strings);
    const fields: DraftFields = {
      draft,
      strings,
      onDraft: (change) => this.#change(draft, change),
      errorFor: (pointer) => this.#submission.errorFor(pointer),
      isBusy,
    };
    return html`<div class="compose">
      <form class="card form" novalidate @submit=${this.#onSubmit} @keydown=${this.#onKeydown} aria-labelledby="new-update">
        <div class="with-action">
          <h2 id="new-update">${words.newUpdate}</h2>
          ${this.#chooser.button()}
        </div>
        ${
          this.#origin
            ? html`<p class="notice" role="status">
                <span>
                  ${this.#origin}
                  <button class="link" type="button" @click=${() => void this.#askToDiscard(incident)}>
                    ${strings.composer.discard}
                  </button>
                </span>
              </p>`
            : nothing
        }
        ${statusField(fields)} ${this.#affected(incident, fields)}
        ${variableFields({
          filling: draft.filling,
          known: this.#known(incident, draft),
          strings,
          isBusy,
          onFilling: (filling) => this.#change(draft, { filling }),
        })}
        ${messageField(fields)}
        ${tellField({
          id: 'deliver_notifications',
          label: strings.composer.tell,
          isChecked: draft.deliver_notifications,
          ...{ reckoning, strings },
          onInput: (deliver_notifications) => this.#change(draft, { deliver_notifications }),
        })}
        <div class="publish">
          ${draftTrouble(this.#serverDraft, this.panel, {
            differences: (theirs) => draftDifferences(draft, readDraft(theirs) ?? emptyDraft(), this.panel),
            take: (theirs) => {
              this.#draft = readDraft(theirs);
              this.#keep();
              this.requestUpdate();
            },
          })}
          ${submissionNotice(this.#submission, strings, [
            ['#/status', 'status-investigating', strings.composer.where],
            ['#/components', 'affected', strings.composer.affected],
            ['#/body', 'body', strings.composer.message],
          ])}
          <p class="outcome tone-${tone}" data-outcome>
            ${statusIcon(tone, 16)}<span>${strings.composer.pageWillSay(strings.status.page[composed.status.description] ?? composed.status.description)} ${told}</span>
          </p>
          <div class="actions">
            <button class="button main" type="submit" aria-disabled=${isBusy ? 'true' : nothing}>
              ${isBusy ? words.posting : words.postUpdate}
            </button>
            ${
              this.#isReopening
                ? html`<button class="button quiet" type="button" @click=${() => this.#stopReopening()}>${strings.forms.cancel}</button>`
                : nothing
            }
          </div>
          ${draftLine(this.#serverDraft, this.panel)}
        </div>
      </form>
      <aside aria-label=${strings.composer.preview}>
        <status-admin-preview
          .summary=${composed.summary}
          .strings=${strings}
          .locale=${data.settings?.default_language ?? locale}
        ></status-admin-preview>
      </aside>
    </div>`;
  }

  /** What it affects stands open; the rest waits behind a line. On a resolve everything goes back by itself. */
  #affected(incident: AdminIncident, fields: DraftFields): TemplateResult {
    const { strings, data } = this.panel;
    const words = strings.incident;
    const ids = new Set(incident.components.map((one) => one.id));
    const mine = data.components.filter((one) => ids.has(one.id));
    const others = data.components.filter((one) => !ids.has(one.id));
    const rows = (components: typeof mine, legend: string) =>
      componentsField({ ...fields, legend, components, groups: data.groups, isHeld: (id) => ids.has(id) });
    if (fields.draft.status === 'resolved') {
      return html`<div class="field">
        ${mine.length > 0 ? html`<p class="hint">${words.restores}</p>` : nothing}
        ${
          data.components.length > 0
            ? html`<details class="more">
                <summary>${words.setByHand}</summary>
                ${rows(data.components, strings.composer.affected)}
              </details>`
            : nothing
        }
      </div>`;
    }
    return html`${mine.length > 0 ? rows(mine, strings.composer.affected) : nothing}
    ${
      others.length > 0
        ? html`<details class="more" ?open=${others.some((one) => fields.draft.components[one.id])}>
            <summary>${mine.length > 0 ? words.othersAffected : strings.composer.affected}</summary>
            ${rows(others, mine.length > 0 ? words.othersAffected : strings.composer.affected)}
          </details>`
        : nothing
    }`;
  }

  #firstStatus(incident: AdminIncident): IncidentStatus {
    return isOpenIncident(incident.status) ? incident.status : 'investigating';
  }

  #known(incident: AdminIncident, draft: Draft): Known {
    const ids = new Set([...incident.components.map((one) => one.id), ...affectedIn(draft.components)]);
    return knownVariables(
      this.panel.data,
      {
        components: [...ids],
        start: incident.started_at,
        status: draft.status,
        impact: incident.impact,
      },
      this.panel.strings,
    );
  }

  #use(template: Template): void {
    const incident = this.#incident;
    if (!incident) return;
    const draft = this.#draft ?? emptyDraft(this.#firstStatus(incident));
    const isComponent = (id: string) => this.panel.data.components.some((one) => one.id === id);
    this.#change(useTemplate(draft, template, { isUpdate: true, isComponent }), {});
    this.#submission.clear();
  }

  #change(draft: Draft, change: Partial<Draft>): void {
    this.requestUpdate();
    const incident = this.#incident;
    if (this.#submission.isBusy || !incident) return;
    this.#draft = follow(draft, change, (one) => this.#known(incident, one));
    this.#keep();
    this.#serverDraft.touch();
  }

  #keep(): void {
    if (this.#draft && isWorthKeeping(this.#draft)) {
      const { intent } = this.#submission;
      drafts.save(this.incidentId, { draft: this.#draft, intent: intent.kept, place: this.#serverDraft.place });
    } else {
      drafts.drop(this.incidentId);
    }
  }

  /** What was begun on another machine, or by somebody else, is gone on with where nothing is typed here. */
  async #findDraft(): Promise<void> {
    const id = this.incidentId;
    try {
      const [found] = await this.panel.api.writing.listDrafts({ kind: 'update', incident_id: id });
      const draft = found && readDraft(found.content);
      if (!draft || id !== this.incidentId || this.#draft) return;
      const { strings, session } = this.panel;
      this.#draft = draft;
      this.#serverDraft.resume({ id: found.id, version: found.version }, found);
      const isMine = !found.admin || found.admin.id === session.admin?.id;
      this.#origin = strings.drafts.restored(
        found.alert_case ? strings.automatic.monitoring : isMine ? strings.drafts.you : (found.admin?.email ?? ''),
        sayInstant(found.updated_at, this.time),
      );
      this.#isReopening ||= this.#incident !== null && !isOpenIncident(this.#incident.status);
      this.#keep();
      this.requestUpdate();
    } catch (error) {
      // Without an answer nothing is missing but what was begun elsewhere; the list of drafts has it.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  async #askToDiscard(incident: AdminIncident): Promise<void> {
    const { strings } = this.panel;
    await this.#confirmation.ask({
      title: strings.drafts.discardTitle,
      text: strings.drafts.discardText(strings.drafts.updateOf(incident.name)),
      action: strings.drafts.discardAction,
      run: () => this.#serverDraft.discard(),
      done: () => {
        this.#draft = null;
        this.#origin = null;
        drafts.drop(incident.id);
        this.panel.say(strings.drafts.discarded);
        this.enter();
      },
    });
  }

  async #startReopening(): Promise<void> {
    this.#isReopening = true;
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#body')?.focus();
  }

  #stopReopening(): void {
    this.#isReopening = false;
    this.#draft = null;
    this.#origin = null;
    drafts.drop(this.incidentId);
    void this.#serverDraft.discard();
    this.requestUpdate();
    this.enter();
  }

  readonly #onKeydown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      void this.#post();
    }
  };

  readonly #onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#post();
  };

  /** Sends it; asks before readers get to see a variable that nobody filled in. */
  async #post(isUnfilledMeant = false): Promise<void> {
    const { panel } = this;
    const incident = this.#incident;
    if (!incident || this.#submission.isBusy) return;
    const words = panel.strings.incident;
    const draft = follow(this.#draft ?? emptyDraft(this.#firstStatus(incident)), {}, (one) =>
      this.#known(incident, one),
    );
    const body = draft.body.trim();
    const checks: FieldError[] = body === '' ? [{ pointer: '#/body', detail: panel.strings.forms.required }] : [];
    const unfilled = variablesIn(body);
    if (unfilled.length > 0 && !isUnfilledMeant) {
      const { unfilledTitle, unfilledText, unfilledAction } = panel.strings.templates;
      await this.#confirmation.ask({
        title: unfilledTitle,
        text: unfilledText(unfilled),
        action: unfilledAction,
        isDanger: false,
        run: () => Promise.resolve(),
        done: () => void this.#post(true),
      });
      return;
    }
    const reopens = this.#isReopening;
    const isPosted = await this.#submission.run(async (persist) => {
      const contentWith = (draft_id: string | undefined) => ({
        status: draft.status,
        body,
        deliver_notifications: draft.deliver_notifications,
        ...(Object.keys(draft.components).length > 0 ? { components: draft.components } : {}),
        ...(reopens ? { reopen: true } : {}),
        ...(draft_id === undefined ? {} : { draft_id }),
      });
      const wasSent = this.#submission.intent.isOf(contentWith(this.#serverDraft.place?.id));
      const content = contentWith(await this.#serverDraft.settle(wasSent));
      if (this.#serverDraft.isDisputed) throw new ApiError('stale-version', panel.strings.forms.conflict.title);
      const key = this.#submission.intent.keyFor(content);
      this.#keep();
      try {
        await panel.api.postUpdate(incident.id, { content, key, persist });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'draft-not-found') this.#serverDraft.markGone();
        throw error;
      }
    }, checks);
    if (!isPosted) return;
    this.#submission.intent.fulfil();
    this.#serverDraft.forget();
    drafts.drop(incident.id);
    this.#draft = null;
    this.#origin = null;
    this.#isReopening = false;
    this.requestUpdate();
    panel.say(reopens ? words.reopened : words.posted);
    this.dispatchEvent(new UpdatePostedEvent(incident.id, draft.status));
    this.enter();
    await Promise.all([this.#load(), panel.data.load()]);
  }

  async #askToDelete(incident: AdminIncident): Promise<void> {
    const { panel } = this;
    const words = panel.strings.incident;
    this.#uptime.follow({ method: 'DELETE', path: `/api/v1/incidents/${incident.id}` });
    await this.#confirmation.ask({
      title: words.deleteTitle,
      text: words.deleteText(incident.name),
      action: words.deleteAction,
      note: () => this.#uptime.render(),
      run: async (persist) => {
        await panel.api.deleteIncident(incident.id, persist);
      },
      done: () => {
        drafts.drop(incident.id);
        panel.say(words.deleted);
        void panel.data.load();
        panel.go({ screen: 'incidents' });
      },
    });
  }

  #show(incident: AdminIncident): void {
    this.#incident = incident;
    this.requestUpdate();
    void this.panel.data.load();
  }

  async #load(): Promise<void> {
    const id = this.incidentId;
    this.#told.look(id);
    void this.#cases.load(id);
    try {
      const incident = await this.panel.api.getIncident(id);
      if (id !== this.incidentId) return;
      this.#failure = null;
      if (isIncident(incident)) this.#incident = incident;
      else this.panel.go({ screen: 'one-maintenance', id: incident.id });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (id !== this.incidentId) return;
      this.#failure = error;
      if (error.status === 404) this.#incident = null;
    }
    this.requestUpdate();
  }
}

function isIncident(incident: AnyIncident): incident is AdminIncident {
  return !('scheduled_for' in incident) || incident.scheduled_for === null;
}
