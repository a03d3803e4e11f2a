import { componentStatuses } from '@allswell/protocol';
import type { AdminComponent, AdminGroup, ComponentStatus } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { Confirmation } from '../forms/confirmation.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { statusIcon, toneOfComponent } from '../templates/status-icon.ts';
import { ComponentForm } from './component-form.ts';
import { componentsStyles } from './components.styles.ts';
import { GroupForm } from './group-form.ts';

/** What the page watches: components and their groups, in the order in which readers see them. */
export class StatusAdminComponents extends Screen {
  static override styles = [base, componentsStyles];

  readonly #confirmation = new Confirmation(this);
  /** For what is done at once, in the row: status and place. */
  readonly #quick = new Submission(this);
  readonly #componentForm = new ComponentForm(this);
  readonly #groupForm = new GroupForm(this);

  override render(): TemplateResult {
    const { strings, data } = this.panel;
    const words = strings.components;
    const ungrouped = data.components.filter((one) => !data.groups.some((group) => group.id === one.group_id));
    const isEmpty = data.components.length === 0 && data.groups.length === 0;
    return html`
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <div class="actions">
          ${
            this.#groupForm.isFor(null)
              ? nothing
              : html`<button class="button" type="button" @click=${() => this.#groupForm.open(null)}>${words.addGroup}</button>`
          }
          ${
            this.#componentForm.isFor(null) || isEmpty
              ? nothing
              : html`<button class="button main" type="button" @click=${() => this.#componentForm.open(null)}>${words.add}</button>`
          }
        </div>
      </div>
      <div class="components">
        ${data.components.length > 0 ? html`<p class="hint">${words.statusHint}</p>` : nothing}
        ${this.#groupForm.isFor(null) ? html`<div class="card">${this.#groupForm.render()}</div>` : nothing}
        ${
          this.#componentForm.isFor(null) || isEmpty
            ? html`<div class="card">
                ${isEmpty ? html`<p class="invite">${words.empty} <span class="soft">${words.emptyExamples}</span></p>` : nothing}
                ${this.#componentForm.render()}
              </div>`
            : nothing
        }
        ${submissionNotice(this.#quick, strings)}
        ${repeat(
          data.groups,
          (group) => group.id,
          (group, index) => this.#group(group, index),
        )}
        ${
          ungrouped.length > 0
            ? html`<section aria-labelledby="ungrouped">
                <h2 id="ungrouped" class=${data.groups.length > 0 ? '' : 'visually-hidden'}>${words.ungrouped}</h2>
                ${this.#rows(ungrouped)}
              </section>`
            : nothing
        }
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #group(group: AdminGroup, index: number): TemplateResult {
    const { strings, data } = this.panel;
    const words = strings.components;
    const members = data.components.filter((one) => one.group_id === group.id);
    if (this.#groupForm.isFor(group.id)) return html`<div class="card">${this.#groupForm.render()}</div>`;
    return html`<section aria-labelledby="group-${group.id}">
      <div class="group-head" data-group-id=${group.id}>
        <div>
          <h2 id="group-${group.id}">${group.name}</h2>
          ${group.description ? html`<p class="soft small">${group.description}</p>` : nothing}
        </div>
        <div class="row-actions">
          ${this.#movers(group.name, group.id, index, data.groups.length, (by) => this.#moveGroup(group, index, by))}
          <button class="button small quiet" type="button" data-edit aria-label=${words.editOf(group.name)} @click=${() => this.#groupForm.open(group)}>
            ${strings.forms.edit}
          </button>
          <button class="button small quiet" type="button" @click=${() => void this.#askToRemove(group)}>${words.removeGroup}</button>
        </div>
      </div>
      ${members.length > 0 ? this.#rows(members) : html`<p class="rows empty soft">${words.emptyGroup}</p>`}
    </section>`;
  }

  #rows(components: readonly AdminComponent[]): TemplateResult {
    return html`<ul class="rows">
      ${repeat(
        components,
        (one) => one.id,
        (one, index) => html`<li data-component-id=${one.id} data-status=${one.status}>
          ${this.#componentForm.isFor(one.id) ? html`<div class="inside">${this.#componentForm.render()}</div>` : this.#row(one, index, components)}
        </li>`,
      )}
    </ul>`;
  }

  #row(component: AdminComponent, index: number, siblings: readonly AdminComponent[]): TemplateResult {
    const { strings } = this.panel;
    const words = strings.components;
    const tone = toneOfComponent(component.status);
    const choose = (event: Event) =>
      void this.#setStatus(component, (event.target as HTMLSelectElement).value as ComponentStatus);
    return html`<div class="component tone-${tone}">
      ${statusIcon(tone)}
      <div class="name">
        <span>${component.name}</span>
        ${component.description ? html`<p class="soft small">${component.description}</p>` : nothing}
      </div>
      <select aria-label=${words.statusOf(component.name)} .value=${live(component.status)} @change=${choose}>
        ${componentStatuses.map(
          (one) =>
            html`<option value=${one} ?selected=${one === component.status}>${strings.status.component[one]}</option>`,
        )}
      </select>
      <div class="row-actions">
        ${this.#movers(component.name, component.id, index, siblings.length, (by) => this.#move(component, index, by, siblings))}
        <button
          class="button small quiet"
          type="button"
          data-edit
          aria-label=${words.editOf(component.name)}
          @click=${() => this.#componentForm.open(component)}
        >
          ${strings.forms.edit}
        </button>
        <button
          class="button small quiet"
          type="button"
          aria-label=${`${words.archive} ${component.name}`}
          @click=${() => void this.#askToArchive(component)}
        >
          ${words.archive}
        </button>
      </div>
    </div>`;
  }

  #movers(
    name: string,
    id: string,
    index: number,
    of: number,
    move: (by: -1 | 1) => Promise<void>,
  ): TemplateResult | typeof nothing {
    if (of < 2) return nothing;
    const words = this.panel.strings.components;
    const button = (by: -1 | 1, label: string, isAtEnd: boolean, path: string) => html`<button
      class="button small quiet mover"
      type="button"
      data-move="${id}${by}"
      aria-label=${label}
      aria-disabled=${isAtEnd ? 'true' : nothing}
      @click=${() => (isAtEnd ? undefined : void move(by))}
    >
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path d=${path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
    </button>`;
    return html`${button(-1, words.moveUp(name), index === 0, 'm3 9 4-4 4 4')}
    ${button(1, words.moveDown(name), index === of - 1, 'm3 5 4 4 4-4')}`;
  }

  async #setStatus(component: AdminComponent, status: ComponentStatus): Promise<void> {
    const { panel } = this;
    const isSaved = await this.#quick.run(async (persist) => {
      await panel.api.changeComponent(component.id, { content: { status }, persist });
      await panel.data.load();
    });
    // A refused choice does not stay in the select as if it were true.
    this.requestUpdate();
    if (isSaved)
      panel.say(panel.strings.components.statusSaved(component.name, panel.strings.status.component[status] ?? status));
  }

  async #move(
    component: AdminComponent,
    index: number,
    by: -1 | 1,
    siblings: readonly AdminComponent[],
  ): Promise<void> {
    const neighbour = siblings[index + by];
    if (!neighbour) return;
    const { panel } = this;
    const isMoved = await this.#quick.run(async (persist) => {
      await panel.api.changeComponent(component.id, { content: { position: neighbour.position }, persist });
      await panel.data.load();
    });
    if (isMoved) await this.#sayMoved(component.name, component.id, index + by, siblings.length, by);
  }

  async #moveGroup(group: AdminGroup, index: number, by: -1 | 1): Promise<void> {
    const { panel } = this;
    const { groups } = panel.data;
    const neighbour = groups[index + by];
    if (!neighbour) return;
    const isMoved = await this.#quick.run(async (persist) => {
      await panel.api.changeGroup(group.id, { content: { position: neighbour.position }, persist });
      await panel.data.load();
    });
    if (isMoved) await this.#sayMoved(group.name, group.id, index + by, groups.length, by);
  }

  /** The focus stays on the button that moves it further. */
  async #sayMoved(name: string, id: string, index: number, of: number, by: -1 | 1): Promise<void> {
    this.panel.say(this.panel.strings.components.moved(name, index + 1, of));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-move="${id}${by}"]`)?.focus();
  }

  async #askToArchive(component: AdminComponent): Promise<void> {
    const { panel } = this;
    const words = panel.strings.components;
    await this.#confirmation.ask({
      title: words.archiveTitle(component.name),
      text: words.archiveText,
      action: words.archiveAction,
      run: async (persist) => {
        await panel.api.archiveComponent(component.id, persist);
        await panel.data.load();
      },
      done: () => {
        panel.say(words.archived(component.name));
        this.enter();
      },
    });
  }

  async #askToRemove(group: AdminGroup): Promise<void> {
    const { panel } = this;
    const words = panel.strings.components;
    await this.#confirmation.ask({
      title: words.removeGroupTitle(group.name),
      text: words.removeGroupText,
      action: words.removeGroup,
      run: async (persist) => {
        await panel.api.removeGroup(group.id, persist);
        await panel.data.load();
      },
      done: () => {
        panel.say(words.groupRemoved(group.name));
        this.enter();
      },
    });
  }
}
