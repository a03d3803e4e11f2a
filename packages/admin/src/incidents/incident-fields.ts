import { componentStatuses, maxBodyLength } from '@allswell/protocol';
import type { AdminComponent, AdminGroup, IncidentStatus } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { textArea } from '../forms/fields.ts';
import type { Strings } from '../i18n/en.ts';
import { statusIcon, toneOfComponent } from '../templates/status-icon.ts';
import type { Draft } from './draft.ts';

/** What the fields of a draft have in common. */
export interface DraftFields {
  draft: Draft;
  strings: Strings;
  onDraft: (change: Partial<Draft>) => void;
  errorFor: (pointer: string) => string | null;
  /** While it is on its way nothing can be changed: what is sent is what is shown. */
  isBusy: boolean;
}

const stations = ['investigating', 'identified', 'monitoring', 'resolved'] as const satisfies readonly IncidentStatus[];

/** Where are we? Four radio buttons that look like one control. */
export function statusField({ draft, strings, onDraft, errorFor }: DraftFields): TemplateResult {
  const error = errorFor('#/status');
  return html`<fieldset class="field stations">
    <legend>${strings.composer.where}</legend>
    <div class="segments">
      ${stations.map(
        (status) => html`<span>
          <input
            type="radio"
            name="status"
            id="status-${status}"
            value=${status}
            .checked=${live(draft.status === status)}
            @change=${() => onDraft({ status })}
          />
          <label for="status-${status}">${strings.status.incident[status]}</label>
        </span>`,
      )}
    </div>
    ${error ? html`<p class="error">${error}</p>` : nothing}
  </fieldset>`;
}

/** The message, and a ready sentence for those who have none at 3 a.m. */
export function messageField({ draft, strings, onDraft, errorFor, isBusy }: DraftFields): TemplateResult {
  const suggestion = strings.composer.suggestions[draft.status];
  return html`<div class="message">
    ${textArea({
      id: 'body',
      label: strings.composer.message,
      value: draft.body,
      hint: strings.composer.messageHint,
      error: errorFor('#/body'),
      isRequired: true,
      isReadOnly: isBusy,
      maxLength: maxBodyLength,
      onInput: (body) => onDraft({ body }),
    })}
    ${
      suggestion && draft.body.trim() === ''
        ? html`<button class="suggestion" type="button" @click=${() => onDraft({ body: suggestion })}>
            ${strings.composer.suggest(suggestion)}
          </button>`
        : nothing
    }
  </div>`;
}

export interface ComponentsField extends DraftFields {
  legend: string;
  components: readonly AdminComponent[];
  groups: readonly AdminGroup[];
  /** Whether this incident affects it already. */
  isHeld: (id: string) => boolean;
}

/** What is affected? One row a component, by group, with a native select each. */
export function componentsField(field: ComponentsField): TemplateResult {
  const { strings, legend, errorFor, components, groups } = field;
  const error = errorFor('#/components');
  const grouped = groups
    .map((group) => ({ name: group.name, members: components.filter((one) => one.group_id === group.id) }))
    .concat({ name: '', members: components.filter((one) => !groups.some((group) => group.id === one.group_id)) })
    .filter(({ members }) => members.length > 0);
  return html`<fieldset class="field" id="affected" tabindex="-1">
    <legend>${legend}</legend>
    ${
      components.length === 0
        ? html`<p class="hint">${strings.composer.noComponents}</p>`
        : html`<div class="affected">
            ${grouped.map(
              ({ name, members }) =>
                html`<div role=${name ? 'group' : nothing} aria-label=${name || nothing}>
                  ${grouped.length > 1 ? html`<p class="group">${name || strings.components.ungrouped}</p>` : nothing}
                  ${repeat(
                    members,
                    (one) => one.id,
                    (one) => componentRow(one, field),
                  )}
                </div>`,
            )}
          </div>`
    }
    ${error ? html`<p class="error">${error}</p>` : nothing}
  </fieldset>`;
}

function componentRow(component: AdminComponent, { draft, strings, onDraft, isHeld }: ComponentsField): TemplateResult {
  const chosen = draft.components[component.id];
  const tone = toneOfComponent(chosen ?? component.status);
  const id = `component-${component.id}`;
  const nameOf = (status: string) => strings.status.component[status] ?? strings.status.unknown;
  // Left as it is, it is no part of this. What is down already for another reason can still be made a part of it.
  const isDownAnyway = component.status !== 'operational' && !isHeld(component.id);
  const statuses = componentStatuses.filter((one) => isDownAnyway || one !== component.status);
  const wordOf = (status: string) =>
    status === component.status ? strings.composer.thisToo(nameOf(status)) : nameOf(status);
  const choose = (event: Event) => {
    const { [component.id]: _, ...others } = draft.components;
    const status = statuses.find((one) => one === (event.target as HTMLSelectElement).value);
    onDraft({ components: status ? { ...others, [component.id]: status } : others });
  };
  return html`<div class="row tone-${tone} ${chosen ? 'changed' : ''}">
    ${statusIcon(tone, 16)}
    <label for=${id}>${component.name}</label>
    <select id=${id} .value=${live(chosen ?? '')} @change=${choose}>
      <option value="" ?selected=${!chosen}>${nameOf(component.status)}</option>
      ${statuses.map((one) => html`<option value=${one} ?selected=${one === chosen}>${wordOf(one)}</option>`)}
    </select>
  </div>`;
}
