import { maxBodyLength } from '@allswell/protocol';
import type { DeletedUpdate, FieldError, IncidentUpdate, MaintenanceUpdate } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AnyIncident } from '../api/admin-api.ts';
import type { NoticesWatch } from '../deliveries/notices-watch.ts';
import type { Confirmation } from '../forms/confirmation.ts';
import { textArea, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';
import { plainText, textNodes } from '../templates/text-nodes.ts';
import { browserZone, fromLocalField, sayInstant, toLocalField } from '../time/format.ts';
import { Difference } from '../uptime/difference.ts';
import { EarlierVersions } from './earlier-versions.ts';

type AnyUpdate = IncidentUpdate | MaintenanceUpdate;

/** The thread of an incident, newest first; each update can be put right or taken back. */
export class UpdateThread {
  readonly #screen: Screen;
  readonly #confirmation: Confirmation;
  readonly #submission: Submission;
  readonly #reload: () => Promise<void>;
  readonly #earlier: EarlierVersions;
  readonly #told: NoticesWatch;
  readonly #uptime: Difference;
  #editing: { id: string; body: string; at: string } | null = null;

  constructor(screen: Screen, parts: { confirmation: Confirmation; told: NoticesWatch; reload: () => Promise<void> }) {
    this.#screen = screen;
    this.#confirmation = parts.confirmation;
    this.#told = parts.told;
    this.#submission = new Submission(screen);
    this.#earlier = new EarlierVersions(screen);
    this.#uptime = new Difference(screen);
    this.#reload = parts.reload;
  }

  render(incident: AnyIncident): TemplateResult {
    const { strings } = this.#screen.panel;
    return html`<section class="thread" aria-labelledby="updates-title">
      <h2 id="updates-title">${strings.incident.updates}</h2>
      <ol class="rows">
        ${repeat(
          threadOf(incident),
          ({ id }) => id,
          (one) =>
            'deleted_at' in one
              ? html`<li class="gone">${this.#gone(one)}</li>`
              : html`<li data-update-id=${one.id}>
                  ${this.#editing?.id === one.id ? this.#form(incident, one) : this.#update(incident, one)}
                </li>`,
        )}
      </ol>
    </section>`;
  }

  /** What readers see in the place of an update that was deleted. */
  #gone({ display_at, deleted_at }: DeletedUpdate): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const context = { locale, timeZone: browserZone() };
    return html`<time datetime=${display_at}>${sayInstant(display_at, context)}</time>
      <p class="soft small">${strings.earlier.deleted(sayInstant(deleted_at, context))}</p>`;
  }

  #update(incident: AnyIncident, update: AnyUpdate): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const words = strings.incident;
    const status = strings.status.incident[update.status] ?? strings.status.unknown;
    const context = { locale, timeZone: browserZone() };
    const when = sayInstant(update.display_at, context);
    const changes = update.affected_components ?? [];
    const nameOf = (one: string) => strings.status.component[one] ?? strings.status.unknown;
    return html`<div>
        <b>${status}</b>
        <time datetime=${update.display_at}>${when}</time>
        ${'automatic' in update && update.automatic ? html`<span class="edited" data-automatic>${strings.automatic.posted}</span>` : nothing}
        ${update.edited_at ? html`<span class="edited">${words.edited(sayInstant(update.edited_at, context))}</span>` : nothing}
      </div>
      <div>
        ${update.body_nodes ? textNodes(update.body_nodes) : plainText(update.body)}
        ${changes
          .filter((one) => one.old_status !== one.new_status)
          .map(
            (one) =>
              html`<p class="changes">${words.change(one.name, nameOf(one.old_status), nameOf(one.new_status))}</p>`,
          )}
        ${update.edited_at ? this.#earlier.render(incident.id, update) : nothing} ${this.#told.render(update.id)}
        <div class="actions">
          <button
            class="button small quiet"
            type="button"
            data-edit
            aria-label=${words.editUpdateOf(status, when)}
            @click=${() => void this.#edit(update)}
          >
            ${strings.forms.edit}
          </button>
          ${
            incident.incident_updates.length > 1
              ? html`<button
                  class="button small quiet"
                  type="button"
                  aria-label=${words.deleteUpdateOf(status, when)}
                  @click=${() => void this.#askToDelete(incident, update)}
                >
                  ${strings.forms.delete}
                </button>`
              : nothing
          }
        </div>
      </div>`;
  }

  #form(incident: AnyIncident, update: AnyUpdate): TemplateResult {
    const { strings } = this.#screen.panel;
    const words = strings.incident;
    const editing = this.#editing;
    const submission = this.#submission;
    if (!editing) return html``;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save(incident, update);
    };
    return html`<div>
        <b>${strings.status.incident[update.status] ?? strings.status.unknown}</b>
      </div>
      <form class="form" novalidate @submit=${onSubmit} aria-label=${words.editUpdate}>
        ${textArea({
          id: 'edit-body',
          label: strings.composer.message,
          value: editing.body,
          hint: strings.composer.messageHint,
          maxLength: maxBodyLength,
          isRequired: true,
          error: submission.errorFor('#/body'),
          onInput: (body) => this.#change({ ...editing, body }),
        })}
        ${textField({
          id: 'edit-at',
          type: 'datetime-local',
          label: words.updateTime,
          value: editing.at,
          hint: words.yourZone(browserZone()),
          error: submission.errorFor('#/display_at'),
          onInput: (at) => {
            this.#change({ ...editing, at });
            this.#followUptime(incident, update, at);
          },
        })}
        ${this.#uptime.render()}
        ${submissionNotice(submission, strings, [
          ['#/body', 'edit-body', strings.composer.message],
          ['#/display_at', 'edit-at', words.updateTime],
        ])}
        <div class="actions">
          <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
            ${submission.isBusy ? strings.forms.saving : strings.forms.save}
          </button>
          <button class="button quiet" type="button" @click=${() => void this.#close(update.id)}>${strings.forms.cancel}</button>
        </div>
      </form>`;
  }

  #change(editing: { id: string; body: string; at: string }): void {
    this.#editing = editing;
    this.#screen.requestUpdate();
  }

  async #edit(update: AnyUpdate): Promise<void> {
    this.#submission.clear();
    this.#change({ id: update.id, body: update.body, at: toLocalField(update.display_at) });
    await this.#screen.updateComplete;
    this.#screen.renderRoot.querySelector<HTMLElement>('#edit-body')?.focus();
  }

  /** The focus goes back to the button that opened it. */
  async #close(id: string): Promise<void> {
    this.#submission.stop();
    this.#uptime.follow(null);
    this.#editing = null;
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    this.#screen.renderRoot.querySelector<HTMLElement>(`[data-update-id="${id}"] [data-edit]`)?.focus();
  }

  async #save(incident: AnyIncident, update: AnyUpdate): Promise<void> {
    const editing = this.#editing;
    if (!editing) return;
    const { panel } = this.#screen;
    const body = editing.body.trim();
    const checks: FieldError[] = body === '' ? [{ pointer: '#/body', detail: panel.strings.forms.required }] : [];
    const at = movedTo(update, editing.at);
    const content = { ...(body === update.body ? {} : { body }), ...(at === null ? {} : { display_at: at }) };
    const isSaved = await this.#submission.run(async (persist) => {
      if (Object.keys(content).length > 0) await panel.api.changeUpdate(incident.id, update.id, { content, persist });
    }, checks);
    if (!isSaved) return;
    panel.say(panel.strings.incident.savedIncident);
    await this.#reload();
    await this.#close(update.id);
  }

  /** When something was said decides from when to when things were down. */
  #followUptime(incident: AnyIncident, update: AnyUpdate, at: string): void {
    const display_at = movedTo(update, at);
    this.#uptime.follow(
      display_at === null ? null : { method: 'PATCH', path: addressOf(incident, update), body: { display_at } },
    );
  }

  async #askToDelete(incident: AnyIncident, update: AnyUpdate): Promise<void> {
    const { panel } = this.#screen;
    const words = panel.strings.incident;
    this.#uptime.follow({ method: 'DELETE', path: addressOf(incident, update) });
    await this.#confirmation.ask({
      title: words.deleteUpdateTitle,
      text: words.deleteUpdateText,
      action: words.deleteUpdateAction,
      note: () => (this.#editing ? nothing : this.#uptime.render()),
      run: async (persist) => {
        await panel.api.deleteUpdate(incident.id, update.id, persist);
      },
      done: () => {
        panel.say(words.deletedUpdate);
        void panel.data.load();
        void this.#reload().then(() => this.#screen.enter());
      },
    });
  }
}

const addressOf = (incident: AnyIncident, update: AnyUpdate) => `/api/v1/incidents/${incident.id}/updates/${update.id}`;

/** Its new time; null for the one it has. The field knows minutes: an untouched time keeps its seconds. */
function movedTo({ display_at }: AnyUpdate, field: string): string | null {
  return field === toLocalField(display_at) ? null : fromLocalField(field);
}

/** Updates and the traces of deleted ones, newest first. */
function threadOf(incident: AnyIncident): (AnyUpdate | DeletedUpdate)[] {
  const updates = incident.incident_updates as readonly AnyUpdate[];
  const thread: (AnyUpdate | DeletedUpdate)[] = [...updates];
  for (const gone of incident.deleted_updates ?? []) {
    const at = thread.findIndex((one) => Date.parse(one.display_at) <= Date.parse(gone.display_at));
    thread.splice(at === -1 ? thread.length : at, 0, gone);
  }
  return thread;
}
