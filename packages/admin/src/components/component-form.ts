import { maxDescriptionLength, maxNameLength } from '@allswell/protocol';
import type { AdminComponent, FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import { checkField, selectField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';

interface Form {
  name: string;
  description: string;
  groupId: string;
  onlyWhenDegraded: boolean;
}

const emptyForm: Form = { name: '', description: '', groupId: '', onlyWhenDegraded: false };

/** Adds a component, or edits one. After adding it stays open for the next. */
export class ComponentForm {
  readonly #screen: Screen;
  readonly #submission: Submission;
  #from: AdminComponent | null = null;
  #isOpen = false;
  #form = emptyForm;
  #theirs: AdminComponent | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
  }

  isFor(id: string | null): boolean {
    return this.#isOpen && (this.#from?.id ?? null) === id;
  }

  open(component: AdminComponent | null): void {
    this.#submission.clear();
    this.#from = component;
    this.#theirs = null;
    this.#form = component ? formOf(component) : emptyForm;
    this.#isOpen = true;
    this.#focus();
  }

  render(): TemplateResult {
    const { strings, data } = this.#screen.panel;
    const words = strings.components;
    const form = this.#form;
    const submission = this.#submission;
    const isNew = this.#from === null;
    const change = (part: Partial<Form>) => {
      this.#form = { ...this.#form, ...part };
      this.#screen.requestUpdate();
    };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void (this.#from ? this.#save(this.#from, this.#from.version) : this.#add());
    };
    return html`<form class="form" novalidate @submit=${onSubmit} aria-label=${this.#from ? words.editOf(this.#from.name) : words.add}>
      ${textField({
        id: 'component-name',
        label: words.name,
        value: form.name,
        placeholder: words.namePlaceholder,
        maxLength: maxNameLength,
        isRequired: true,
        error: submission.errorFor('#/name'),
        onInput: (name) => change({ name }),
      })}
      ${textField({
        id: 'component-description',
        label: words.description,
        hint: words.descriptionHint,
        value: form.description,
        maxLength: maxDescriptionLength,
        error: submission.errorFor('#/description'),
        onInput: (description) => change({ description }),
      })}
      ${
        data.groups.length > 0
          ? selectField({
              id: 'component-group',
              label: words.group,
              value: form.groupId,
              options: [['', words.noGroup], ...data.groups.map((group) => [group.id, group.name] as const)],
              error: submission.errorFor('#/group_id'),
              onInput: (groupId) => change({ groupId }),
            })
          : nothing
      }
      ${
        isNew
          ? nothing
          : checkField({
              id: 'component-degraded',
              label: words.onlyWhenDegraded,
              isChecked: form.onlyWhenDegraded,
              onInput: (onlyWhenDegraded) => change({ onlyWhenDegraded }),
            })
      }
      ${this.#conflict()} ${submissionNotice(submission, strings, [
        ['#/name', 'component-name', words.name],
        ['#/description', 'component-description', words.description],
        ['#/group_id', 'component-group', words.group],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${isNew ? (submission.isBusy ? words.adding : words.add) : submission.isBusy ? strings.forms.saving : strings.forms.save}
        </button>
        ${
          this.#isOpen
            ? html`<button class="button quiet" type="button" @click=${() => void this.#close()}>${strings.forms.cancel}</button>`
            : nothing
        }
      </div>
    </form>`;
  }

  #conflict(): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    const from = this.#from;
    if (!theirs || !from) return nothing;
    const { strings, data } = this.#screen.panel;
    const words = strings.components;
    const other = formOf(theirs);
    const mine = this.#form;
    const groupOf = (id: string) => data.groups.find((group) => group.id === id)?.name ?? words.noGroup;
    const said = (text: string) => text || strings.forms.conflict.empty;
    return conflictView(
      {
        differences: [
          { label: words.name, theirs: other.name, mine: mine.name },
          { label: words.description, theirs: said(other.description), mine: said(mine.description) },
          { label: words.group, theirs: groupOf(other.groupId), mine: groupOf(mine.groupId) },
        ].filter((one) => one.theirs !== one.mine),
        onKeepMine: () => void this.#save(from, theirs.version),
        onTakeTheirs: () => {
          void this.#screen.panel.data.load();
          this.open(theirs);
        },
      },
      strings,
    );
  }

  async #add(): Promise<void> {
    const { panel } = this.#screen;
    const form = this.#form;
    const content = {
      name: form.name.trim(),
      ...(form.description.trim() === '' ? {} : { description: form.description.trim() }),
      ...(form.groupId === '' ? {} : { group_id: form.groupId }),
    };
    const isAdded = await this.#submission.run(async (persist) => {
      await panel.api.addComponent({ content, key: this.#submission.intent.keyFor(content), persist });
      this.#submission.intent.fulfil();
      await panel.data.load();
    }, this.#checks());
    if (!isAdded) return;
    panel.say(panel.strings.components.added(content.name));
    this.#form = { ...emptyForm, groupId: form.groupId };
    this.#isOpen = true;
    this.#focus();
  }

  async #save(from: AdminComponent, version: number): Promise<void> {
    const { panel } = this.#screen;
    const form = this.#form;
    const before = formOf(from);
    const content = {
      ...(form.name === before.name ? {} : { name: form.name.trim() }),
      ...(form.description === before.description ? {} : { description: form.description.trim() || null }),
      ...(form.groupId === before.groupId ? {} : { group_id: form.groupId || null }),
      ...(form.onlyWhenDegraded === before.onlyWhenDegraded ? {} : { only_show_if_degraded: form.onlyWhenDegraded }),
    };
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (Object.keys(content).length === 0) return;
      try {
        await panel.api.changeComponent(from.id, { content, version, persist });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as AdminComponent;
        throw error;
      }
      await panel.data.load();
    }, this.#checks());
    if (!isSaved) return;
    panel.say(panel.strings.components.saved(form.name.trim()));
    await this.#close();
  }

  #checks(): FieldError[] {
    return this.#form.name.trim() === ''
      ? [{ pointer: '#/name', detail: this.#screen.panel.strings.forms.required }]
      : [];
  }

  async #close(): Promise<void> {
    const id = this.#from?.id;
    this.#submission.stop();
    this.#isOpen = false;
    this.#from = null;
    this.#form = emptyForm;
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    const place = id
      ? this.#screen.renderRoot.querySelector<HTMLElement>(`[data-component-id="${id}"] [data-edit]`)
      : null;
    if (place) place.focus();
    else this.#screen.enter();
  }

  #focus(): void {
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#component-name')?.focus(),
    );
  }
}

function formOf(component: AdminComponent): Form {
  return {
    name: component.name,
    description: component.description ?? '',
    groupId: component.group_id ?? '',
    onlyWhenDegraded: component.only_show_if_degraded,
  };
}
