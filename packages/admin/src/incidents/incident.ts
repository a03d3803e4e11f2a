import { isOpenIncident } from '@allswell/protocol';
import type { AdminIncident, FieldError, IncidentStatus } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { AnyIncident } from '../api/admin-api.ts';
import { ApiError } from '../api/api-error.ts';
import { Intent } from '../api/intent.ts';
import { UpdatePostedEvent } from '../events.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon, toneOfIncident, toneOfIndicator } from '../templates/status-icon.ts';
import { sayInstant } from '../time/format.ts';
import { BodyPreview } from './body-preview.ts';
import { composeSummary } from './compose-summary.ts';
import { composing } from './composing.styles.ts';
import { drafts, emptyDraft, isWorthKeeping } from './draft.ts';
import type { Draft } from './draft.ts';
import { IncidentEditor } from './incident-editor.ts';
import { componentsField, messageField, statusField, tellField } from './incident-fields.ts';
import type { DraftFields } from './incident-fields.ts';
import { incidentStyles } from './incident.styles.ts';
import { UpdateThread } from './update-thread.ts';

/** One incident: what is new, what was said, and everything that can be put right. */
export class StatusAdminIncident extends Screen {
  static override styles = [base, composing, incidentStyles];
  static override properties: PropertyDeclarations = { incidentId: { attribute: false } };

  /** Which incident. */
  declare incidentId: string;

  readonly #submission = new Submission(this);
  readonly #confirmation = new Confirmation(this);
  readonly #bodyPreview = new BodyPreview(this, () => this.panel.api);
  readonly #editor = new IncidentEditor(this, (incident) => this.#show(incident));
  readonly #thread = new UpdateThread(this, this.#confirmation, () => this.#load());
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
    void this.#load();
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
      ${this.#thread.render(incident)} ${this.#confirmation.render(strings)}
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
    const fields: DraftFields = {
      draft,
      strings,
      onDraft: (change) => this.#change({ ...draft, ...change }),
      errorFor: (pointer) => this.#submission.errorFor(pointer),
      isBusy,
    };
    return html`<div class="compose">
      <form class="card form" novalidate @submit=${this.#onSubmit} @keydown=${this.#onKeydown} aria-labelledby="new-update">
        <h2 id="new-update">${words.newUpdate}</h2>
        ${statusField(fields)} ${this.#affected(incident, fields)} ${messageField(fields)} ${tellField(fields)}
        <div class="publish">
          ${submissionNotice(this.#submission, strings, [
            ['#/status', 'status-investigating', strings.composer.where],
            ['#/components', 'affected', strings.composer.affected],
            ['#/body', 'body', strings.composer.message],
          ])}
          <p class="outcome tone-${tone}" data-outcome>
            ${statusIcon(tone, 16)}<span>${strings.composer.pageWillSay(composed.status.description)}</span>
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

  #change(draft: Draft): void {
    this.requestUpdate();
    if (this.#submission.isBusy) return;
    this.#draft = draft;
    this.#keep();
  }

  #keep(): void {
    if (this.#draft && isWorthKeeping(this.#draft)) {
      drafts.save(this.incidentId, { draft: this.#draft, intent: this.#submission.intent.kept });
    } else {
      drafts.drop(this.incidentId);
    }
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
    drafts.drop(this.incidentId);
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

  async #post(): Promise<void> {
    const { panel } = this;
    const incident = this.#incident;
    if (!incident) return;
    const words = panel.strings.incident;
    const draft = this.#draft ?? emptyDraft(this.#firstStatus(incident));
    const reopens = this.#isReopening;
    const content = {
      status: draft.status,
      body: draft.body.trim(),
      deliver_notifications: draft.deliver_notifications,
      ...(Object.keys(draft.components).length > 0 ? { components: draft.components } : {}),
      ...(reopens ? { reopen: true } : {}),
    };
    const checks: FieldError[] =
      content.body === '' ? [{ pointer: '#/body', detail: panel.strings.forms.required }] : [];
    const isPosted = await this.#submission.run(async (persist) => {
      const key = this.#submission.intent.keyFor(content);
      this.#keep();
      await panel.api.postUpdate(incident.id, { content, key, persist });
    }, checks);
    if (!isPosted) return;
    this.#submission.intent.fulfil();
    drafts.drop(incident.id);
    this.#draft = null;
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
    await this.#confirmation.ask({
      title: words.deleteTitle,
      text: words.deleteText(incident.name),
      action: words.deleteAction,
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
