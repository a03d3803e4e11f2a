import { maxBodyLength, maxNameLength } from '@allswell/protocol';
import type { IncidentStatus } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { Intent } from '../api/intent.ts';
import { checkField, selectField, textArea, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { composing } from '../incidents/composing.styles.ts';
import { emptyDraft } from '../incidents/draft.ts';
import { componentsField } from '../incidents/incident-fields.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { browserZone } from '../time/format.ts';
import { Difference } from '../uptime/difference.ts';
import { bodyOfPast, checkPast, emptyPast, updatesOfPast } from './past-form.ts';
import type { PastForm, PastUpdate } from './past-form.ts';

const kinds = ['incident', 'maintenance'] as const;
const stations = ['investigating', 'identified', 'monitoring'] as const satisfies readonly IncidentStatus[];

/** Writes down what happened before this page, or was never told. */
export class StatusAdminPastIncident extends Screen {
  static override styles = [
    base,
    composing,
    css`
      .head,
      .past {
        max-inline-size: 46rem;
      }
      .past {
        display: grid;
        gap: 1.35rem;
      }
      .past > p {
        margin-block-start: -0.9rem;
      }
      .two .segments {
        max-inline-size: 26rem;
      }
      .two.stations > .segments {
        grid-template-columns: 1fr 1fr;
      }
      .pair {
        display: grid;
        align-items: start;
        gap: 1.35rem;
        grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
      }
      .choices {
        display: grid;
        gap: 0.6rem;
        grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
      }
      .story-title {
        font-size: 1.02rem;
        font-weight: 620;
        margin-block-end: 0.9rem;
      }
      .story {
        display: grid;
        gap: 1.1rem;
      }
      :is(.story, .between, .pair .field) {
        grid-template-columns: minmax(0, 1fr);
      }
      .between {
        display: grid;
        gap: 1rem;
        padding: 1rem;
        border: 1px solid var(--line);
        border-radius: 10px;
      }
      .between > .actions {
        justify-content: space-between;
      }
    `,
  ];

  readonly #submission = new Submission(this);
  readonly #uptime = new Difference(this);
  #form: PastForm = emptyPast();
  /** What of it is in the history already, when the way there was cut off in the middle. */
  #done: { id: string; updates: number } | null = null;
  /** One for each step: what was sent stays sent once. */
  #intents: Intent[] = [];

  override enter(): void {
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.backfill;
    const form = this.#form;
    const submission = this.#submission;
    const isIncident = form.kind === 'incident';
    const zone = strings.incident.yourZone(browserZone());
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#publish();
    };
    const time = (id: 'start' | 'end', label: string) =>
      textField({
        id,
        type: 'datetime-local',
        label,
        hint: zone,
        value: form[id],
        isRequired: true,
        error: submission.errorFor(`#/${id}`),
        onInput: (value) => this.#change({ [id]: value }),
      });
    const text = (id: 'first' | 'last', label: string) =>
      textArea({
        id,
        label,
        hint: strings.composer.messageHint,
        value: form[id],
        isRequired: true,
        maxLength: maxBodyLength,
        error: submission.errorFor(`#/${id}`),
        onInput: (value) => this.#change({ [id]: value }),
      });
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1></div>
      <div class="past">
        <p class="soft words">${words.text}</p>
        <form class="card form" novalidate @submit=${onSubmit} aria-label=${words.title}>
          ${this.#kind()}
          ${textField({
            id: 'name',
            label: isIncident ? words.name : words.maintenanceName,
            value: form.name,
            maxLength: maxNameLength,
            isRequired: true,
            error: submission.errorFor('#/name'),
            onInput: (name) => this.#change({ name }),
          })}
          <div class="pair">${time('start', words.start)} ${time('end', words.end)}</div>
          ${isIncident ? this.#affected() : this.#touched()}
          ${
            isIncident
              ? html`<fieldset class="field">
                  <legend class="story-title">${words.updates}</legend>
                  <div class="story">
                    ${text('first', words.first)} ${form.between.map((one, index) => this.#between(one, index))}
                    <div>
                      <button class="button small" type="button" data-add @click=${() => void this.#add()}>
                        ${words.addUpdate}
                      </button>
                    </div>
                    ${text('last', words.last)}
                  </div>
                </fieldset>`
              : text('first', words.summary)
          }
          ${this.#uptime.render()}
          ${this.#done && submission.error ? html`<p class="notice waiting">${words.partly}</p>` : nothing}
          ${submissionNotice(submission, strings, [
            ['#/name', 'name', isIncident ? words.name : words.maintenanceName],
            ['#/start', 'start', words.start],
            ['#/backfill_date', 'start', words.start],
            ['#/scheduled_for', 'start', words.start],
            ['#/end', 'end', words.end],
            ['#/scheduled_until', 'end', words.end],
            ['#/components', 'affected', words.affected],
            ['#/component_ids', 'affected', words.maintenanceAffected],
            ['#/first', 'first', isIncident ? words.first : words.summary],
            ...form.between.flatMap((_, index) => [
              [`#/between/${index}/at`, `at-${index}`, `${words.update(index + 2)}, ${words.at}`] as const,
              [`#/between/${index}/body`, `body-${index}`, `${words.update(index + 2)}, ${words.message}`] as const,
            ]),
            ['#/last', 'last', words.last],
            ['#/body', 'first', words.message],
          ])}
          <div class="actions">
            <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
              ${submission.isBusy ? words.publishing : words.publish}
            </button>
          </div>
        </form>
      </div>
    `;
  }

  #kind(): TemplateResult {
    const words = this.panel.strings.backfill;
    return html`<fieldset class="field stations two">
      <legend>${words.kind}</legend>
      <div class="segments">
        ${kinds.map(
          (kind) => html`<span>
            <input
              type="radio"
              name="kind"
              id="kind-${kind}"
              value=${kind}
              .checked=${this.#form.kind === kind}
              @change=${() => this.#change({ kind })}
            />
            <label for="kind-${kind}">${words.kinds[kind]}</label>
          </span>`,
        )}
      </div>
    </fieldset>`;
  }

  #between(update: PastUpdate, index: number): TemplateResult {
    const { strings } = this.panel;
    const words = strings.backfill;
    const change = (part: Partial<PastUpdate>) =>
      this.#change({ between: this.#form.between.map((one, at) => (at === index ? { ...one, ...part } : one)) });
    return html`<div class="between" role="group" aria-label=${words.update(index + 2)}>
      <div class="pair">
        ${textField({
          id: `at-${index}`,
          type: 'datetime-local',
          label: words.at,
          hint: words.atLater,
          value: update.at,
          isRequired: true,
          error: this.#submission.errorFor(`#/between/${index}/at`),
          onInput: (at) => change({ at }),
        })}
        ${selectField({
          id: `status-${index}`,
          label: words.status,
          value: update.status,
          options: stations.map((one) => [one, strings.status.incident[one] ?? one] as const),
          onInput: (status) => change({ status: stations.find((one) => one === status) ?? 'investigating' }),
        })}
      </div>
      ${textArea({
        id: `body-${index}`,
        label: words.message,
        value: update.body,
        isRequired: true,
        maxLength: maxBodyLength,
        error: this.#submission.errorFor(`#/between/${index}/body`),
        onInput: (body) => change({ body }),
      })}
      <div class="actions">
        <button
          class="button small quiet last"
          type="button"
          @click=${() => void this.#remove(index)}
        >
          ${words.removeUpdate(index + 2)}
        </button>
      </div>
    </div>`;
  }

  #affected(): TemplateResult | typeof nothing {
    const { strings, data } = this.panel;
    if (data.components.length === 0) return nothing;
    return componentsField({
      draft: { ...emptyDraft(), components: this.#form.components },
      strings,
      isBusy: this.#submission.isBusy,
      legend: strings.backfill.affected,
      // What they are today has nothing to do with then.
      components: data.components.map((one) => ({ ...one, status: 'operational' as const })),
      groups: data.groups,
      isHeld: () => false,
      errorFor: (pointer) => this.#submission.errorFor(pointer),
      onDraft: ({ components }) => (components ? this.#change({ components }) : undefined),
    });
  }

  #touched(): TemplateResult | typeof nothing {
    const { strings, data } = this.panel;
    if (data.components.length === 0) return nothing;
    const { affected } = this.#form;
    const toggle = (id: string, isChecked: boolean) =>
      this.#change({ affected: [...affected.filter((one) => one !== id), ...(isChecked ? [id] : [])].sort() });
    return html`<fieldset class="field" id="affected" tabindex="-1">
      <legend>${strings.backfill.maintenanceAffected}</legend>
      <div class="choices">
        ${data.components.map(({ id, name }) =>
          checkField({
            id: `affected-${id}`,
            label: name,
            isChecked: affected.includes(id),
            onInput: (isChecked) => toggle(id, isChecked),
          }),
        )}
      </div>
    </fieldset>`;
  }

  #change(part: Partial<PastForm>): void {
    this.requestUpdate();
    if (!this.#submission.isBusy) this.#form = { ...this.#form, ...part };
    this.#followUptime();
  }

  /** As soon as it is clear from when to when what was out; its words do not count. */
  #followUptime(): void {
    const some = '…';
    const { between, ...form } = this.#form;
    const times = {
      ...{ ...form, name: some, first: some, last: some },
      between: between.map((one) => ({ ...one, body: some })),
    };
    const affected = form.kind === 'incident' ? Object.keys(form.components) : form.affected;
    const isClear = affected.length > 0 && checkPast(times, this.panel.strings).length === 0;
    const updates = updatesOfPast(times);
    this.#uptime.follow(
      isClear && !this.#done
        ? {
            ...{ method: 'POST', path: '/api/v1/incidents', body: bodyOfPast(times) },
            ...(updates.length > 0 ? { updates } : {}),
          }
        : null,
    );
  }

  async #add(): Promise<void> {
    const { between } = this.#form;
    this.#change({ between: [...between, { at: this.#form.start, status: 'identified', body: '' }] });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#at-${between.length}`)?.focus();
  }

  async #remove(index: number): Promise<void> {
    this.#change({ between: this.#form.between.filter((_, at) => at !== index) });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-add]')?.focus();
  }

  /** One request for the beginning and one for each update. Cut off in the middle, it goes on where it was. */
  async #publish(): Promise<void> {
    const { panel } = this;
    const form = this.#form;
    const keyOf = (step: number, content: unknown) => (this.#intents[step] ??= new Intent()).keyFor(content);
    const isPublished = await this.#submission.run(
      async (persist) => {
        const content = bodyOfPast(form);
        this.#done ??= {
          id: (await panel.api.openIncident({ content, key: keyOf(0, content), persist })).id,
          updates: 0,
        };
        for (const [index, update] of updatesOfPast(form).entries()) {
          if (index < this.#done.updates) continue;
          await panel.api.postUpdate(this.#done.id, { content: update, key: keyOf(index + 1, update), persist });
          this.#done.updates = index + 1;
        }
      },
      checkPast(form, panel.strings),
    );
    if (!isPublished || !this.#done) return;
    const { id } = this.#done;
    this.#form = emptyPast();
    this.#uptime.follow(null);
    this.#done = null;
    this.#intents = [];
    panel.say(panel.strings.backfill.published);
    void panel.data.load();
    panel.go(form.kind === 'incident' ? { screen: 'incident', id } : { screen: 'one-maintenance', id });
  }
}
