import { impactOf, impacts, maxNameLength } from '@allswell/protocol';
import type { FieldError, Impact, Template } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { Intent } from '../api/intent.ts';
import { Audience } from '../audience/audience.ts';
import { sayWhoWillBeTold, tellField } from '../audience/tell-field.ts';
import { draftLine, draftTrouble } from '../drafts/draft-line.ts';
import { ServerDraft } from '../drafts/server-draft.ts';
import { IncidentPublishedEvent } from '../events.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { selectField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { statusIcon, toneOfIndicator } from '../templates/status-icon.ts';
import { variablesIn } from '../templates-screen/apply-template.ts';
import type { Known } from '../templates-screen/filling.ts';
import { affectedIn, knownVariables } from '../templates-screen/known-variables.ts';
import { TemplateChooser } from '../templates-screen/template-chooser.ts';
import { variableFields } from '../templates-screen/variable-fields.ts';
import { sayInstant } from '../time/format.ts';
import { BodyPreview } from './body-preview.ts';
import { composeSummary } from './compose-summary.ts';
import type { Composed } from './compose-summary.ts';
import { composing } from './composing.styles.ts';
import { draftDifferences } from './draft-differences.ts';
import { drafts, emptyDraft, isWorthKeeping, readDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { follow, useTemplate } from './fill-draft.ts';
import { componentsField, messageField, statusField } from './incident-fields.ts';
import type { DraftFields } from './incident-fields.ts';

const draftName = 'new';
const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Writes a new incident, in the order in which one thinks at 3 a.m., and shows what readers will see. */
export class StatusAdminComposer extends Screen {
  static override styles = [base, composing];
  static override properties: PropertyDeclarations = { draftId: { attribute: false } };

  /** The draft to go on with; empty for a new one. */
  declare draftId: string;

  readonly #submission = new Submission(this);
  readonly #bodyPreview = new BodyPreview(this, () => this.panel.api);
  readonly #confirmation = new Confirmation(this);
  readonly #audience = new Audience(this);
  readonly #chooser = new TemplateChooser(this, {
    kind: 'incident',
    confirmation: this.#confirmation,
    isTyped: () => this.#draft.name.trim() !== '' || this.#draft.body.trim() !== '',
    onChoose: (template) => this.#use(template),
  });
  readonly #serverDraft = new ServerDraft(this, {
    api: () => this.panel.api,
    kind: 'incident',
    content: () => (isWorthKeeping(this.#draft) ? { ...this.#draft } : null),
    onPlace: () => this.#keep(),
  });
  #draft: Draft = emptyDraft();
  #isRestored = false;
  /** Who began it and when it was last written, when it came from the server. */
  #origin: string | null = null;
  #failure: ApiError | null = null;
  #isLoading = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = drafts.load(draftName);
    // What was left here in the middle is gone on with; another draft that was asked for takes its place.
    if (!kept || (this.draftId && kept.place?.id !== this.draftId)) return;
    this.#draft = kept.draft;
    this.#submission.intent = new Intent(kept.intent);
    this.#serverDraft.resume(kept.place ?? null);
    this.#isRestored = isWorthKeeping(kept.draft);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('draftId') && this.draftId && this.draftId !== this.#serverDraft.place?.id) void this.#load();
  }

  /** The first question, so that one can type at once. */
  override enter(): void {
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  }

  override render(): TemplateResult {
    const { strings, data, locale } = this.panel;
    const words = strings.composer;
    const draft = this.#draft;
    const composed = composeSummary(data, {
      draft: { ...draft, name: draft.name.trim() || words.noNameYet, body: draft.body || words.noMessageYet },
      nodes: this.#bodyPreview.nodesOf(draft.body),
      incident: null,
      now: new Date(),
    });
    const isBusy = this.#submission.isBusy;
    const reckoning = this.#audience.of({ kind: 'incident', component_ids: Object.keys(draft.components) });
    const fields: DraftFields = {
      draft,
      strings,
      onDraft: (change) => this.#change(change),
      errorFor: (pointer) => this.#submission.errorFor(pointer),
      isBusy,
    };
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1>${this.#chooser.button()}</div>
      <div class="compose">
        <form class="card form" novalidate @submit=${this.#onSubmit} @keydown=${this.#onKeydown}>
          ${this.#arriving()} ${this.#isRestored ? this.#restored() : nothing}
          ${textField({
            id: 'name',
            label: words.name,
            value: draft.name,
            placeholder: words.namePlaceholder,
            maxLength: maxNameLength,
            isRequired: true,
            isReadOnly: isBusy,
            error: fields.errorFor('#/name'),
            onInput: (name) => this.#change({ name }),
          })}
          ${statusField(fields)}
          ${componentsField({ ...fields, legend: words.affected, components: data.components, groups: data.groups, isHeld: () => false })}
          ${variableFields({
            filling: draft.filling,
            known: this.#known(draft),
            strings,
            isBusy,
            onFilling: (filling) => this.#change({ filling }),
          })}
          ${messageField(fields)}
          ${tellField({
            id: 'deliver_notifications',
            label: words.tell,
            isChecked: draft.deliver_notifications,
            ...{ reckoning, strings },
            onInput: (deliver_notifications) => this.#change({ deliver_notifications }),
          })}
          ${this.#more(fields)}
          <div class="publish">
            ${draftTrouble(this.#serverDraft, this.panel, {
              differences: (theirs) => draftDifferences(draft, readDraft(theirs) ?? emptyDraft(), this.panel),
              take: (theirs) => {
                this.#draft = readDraft(theirs) ?? emptyDraft();
                this.#keep();
                this.requestUpdate();
              },
            })}
            ${submissionNotice(this.#submission, strings, [
              ['#/name', 'name', words.name],
              ['#/status', 'status-investigating', words.where],
              ['#/components', 'affected', words.affected],
              ['#/body', 'body', words.message],
              ['#/impact_override', 'impact_override', words.impact],
            ])}
            ${this.#outcome(composed, sayWhoWillBeTold(reckoning, draft.deliver_notifications, strings))}
            <div class="actions">
              <button class="button main" type="submit" aria-disabled=${isBusy ? 'true' : nothing}>
                ${isBusy ? words.publishing : words.publish}
              </button>
              <span class="hint last shortcut">${isMac() ? words.shortcutMac : words.shortcut}</span>
            </div>
            ${draftLine(this.#serverDraft, this.panel)}
          </div>
        </form>
        <aside aria-label=${words.preview}>
          <status-admin-preview
            .summary=${composed.summary}
            .strings=${strings}
            .locale=${data.settings?.default_language ?? locale}
          ></status-admin-preview>
        </aside>
      </div>
      ${this.#chooser.render()} ${this.#confirmation.render(strings)}
    `;
  }

  #known(draft: Draft): Known {
    const { data, strings } = this.panel;
    const now = new Date();
    return knownVariables(
      data,
      {
        components: affectedIn(draft.components),
        start: now.toISOString(),
        status: draft.status,
        impact: draft.impact_override ?? impactOf(Object.values(draft.components)),
      },
      strings,
      now,
    );
  }

  #use(template: Template): void {
    this.#draft = useTemplate(this.#draft, template, {
      isUpdate: false,
      isComponent: (id) => this.panel.data.components.some((one) => one.id === id),
    });
    this.#change({});
    this.#submission.clear();
  }

  #arriving(): TemplateResult | typeof nothing {
    const { strings } = this.panel;
    if (this.#failure)
      return html`<p class="notice trouble" role="alert">
        <span>
          ${this.#failure.status === 404 ? strings.drafts.gone : explain(this.#failure, strings)}
          <button class="link" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>
        </span>
      </p>`;
    return this.#isLoading ? html`<p class="soft" role="status">${strings.drafts.loading}</p>` : nothing;
  }

  /** Goes on with what was begun on another machine, or by somebody else. */
  async #load(): Promise<void> {
    const id = this.draftId;
    this.#isLoading = true;
    this.#failure = null;
    this.requestUpdate();
    try {
      const kept = await this.panel.api.writing.getDraft(id);
      if (id !== this.draftId) return;
      const { strings, session } = this.panel;
      this.#draft = readDraft(kept.content) ?? emptyDraft();
      this.#submission.intent = new Intent();
      this.#serverDraft.resume({ id: kept.id, version: kept.version }, kept);
      const isMine = !kept.admin || kept.admin.id === session.admin?.id;
      this.#origin = strings.drafts.restored(
        kept.alert_case ? strings.automatic.monitoring : isMine ? strings.drafts.you : (kept.admin?.email ?? ''),
        sayInstant(kept.updated_at, this.time),
      );
      this.#isRestored = true;
      this.#keep();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    } finally {
      this.#isLoading = false;
      this.requestUpdate();
    }
  }

  #outcome({ status, isUnfelt }: Composed, told: string | null): TemplateResult {
    const words = this.panel.strings.composer;
    const tone = toneOfIndicator(status.indicator);
    return html`<p class="outcome tone-${tone}" data-outcome>
      ${statusIcon(tone, 16)}
      <span>${words.pageWillSay(this.panel.strings.status.page[status.description] ?? status.description)} ${isUnfelt ? html`<span class="soft">${words.stillWell}</span>` : nothing} ${told}</span>
    </p>`;
  }

  #restored(): TemplateResult {
    const words = this.panel.strings.composer;
    return html`<p class="notice" role="status">
      <span>${this.#origin ?? words.draftKept} <button class="link" type="button" @click=${() => void this.#askToDiscard()}>${words.discard}</button></span>
    </p>`;
  }

  #more({ errorFor }: DraftFields): TemplateResult {
    const { strings } = this.panel;
    const words = strings.composer;
    return html`<details class="more" ?open=${this.#draft.impact_override !== null}>
      <summary>${words.more}</summary>
      <div class="inside">
        ${selectField({
          id: 'impact_override',
          label: words.impact,
          hint: words.impactHint,
          value: this.#draft.impact_override ?? '',
          error: errorFor('#/impact_override'),
          options: [['', words.impactAuto], ...impacts.map((one) => [one, strings.status.impact[one] ?? one] as const)],
          onInput: (value) => this.#change({ impact_override: value === '' ? null : (value as Impact) }),
        })}
      </div>
    </details>`;
  }

  #change(change: Partial<Draft>): void {
    this.requestUpdate();
    if (this.#submission.isBusy) return;
    this.#draft = follow(this.#draft, change, (draft) => this.#known(draft));
    this.#keep();
    this.#serverDraft.touch();
  }

  #keep(): void {
    if (isWorthKeeping(this.#draft))
      drafts.save(draftName, {
        draft: this.#draft,
        intent: this.#submission.intent.kept,
        place: this.#serverDraft.place,
      });
    else drafts.drop(draftName);
  }

  async #askToDiscard(): Promise<void> {
    const { strings } = this.panel;
    await this.#confirmation.ask({
      title: strings.drafts.discardTitle,
      text: strings.drafts.discardText(this.#draft.name.trim() || strings.drafts.untitled),
      action: strings.drafts.discardAction,
      run: () => this.#serverDraft.discard(),
      done: () => {
        this.#restart();
        this.panel.say(strings.composer.discarded);
        this.panel.go({ screen: 'new-incident' });
        this.enter();
      },
    });
  }

  /** Nothing is written any more. */
  #restart(): void {
    drafts.drop(draftName);
    this.#draft = emptyDraft();
    this.#submission.intent = new Intent();
    this.#submission.clear();
    this.#isRestored = false;
    this.#origin = null;
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

  /** Sends it; asks before readers get to see a variable that nobody filled in. */
  async #publish(isUnfilledMeant = false): Promise<void> {
    const { panel } = this;
    if (this.#submission.isBusy) return;
    this.#draft = follow(this.#draft, {}, (draft) => this.#known(draft));
    const { name, status, components, body, impact_override, deliver_notifications } = this.#draft;
    const missing = (pointer: string): FieldError => ({ pointer, detail: panel.strings.forms.required });
    const checks = [
      ...(name.trim() === '' ? [missing('#/name')] : []),
      ...(body.trim() === '' ? [missing('#/body')] : []),
    ];
    const unfilled = variablesIn(name, body);
    if (checks.length === 0 && unfilled.length > 0 && !isUnfilledMeant) {
      const words = panel.strings.templates;
      await this.#confirmation.ask({
        title: words.unfilledTitle,
        text: words.unfilledText(unfilled),
        action: words.unfilledAction,
        isDanger: false,
        run: () => Promise.resolve(),
        done: () => void this.#publish(true),
      });
      return;
    }
    await this.#submission.run(async (persist) => {
      const contentWith = (draft_id: string | undefined) => ({
        name: name.trim(),
        status,
        body: body.trim(),
        components,
        deliver_notifications,
        ...(impact_override === null ? {} : { impact_override }),
        ...(draft_id === undefined ? {} : { draft_id }),
      });
      const wasSent = this.#submission.intent.isOf(contentWith(this.#serverDraft.place?.id));
      const content = contentWith(await this.#serverDraft.settle(wasSent));
      if (this.#serverDraft.isDisputed) throw new ApiError('stale-version', panel.strings.forms.conflict.title);
      const key = this.#submission.intent.keyFor(content);
      this.#keep();
      try {
        const incident = await panel.api.openIncident({ content, key, persist });
        this.#submission.intent.fulfil();
        this.#serverDraft.forget();
        this.#restart();
        panel.data.put(incident);
        void panel.data.load();
        panel.say(panel.strings.composer.published);
        this.dispatchEvent(new IncidentPublishedEvent(incident.id));
        panel.go({ screen: 'incident', id: incident.id });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'draft-not-found') this.#serverDraft.markGone();
        throw error;
      }
    }, checks);
  }
}
