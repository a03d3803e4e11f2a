import { maxBodyLength } from '@allswell/protocol';
import type { AdminIncident } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { Audience } from '../audience/audience.ts';
import { tellField } from '../audience/tell-field.ts';
import { conflictView } from '../forms/conflict.ts';
import type { Confirmation } from '../forms/confirmation.ts';
import { textArea } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { BodyPreview } from '../incidents/body-preview.ts';
import type { Screen } from '../status-admin/screen.ts';
import { plainText, textNodes } from '../templates/text-nodes.ts';
import { sayInstant, sayTime } from '../time/format.ts';

const waitMs = 1_200;
const retryMs = 5_000;

/** What was learned: written while it is thought, kept on the server meanwhile, published when it is ready. */
export class PostmortemEditor {
  readonly #screen: Screen;
  readonly #confirmation: Confirmation;
  readonly #submission: Submission;
  readonly #bodyPreview: BodyPreview;
  readonly #audience: Audience;
  readonly #onChanged: (incident: AdminIncident) => void;
  #incidentId = '';
  #body: string | null = null;
  /** What the server holds, and as which version of the incident. */
  #kept = '';
  #version = 0;
  #savedAt: string | null = null;
  #isSaving = false;
  #isAway = false;
  #theirs: AdminIncident | null = null;
  #tell = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;

  constructor(screen: Screen, confirmation: Confirmation, onChanged: (incident: AdminIncident) => void) {
    this.#screen = screen;
    this.#confirmation = confirmation;
    this.#submission = new Submission(screen);
    this.#bodyPreview = new BodyPreview(screen, () => screen.panel.api);
    this.#audience = new Audience(screen);
    this.#onChanged = onChanged;
    screen.addController({
      // Who leaves in the middle of a word has it kept nevertheless.
      hostDisconnected: () => {
        if (this.#timer !== undefined) void this.#save();
      },
    });
  }

  /** Another incident is shown. */
  close(): void {
    if (this.#timer !== undefined) void this.#save();
    this.#body = null;
    this.#theirs = null;
    this.#submission.clear();
  }

  render(incident: AdminIncident): TemplateResult {
    const words = this.#screen.panel.strings.postmortem;
    return html`<section class="postmortem" aria-labelledby="postmortem-title">
      <h2 id="postmortem-title" tabindex="-1">${words.title}</h2>
      ${this.#body === null ? this.#standing(incident) : this.#form(incident, this.#body)}
    </section>`;
  }

  #standing(incident: AdminIncident): TemplateResult {
    const { panel } = this.#screen;
    const words = panel.strings.postmortem;
    const { postmortem } = incident;
    const open = html`<button class="button" type="button" data-open-postmortem @click=${() => void this.#open(incident)}>
      ${postmortem ? words.edit : words.write}
    </button>`;
    if (!postmortem) return html`<div class="card reopen"><p class="soft words">${words.text}</p>${open}</div>`;
    const isChanged = postmortem.published_at !== null && publishedBody(incident) !== postmortem.body;
    const context = { locale: panel.locale, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    return html`<div class="card reopen">
      <div>
        <p>
          ${
            postmortem.published_at
              ? words.publishedAt(sayInstant(postmortem.published_at, context))
              : panel.strings.drafts.saved(sayInstant(postmortem.edited_at, context))
          }
        </p>
        ${isChanged ? html`<p class="soft small">${words.unpublished}</p>` : nothing}
      </div>
      ${open}
    </div>`;
  }

  #form(incident: AdminIncident, body: string): TemplateResult {
    const { strings } = this.#screen.panel;
    const words = strings.postmortem;
    const submission = this.#submission;
    const isPublished = incident.postmortem?.published_at != null;
    const nodes = this.#bodyPreview.nodesOf(body);
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#publish(incident);
    };
    return html`<form class="card form" novalidate @submit=${onSubmit} aria-labelledby="postmortem-title">
      ${textArea({
        id: 'postmortem-body',
        label: words.body,
        hint: words.hint,
        value: body,
        rows: 12,
        maxLength: maxBodyLength,
        isRequired: true,
        isReadOnly: submission.isBusy,
        error: submission.errorFor('#/body'),
        onInput: (text) => this.#type(text),
      })}
      <section class="text-preview" aria-label=${words.preview}>
        <h3>${words.preview}</h3>
        ${body.trim() === '' ? html`<p class="soft">${words.nothingYet}</p>` : nodes ? textNodes(nodes) : plainText(body)}
      </section>
      ${
        isPublished
          ? html`<p class="hint">${words.editedNote}</p>`
          : tellField({
              id: 'postmortem-tell',
              label: words.tell,
              isChecked: this.#tell,
              reckoning: this.#audience.of({
                kind: 'incident',
                component_ids: incident.components.map((one) => one.id),
                incident_id: incident.id,
              }),
              strings,
              onInput: (isChecked) => {
                this.#tell = isChecked;
                this.#screen.requestUpdate();
              },
            })
      }
      ${this.#conflict(body)} ${submissionNotice(submission, strings, [['#/body', 'postmortem-body', words.body]])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? words.publishing : isPublished ? words.publishChanges : words.publish}
        </button>
        <button class="button quiet" type="button" @click=${() => void this.#leave()}>${words.close}</button>
        ${
          isPublished || !incident.postmortem
            ? nothing
            : html`<button class="button quiet" type="button" @click=${() => void this.#askToDiscard(incident)}>
                ${words.discard}
              </button>`
        }
        ${
          isPublished && publishedBody(incident) !== body
            ? html`<button class="button quiet" type="button" @click=${() => this.#type(publishedBody(incident) ?? body)}>
                ${words.revert}
              </button>`
            : nothing
        }
        <span class="last">${this.#line()}</span>
      </div>
    </form>`;
  }

  #line(): TemplateResult | typeof nothing {
    const { strings, locale } = this.#screen.panel;
    if (this.#isAway) return html`<p class="hint" role="status">${strings.drafts.kept}</p>`;
    if (this.#isSaving) return html`<p class="hint">${strings.drafts.saving}</p>`;
    return this.#savedAt
      ? html`<p class="hint" data-draft="saved">${strings.drafts.saved(sayTime(this.#savedAt, locale))}</p>`
      : nothing;
  }

  #conflict(mine: string): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    const { strings } = this.#screen.panel;
    const text = theirs.postmortem?.body ?? '';
    return conflictView(
      {
        differences: [{ label: strings.postmortem.title, theirs: text || strings.forms.conflict.empty, mine }],
        onKeepMine: () => {
          this.#version = theirs.version;
          this.#theirs = null;
          void this.#save();
        },
        onTakeTheirs: () => {
          this.#begin(theirs);
          this.#onChanged(theirs);
        },
      },
      strings,
    );
  }

  async #open(incident: AdminIncident): Promise<void> {
    this.#submission.clear();
    this.#begin(incident);
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    this.#screen.renderRoot.querySelector<HTMLElement>('#postmortem-body')?.focus();
  }

  #begin(incident: AdminIncident): void {
    this.#incidentId = incident.id;
    this.#kept = incident.postmortem?.body ?? '';
    this.#body = this.#kept;
    this.#version = incident.version;
    this.#savedAt = null;
    this.#theirs = null;
    this.#screen.requestUpdate();
  }

  #type(text: string): void {
    if (this.#submission.isBusy) return;
    this.#body = text;
    this.#screen.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), this.#isAway ? retryMs : waitMs);
  }

  /** Keeps it on the server. An incident changes for other reasons too: only other words in here are a conflict. */
  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#saving) {
      await this.#saving;
      return this.#save();
    }
    const body = this.#body?.trim() ?? '';
    if (this.#theirs || body === '' || body === this.#kept) return;
    this.#isSaving = true;
    this.#screen.requestUpdate();
    this.#saving = this.#send(body).finally(() => {
      this.#saving = null;
      this.#isSaving = false;
      this.#screen.requestUpdate();
    });
    await this.#saving;
  }

  async #send(body: string): Promise<void> {
    const { writing } = this.#screen.panel.api;
    for (;;) {
      try {
        const saved = await writing.writePostmortem(this.#incidentId, { content: { body }, version: this.#version });
        this.#kept = body;
        this.#version = saved.version;
        this.#savedAt = saved.postmortem?.edited_at ?? null;
        this.#isAway = false;
        this.#onChanged(saved);
        return;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === 'stale-version') {
          const current = error.current as AdminIncident;
          const now = current.postmortem?.body ?? '';
          if (now !== this.#kept && now !== body) {
            this.#theirs = current;
            return;
          }
          this.#version = current.version;
          continue;
        }
        this.#isAway = true;
        this.#timer = setTimeout(() => void this.#save(), retryMs);
        return;
      }
    }
  }

  async #leave(): Promise<void> {
    await this.#save();
    if (this.#theirs || this.#isAway) return;
    this.#body = null;
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    this.#screen.renderRoot.querySelector<HTMLElement>('[data-open-postmortem]')?.focus();
  }

  async #publish(incident: AdminIncident): Promise<void> {
    const { panel } = this.#screen;
    const words = panel.strings.postmortem;
    const body = this.#body?.trim() ?? '';
    const isPublished = incident.postmortem?.published_at != null;
    const checks = body === '' ? [{ pointer: '#/body', detail: panel.strings.forms.required }] : [];
    const isDone = await this.#submission.run(async (persist) => {
      const { writing } = panel.api;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      await this.#saving;
      if (body !== this.#kept) {
        await writing.writePostmortem(incident.id, { content: { body }, persist });
        this.#kept = body;
      }
      const content = isPublished ? {} : { deliver_notifications: this.#tell };
      this.#onChanged(await writing.publishPostmortem(incident.id, { content, persist }));
    }, checks);
    if (!isDone) return;
    this.#body = null;
    panel.say(isPublished ? words.changesPublished : words.published);
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    this.#screen.renderRoot.querySelector<HTMLElement>('#postmortem-title')?.focus();
  }

  async #askToDiscard(incident: AdminIncident): Promise<void> {
    const { panel } = this.#screen;
    const words = panel.strings.postmortem;
    await this.#confirmation.ask({
      title: words.discardTitle,
      text: words.discardText,
      action: words.discardAction,
      run: async (persist) => {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        await this.#saving;
        await panel.api.writing.dropPostmortem(incident.id, persist);
      },
      done: () => {
        this.#body = null;
        this.#onChanged({ ...incident, postmortem: null });
        panel.say(words.discarded);
        void this.#screen.updateComplete.then(() =>
          this.#screen.renderRoot.querySelector<HTMLElement>('#postmortem-title')?.focus(),
        );
      },
    });
  }
}

/** What readers see of it; null while nothing is published. */
function publishedBody(incident: AdminIncident): string | null {
  return incident.incident_updates.find((one) => one.status === 'postmortem')?.body ?? null;
}
