import { maxDescriptionLength, maxNameLength } from '@allswell/protocol';
import type { AdminGroup, FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import { textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { Screen } from '../status-admin/screen.ts';

interface Form {
  name: string;
  description: string;
}

const emptyForm: Form = { name: '', description: '' };

/** Adds a group, or edits one. Components join it in their own form. */
export class GroupForm {
  readonly #screen: Screen;
  readonly #submission: Submission;
  #from: AdminGroup | null = null;
  #isOpen = false;
  #form = emptyForm;
  #theirs: AdminGroup | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
  }

  isFor(id: string | null): boolean {
    return this.#isOpen && (this.#from?.id ?? null) === id;
  }

  open(group: AdminGroup | null): void {
    this.#submission.clear();
    this.#from = group;
    this.#theirs = null;
    this.#form = group ? formOf(group) : emptyForm;
    this.#isOpen = true;
    this.#screen.requestUpdate();
    void this.#screen.updateComplete.then(() =>
      this.#screen.renderRoot.querySelector<HTMLElement>('#group-name')?.focus(),
    );
  }

  render(): TemplateResult {
    const { strings } = this.#screen.panel;
    const words = strings.components;
    const submission = this.#submission;
    const change = (part: Partial<Form>) => {
      this.#form = { ...this.#form, ...part };
      this.#screen.requestUpdate();
    };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void (this.#from ? this.#save(this.#from, this.#from.version) : this.#add());
    };
    return html`<form class="form" novalidate @submit=${onSubmit} aria-label=${this.#from ? words.editOf(this.#from.name) : words.addGroup}>
      ${textField({
        id: 'group-name',
        label: words.groupName,
        value: this.#form.name,
        maxLength: maxNameLength,
        isRequired: true,
        error: submission.errorFor('#/name'),
        onInput: (name) => change({ name }),
      })}
      ${textField({
        id: 'group-description',
        label: words.description,
        value: this.#form.description,
        maxLength: maxDescriptionLength,
        error: submission.errorFor('#/description'),
        onInput: (description) => change({ description }),
      })}
      ${this.#conflict()} ${submissionNotice(submission, strings, [
        ['#/name', 'group-name', words.groupName],
        ['#/description', 'group-description', words.description],
      ])}
      <div class="actions">
        <button class="button main" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${submission.isBusy ? strings.forms.saving : this.#from ? strings.forms.save : words.addGroup}
        </button>
        <button class="button quiet" type="button" @click=${() => void this.#close()}>${strings.forms.cancel}</button>
      </div>
    </form>`;
  }

  #conflict(): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    const from = this.#from;
    if (!theirs || !from) return nothing;
    const { strings } = this.#screen.panel;
    const words = strings.components;
    const said = (text: string) => text || strings.forms.conflict.empty;
    return conflictView(
      {
        differences: [
          { label: words.groupName, theirs: theirs.name, mine: this.#form.name },
          { label: words.description, theirs: said(theirs.description ?? ''), mine: said(this.#form.description) },
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
    const name = this.#form.name.trim();
    const description = this.#form.description.trim();
    const content = { name, ...(description === '' ? {} : { description }) };
    const isAdded = await this.#submission.run(async (persist) => {
      await panel.api.addGroup({ content, key: this.#submission.intent.keyFor(content), persist });
      this.#submission.intent.fulfil();
      await panel.data.load();
    }, this.#checks());
    if (!isAdded) return;
    panel.say(panel.strings.components.groupAdded(name));
    await this.#close();
  }

  async #save(from: AdminGroup, version: number): Promise<void> {
    const { panel } = this.#screen;
    const form = this.#form;
    const before = formOf(from);
    const content = {
      ...(form.name === before.name ? {} : { name: form.name.trim() }),
      ...(form.description === before.description ? {} : { description: form.description.trim() || null }),
    };
    this.#theirs = null;
    const isSaved = await this.#submission.run(async (persist) => {
      if (Object.keys(content).length === 0) return;
      try {
        await panel.api.changeGroup(from.id, { content, version, persist });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as AdminGroup;
        throw error;
      }
      await panel.data.load();
    }, this.#checks());
    if (!isSaved) return;
    panel.say(panel.strings.components.groupSaved(form.name.trim()));
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
    this.#screen.requestUpdate();
    await this.#screen.updateComplete;
    const place = id ? this.#screen.renderRoot.querySelector<HTMLElement>(`[data-group-id="${id}"] [data-edit]`) : null;
    if (place) place.focus();
    else this.#screen.enter();
  }
}

function formOf(group: AdminGroup): Form {
  return { name: group.name, description: group.description ?? '' };
}
