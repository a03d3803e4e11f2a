import { componentStatuses, impacts, maxBodyLength, maxNameLength } from '@allswell/protocol';
import type { ComponentStatus, FieldError, Impact, IncidentStatus, NewTemplate, Template } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { checkField, selectField, textArea, textField } from '../forms/fields.ts';
import { conflictView } from '../forms/conflict.ts';
import type { Difference } from '../forms/conflict.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { BodyPreview } from '../incidents/body-preview.ts';
import { emptyDraft } from '../incidents/draft.ts';
import { componentsField } from '../incidents/incident-fields.ts';
import type { Screen } from '../status-admin/screen.ts';
import { plainText, textNodes } from '../templates/text-nodes.ts';
import { knownNames } from './known-variables.ts';

const stations = ['investigating', 'identified', 'monitoring', 'resolved'] as const satisfies readonly IncidentStatus[];
const kinds = ['incident', 'maintenance'] as const;

interface Form {
  kind: Template['kind'];
  name: string;
  title: string;
  body: string;
  status: IncidentStatus | '';
  impact: Impact | '';
  components: Record<string, ComponentStatus>;
  affected: readonly string[];
  duration: string;
}

/** Writes a template, new or again. */
export class TemplateForm {
  readonly #screen: Screen;
  readonly #submission: Submission;
  readonly #bodyPreview: BodyPreview;
  readonly #onSaved: (template: Template) => Promise<void>;
  #form: Form | null = null;
  #from: Template | null = null;
  #theirs: Template | null = null;

  constructor(screen: Screen, onSaved: (template: Template) => Promise<void>) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
    this.#bodyPreview = new BodyPreview(screen, () => screen.panel.api);
    this.#onSaved = onSaved;
  }

  get isOpen(): boolean {
    return this.#form !== null;
  }

  /** Begins a new one, or goes on with this one. */
  open(from: Template | null, kind: Template['kind'] = 'incident'): void {
    this.#submission.clear();
    this.#from = from;
    this.#theirs = null;
    this.#form = formOf(from, kind);
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#template-name')?.focus(),
    );
  }

  render(): TemplateResult | typeof nothing {
    const form = this.#form;
    if (!form) return nothing;
    const { strings } = this.#screen.panel;
    const words = strings.templates;
    const submission = this.#submission;
    const change = (part: Partial<Form>) => {
      if (submission.isBusy) return;
      this.#form = { ...form, ...part };
      this.#screen.requestUpdate();
    };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#save();
    };
    const isIncident = form.kind === 'incident';
    return html`<form class="card form template" novalidate @submit=${onSubmit} aria-labelledby="template-title">
      <h2 id="template-title">${this.#from ? words.editTitle : words.newTitle}</h2>
      ${this.#from ? nothing : this.#kind(form, change)}
      ${textField({
        id: 'template-name',
        label: words.name,
        hint: words.nameHint,
        placeholder: words.namePlaceholder,
        value: form.name,
        maxLength: maxNameLength,
        isRequired: true,
        error: submission.errorFor('#/name'),
        onInput: (name) => change({ name }),
      })}
      ${textField({
        id: 'template-subject',
        label: words.subject,
        hint: words.subjectHint,
        placeholder: words.subjectPlaceholder,
        value: form.title,
        maxLength: maxNameLength,
        isRequired: true,
        error: submission.errorFor('#/title'),
        onInput: (title) => change({ title }),
      })}
      ${textArea({
        id: 'template-body',
        label: words.message,
        hint: strings.composer.messageHint,
        value: form.body,
        maxLength: maxBodyLength,
        isRequired: true,
        error: submission.errorFor('#/body'),
        onInput: (body) => change({ body }),
      })}
      ${this.#variables(form)} ${this.#preview(form)}
      <div class="pair">
        ${
          isIncident
            ? selectField({
                id: 'template-status',
                label: words.status,
                value: form.status,
                error: submission.errorFor('#/status'),
                options: [
                  ['', words.anyStatus],
                  ...stations.map((one) => [one, strings.status.incident[one] ?? one] as const),
                ],
                onInput: (status) => change({ status: stations.find((one) => one === status) ?? '' }),
              })
            : textField({
                id: 'template-duration',
                label: words.duration,
                hint: words.durationHint,
                value: form.duration,
                error: submission.errorFor('#/duration_minutes'),
                onInput: (duration) => change({ duration }),
              })
        }
        ${selectField({
          id: 'template-impact',
          label: words.impact,
          value: form.impact,
          error: submission.errorFor('#/impact_override'),
          options: [['', words.impactAuto], ...impacts.map((one) => [one, strings.status.impact[one] ?? one] as const)],
          onInput: (impact) => change({ impact: impacts.find((one) => one === impact) ?? '' }),
        })}
      </div>
      ${isIncident ? this.#affected(form, change) : this.#touched(form, change)} ${this.#conflict(form)}
      ${submissionNotice(submission, strings, [
        ['#/name', 'template-name', words.name],
        ['#/title', 'template-subject', words.subject],
        ['#/body', 'template-body', words.message],
        ['#/status', 'template-status', words.status],
        ['#/duration_minutes', 'template-duration', words.duration],
        ['#/impact_override', 'template-impact', words.impact],
        ['#/components', 'affected', words.affected],
        ['#/component_ids', 'affected', words.affected],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? (this.#from ? strings.forms.saving : words.adding) : this.#from ? strings.forms.save : words.add}
        </button>
        <button class="button quiet" type="button" @click=${() => this.close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  close(): void {
    this.#submission.stop();
    this.#form = null;
    this.#from = null;
    this.#theirs = null;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() => this.#screen.enter());
  }

  #kind(form: Form, change: (part: Partial<Form>) => void): TemplateResult {
    const words = this.#screen.panel.strings.templates;
    return html`<fieldset class="field stations two">
      <legend>${words.kindOf}</legend>
      <div class="segments">
        ${kinds.map(
          (kind) => html`<span>
            <input
              type="radio"
              name="kind"
              id="kind-${kind}"
              value=${kind}
              .checked=${form.kind === kind}
              @change=${() => change({ kind })}
            />
            <label for="kind-${kind}">${words.kindsShort[kind]}</label>
          </span>`,
        )}
      </div>
    </fieldset>`;
  }

  #variables({ kind }: Form): TemplateResult {
    const words = this.#screen.panel.strings.templates;
    return html`<details class="more">
      <summary>${words.variables}</summary>
      <p class="hint">${words.variablesHint}</p>
      <dl class="variables-known">
        ${knownNames[kind].map(
          (name) => html`<div>
            <dt><code>{{${name}}}</code></dt>
            <dd>${words.variableNames[name]}</dd>
          </div>`,
        )}
      </dl>
    </details>`;
  }

  #preview({ body }: Form): TemplateResult | typeof nothing {
    if (body.trim() === '') return nothing;
    const nodes = this.#bodyPreview.nodesOf(body);
    return html`<section class="text-preview" aria-label=${this.#screen.panel.strings.templates.preview}>
      <h3>${this.#screen.panel.strings.templates.preview}</h3>
      ${nodes ? textNodes(nodes) : plainText(body)}
    </section>`;
  }

  #affected(form: Form, change: (part: Partial<Form>) => void): TemplateResult | typeof nothing {
    const { strings, data } = this.#screen.panel;
    if (data.components.length === 0) return nothing;
    return componentsField({
      draft: { ...emptyDraft(), components: form.components },
      strings,
      isBusy: this.#submission.isBusy,
      legend: strings.templates.affected,
      // What they are just now has nothing to do with the next time.
      components: data.components.map((one) => ({ ...one, status: 'operational' as const })),
      groups: data.groups,
      isHeld: () => false,
      errorFor: (pointer) => this.#submission.errorFor(pointer),
      onDraft: ({ components }) => (components ? change({ components }) : undefined),
    });
  }

  #touched(form: Form, change: (part: Partial<Form>) => void): TemplateResult | typeof nothing {
    const { strings, data } = this.#screen.panel;
    if (data.components.length === 0) return nothing;
    const toggle = (id: string, isChecked: boolean) =>
      change({ affected: [...form.affected.filter((one) => one !== id), ...(isChecked ? [id] : [])].sort() });
    return html`<fieldset class="field" id="affected" tabindex="-1">
      <legend>${strings.templates.affected}</legend>
      <div class="choices">
        ${data.components.map(({ id, name }) =>
          checkField({
            id: `affected-${id}`,
            label: name,
            isChecked: form.affected.includes(id),
            onInput: (isChecked) => toggle(id, isChecked),
          }),
        )}
      </div>
    </fieldset>`;
  }

  #conflict(form: Form): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    const { strings } = this.#screen.panel;
    return conflictView(
      {
        differences: this.#differences(form, formOf(theirs, theirs.kind)),
        onKeepMine: () => {
          this.#from = theirs;
          void this.#save();
        },
        onTakeTheirs: () => this.open(theirs),
      },
      strings,
    );
  }

  #differences(form: Form, other: Form): Difference[] {
    const { strings } = this.#screen.panel;
    const words = strings.templates;
    const or = (text: string | undefined) => (text ? text : strings.forms.conflict.empty);
    const affected = ({ components, affected: ids }: Form) =>
      this.#screen.panel.data.components
        .filter((one) => components[one.id] ?? ids.includes(one.id))
        .map((one) => [one.name, strings.status.component[components[one.id] ?? '']].filter(Boolean).join(': '))
        .join(', ');
    const rows: [string, (form: Form) => string | undefined][] = [
      [words.name, (one) => one.name],
      [words.subject, (one) => one.title],
      [words.message, (one) => one.body],
      [words.status, (one) => strings.status.incident[one.status]],
      [words.impact, (one) => strings.status.impact[one.impact]],
      [words.duration, (one) => one.duration],
      [words.affected, affected],
    ];
    return rows
      .map(([label, say]) => ({ label, theirs: or(say(other)), mine: or(say(form)) }))
      .filter((one) => one.theirs !== one.mine);
  }

  async #save(): Promise<void> {
    const form = this.#form;
    const from = this.#from;
    if (!form) return;
    const { panel } = this.#screen;
    const words = panel.strings.templates;
    this.#theirs = null;
    const { kind, ...content } = contentOf(form);
    const isSaved = await this.#submission.run(async (persist) => {
      const { writing } = panel.api;
      const { intent } = this.#submission;
      try {
        const saved = from
          ? await writing.changeTemplate(from.id, { content, version: from.version, persist })
          : await writing.addTemplate({
              content: { kind, ...content },
              key: intent.keyFor({ kind, ...content }),
              persist,
            });
        intent.fulfil();
        await this.#onSaved(saved);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as Template;
        throw error;
      }
    }, this.#checks(form));
    if (!isSaved) return;
    panel.say(from ? words.saved(form.name.trim()) : words.added(form.name.trim()));
    this.close();
  }

  #checks(form: Form): FieldError[] {
    const { strings } = this.#screen.panel;
    const missing = (['name', 'title', 'body'] as const)
      .filter((name) => form[name].trim() === '')
      .map((name) => ({ pointer: `#/${name}`, detail: strings.forms.required }));
    const minutes = Number(form.duration);
    const isBad =
      form.kind === 'maintenance' &&
      form.duration.trim() !== '' &&
      !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 43_200);
    return isBad ? [...missing, { pointer: '#/duration_minutes', detail: strings.templates.durationBad }] : missing;
  }
}

function formOf(template: Template | null, kind: Template['kind']): Form {
  return {
    kind: template?.kind ?? kind,
    name: template?.name ?? '',
    title: template?.title ?? '',
    body: template?.body ?? '',
    status: template?.status ?? '',
    impact: template?.impact_override ?? '',
    components: { ...template?.components },
    affected: [...(template?.component_ids ?? [])].sort(),
    duration: template?.duration_minutes ? String(template.duration_minutes) : '',
  };
}

function contentOf(form: Form): NewTemplate {
  const isIncident = form.kind === 'incident';
  const known = Object.entries(form.components).filter(([, status]) => componentStatuses.includes(status));
  return {
    kind: form.kind,
    name: form.name.trim(),
    title: form.title.trim(),
    body: form.body.trim(),
    status: isIncident && form.status !== '' ? form.status : null,
    impact_override: form.impact === '' ? null : form.impact,
    components: isIncident ? Object.fromEntries(known) : {},
    component_ids: isIncident ? [] : [...form.affected],
    duration_minutes: !isIncident && form.duration.trim() !== '' ? Number(form.duration) : null,
  };
}
