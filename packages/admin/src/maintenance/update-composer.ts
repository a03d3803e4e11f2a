import { maxBodyLength } from '@allswell/protocol';
import type { AdminMaintenance, MaintenanceStatus, Settings } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { Intent } from '../api/intent.ts';
import { Audience } from '../audience/audience.ts';
import { sayWhoWillBeTold, tellField } from '../audience/tell-field.ts';
import { UpdatePostedEvent } from '../events.ts';
import { textArea } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { BodyPreview } from '../incidents/body-preview.ts';
import type { Screen } from '../status-admin/screen.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { composeMaintenanceUpdate } from './compose-plan.ts';
import { drop, keep, load } from './keep.ts';

interface UpdateDraft {
  status: MaintenanceStatus;
  body: string;
  tells: boolean;
}

const stations = ['scheduled', 'in_progress', 'verifying', 'completed'] as const satisfies readonly MaintenanceStatus[];
const farAheadHours = 100_000;

/** Writes an update of a maintenance: where it stands, what is new, who is told, and how readers will see it. */
export class UpdateComposer {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #bodyPreview: BodyPreview;
  readonly #audience: Audience;
  readonly #onPosted: () => Promise<void>;
  #id = '';
  #draft: UpdateDraft | null = null;

  constructor(screen: Screen, onPosted: () => Promise<void>) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#bodyPreview = new BodyPreview(screen, () => screen.panel.api);
    this.#audience = new Audience(screen);
    this.#onPosted = onPosted;
  }

  /** Whether something is written that someone would miss. */
  get isWritten(): boolean {
    return this.#draft !== null && this.#draft.body.trim() !== '';
  }

  /** Turns to another maintenance, and to what was being written for it. */
  turnTo(id: string): void {
    this.#id = id;
    const kept = load(id);
    const { status, body, tells } = kept?.draft ?? {};
    const isKnown = typeof body === 'string' && stations.some((one) => one === status);
    this.#draft = isKnown ? { status: status as MaintenanceStatus, body, tells: tells !== false } : null;
    this.#submission.clear();
    this.#submission.intent = new Intent(kept?.intent ?? null);
  }

  /** Leads to the next step: its status is chosen and a sentence is ready, to be sent or put in other words. */
  async propose(maintenance: AdminMaintenance, status: MaintenanceStatus): Promise<void> {
    const { suggestions, goesOn } = this.#screen.panel.strings.maintenance.one;
    const { body, tells } = this.#draft ?? this.#empty(maintenance);
    const isOwn = body.trim() !== '' && ![...Object.values(suggestions), ...Object.values(goesOn)].includes(body);
    this.#change({ status, body: isOwn ? body : (suggestions[status] ?? ''), tells });
    await this.#screen.updateComplete;
    const field = this.#screen.renderRoot.querySelector<HTMLTextAreaElement>('#body');
    field?.focus();
    field?.scrollIntoView({ block: 'nearest' });
  }

  render(maintenance: AdminMaintenance): TemplateResult {
    const { strings, data, locale } = this.#screen.panel;
    const words = strings.maintenance.one;
    const draft = this.#draft ?? this.#empty(maintenance);
    const isBusy = this.#submission.isBusy;
    const summary = composeMaintenanceUpdate(data, maintenance, {
      update: { status: draft.status, body: draft.body || strings.composer.noMessageYet },
      nodes: this.#bodyPreview.nodesOf(draft.body),
      now: new Date(),
    });
    const isSwitchedOff = isSilentStep(maintenance, draft.status, data.settings);
    const reckoning = this.#audience.of({
      kind: 'maintenance',
      component_ids: maintenance.components.map((one) => one.id),
      incident_id: maintenance.id,
    });
    const told = sayWhoWillBeTold(reckoning, draft.tells && !isSwitchedOff, strings);
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#post(maintenance);
    };
    const onKeydown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      void this.#post(maintenance);
    };
    return html`<div class="compose">
      <form class="card form" novalidate @submit=${onSubmit} @keydown=${onKeydown} aria-labelledby="new-update">
        <h2 id="new-update">${words.newUpdate}</h2>
        ${this.#stations(maintenance, draft)} ${this.#message(maintenance, draft)}
        ${tellField({
          id: 'deliver_notifications',
          label: strings.composer.tell,
          isChecked: draft.tells,
          ...{ reckoning, isSwitchedOff, strings },
          onInput: (tells) => this.#change({ ...draft, tells }),
        })}
        <div class="publish">
          ${submissionNotice(this.#submission, strings, [
            ['#/status', `status-${draft.status}`, words.where],
            ['#/body', 'body', strings.composer.message],
          ])}
          <p class="outcome tone-maintenance" data-outcome>
            ${statusIcon('maintenance', 16)}<span>${this.#outcome(maintenance, draft)} ${told}</span>
          </p>
          <div class="actions">
            <button class="button main" type="submit" aria-disabled=${isBusy ? 'true' : nothing}>
              ${isBusy ? words.posting : words.postUpdate}
            </button>
          </div>
        </div>
      </form>
      <aside aria-label=${strings.composer.preview}>
        <status-admin-preview
          .summary=${summary}
          .strings=${strings}
          .locale=${data.settings?.default_language ?? locale}
          .upcomingHours=${farAheadHours}
        ></status-admin-preview>
      </aside>
    </div>`;
  }

  /** What has begun is not merely planned any more. */
  #stations(maintenance: AdminMaintenance, draft: UpdateDraft): TemplateResult {
    const words = this.#screen.panel.strings.maintenance.one;
    const error = this.#submission.errorFor('#/status');
    const possible = stations.filter((one) => one !== 'scheduled' || maintenance.status === 'scheduled');
    return html`<fieldset class="field stations">
      <legend>${words.where}</legend>
      <div class="segments ${possible.length === 3 ? 'three' : ''}">
        ${possible.map(
          (status) => html`<span>
            <input
              type="radio"
              name="status"
              id="status-${status}"
              value=${status}
              .checked=${live(draft.status === status)}
              @change=${() => this.#change({ ...draft, status })}
            />
            <label for="status-${status}">${words.stations[status]}</label>
          </span>`,
        )}
      </div>
      ${error ? html`<p class="error">${error}</p>` : nothing}
    </fieldset>`;
  }

  #message(maintenance: AdminMaintenance, draft: UpdateDraft): TemplateResult {
    const { strings } = this.#screen.panel;
    const { suggestions, goesOn } = strings.maintenance.one;
    const suggestion = (draft.status === maintenance.status ? goesOn : suggestions)[draft.status];
    return html`<div class="message">
      ${textArea({
        id: 'body',
        label: strings.composer.message,
        value: draft.body,
        hint: strings.composer.messageHint,
        error: this.#submission.errorFor('#/body'),
        isRequired: true,
        isReadOnly: this.#submission.isBusy,
        maxLength: maxBodyLength,
        onInput: (body) => this.#change({ ...draft, body }),
      })}
      ${
        suggestion && draft.body.trim() === ''
          ? html`<button class="suggestion" type="button" @click=${() => this.#change({ ...draft, body: suggestion })}>
              ${strings.composer.suggest(suggestion)}
            </button>`
          : nothing
      }
    </div>`;
  }

  #outcome(maintenance: AdminMaintenance, { status }: UpdateDraft): string {
    const words = this.#screen.panel.strings.maintenance.one;
    const names = maintenance.components.map((one) => one.name);
    if (status === 'completed') return words.willEnd(maintenance.auto_transition_to_operational_state ? names : []);
    if (maintenance.status === 'scheduled' && status !== 'scheduled')
      return words.willStart(maintenance.auto_transition_to_maintenance_state ? names : []);
    return status === 'verifying' && maintenance.status !== 'verifying' ? words.willVerify : words.willStay;
  }

  #empty(maintenance: AdminMaintenance): UpdateDraft {
    return { status: maintenance.status === 'completed' ? 'in_progress' : maintenance.status, body: '', tells: true };
  }

  #change(draft: UpdateDraft): void {
    this.#screen.requestUpdate();
    if (this.#submission.isBusy) return;
    this.#draft = draft;
    this.#keep();
  }

  #keep(): void {
    if (this.isWritten) keep(this.#id, { draft: this.#draft, intent: this.#submission.intent.kept });
    else drop(this.#id);
  }

  async #post(maintenance: AdminMaintenance): Promise<void> {
    const { panel } = this.#screen;
    const draft = this.#draft ?? this.#empty(maintenance);
    const content = { status: draft.status, body: draft.body.trim(), deliver_notifications: draft.tells };
    const checks = content.body === '' ? [{ pointer: '#/body', detail: panel.strings.forms.required }] : [];
    const isPosted = await this.#submission.run(async (persist) => {
      const key = this.#submission.intent.keyFor(content);
      this.#keep();
      await panel.api.postUpdate(maintenance.id, { content, key, persist });
    }, checks);
    if (!isPosted) {
      // It may be over meanwhile: what was written stays, beside how it stands now.
      if (checks.length === 0) await this.#onPosted();
      return;
    }
    this.#submission.intent.fulfil();
    drop(maintenance.id);
    this.#draft = null;
    panel.say(panel.strings.maintenance.one.posted);
    this.#screen.dispatchEvent(new UpdatePostedEvent(maintenance.id, draft.status));
    this.#screen.enter();
    await Promise.all([this.#onPosted(), panel.data.load()]);
  }
}

/** Whether the settings keep this step to the page. What else is said of a maintenance is told like any other word. */
function isSilentStep(maintenance: AdminMaintenance, status: MaintenanceStatus, settings: Settings | null): boolean {
  if (status === 'completed') return settings?.notify_maintenance_ended === false;
  return (
    status === 'in_progress' && maintenance.status === 'scheduled' && settings?.notify_maintenance_started === false
  );
}
