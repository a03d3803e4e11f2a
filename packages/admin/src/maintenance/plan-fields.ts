import { maxBodyLength, maxNameLength } from '@allswell/protocol';
import type { AdminComponent, AdminGroup, Settings } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Reckoning } from '../audience/audience.ts';
import { tellField as audienceField } from '../audience/tell-field.ts';
import { checkField, textArea, textField } from '../forms/fields.ts';
import type { Strings } from '../i18n/en.ts';
import { statusIcon, toneOfComponent } from '../templates/status-icon.ts';
import { sayLength } from '../time/say-plan.ts';
import type { PlanDraft, Switch, Switches } from './plan-draft.ts';

/** What the fields of a plan have in common. */
export interface PlanFields {
  draft: PlanDraft;
  strings: Strings;
  locale: string;
  onDraft: (change: Partial<PlanDraft>) => void;
  errorFor: (pointer: string) => string | null;
  /** While it is on its way nothing can be changed: what is sent is what is shown. */
  isBusy: boolean;
  /** Sets the ids apart where two forms may stand on one screen. */
  prefix?: string;
}

/** What is planned? */
export function nameField({ draft, strings, onDraft, errorFor, isBusy, prefix = '' }: PlanFields): TemplateResult {
  const words = strings.maintenance.plan;
  return textField({
    id: `${prefix}name`,
    label: words.name,
    value: draft.name,
    placeholder: words.namePlaceholder,
    maxLength: maxNameLength,
    isRequired: true,
    isReadOnly: isBusy,
    error: errorFor('#/name'),
    onInput: (name) => onDraft({ name }),
  });
}

/** What does it mean for people? A ready sentence for those who have none. */
export function bodyField({ draft, strings, onDraft, errorFor, isBusy, prefix = '' }: PlanFields): TemplateResult {
  const words = strings.maintenance.plan;
  return html`<div class="message">
    ${textArea({
      id: `${prefix}body`,
      label: words.body,
      value: draft.body,
      hint: words.bodyHint,
      error: errorFor('#/body'),
      isRequired: true,
      isReadOnly: isBusy,
      maxLength: maxBodyLength,
      onInput: (body) => onDraft({ body }),
    })}
    ${
      draft.body.trim() === ''
        ? html`<button class="suggestion" type="button" @click=${() => onDraft({ body: words.suggestion })}>
            ${words.suggest(words.suggestion)}
          </button>`
        : nothing
    }
  </div>`;
}

export interface AffectedField extends PlanFields {
  components: readonly AdminComponent[];
  groups: readonly AdminGroup[];
}

/** What is affected, and what each will be meanwhile. */
export function affectedField(field: AffectedField): TemplateResult {
  const { strings, components, groups, errorFor, prefix = '' } = field;
  const words = strings.maintenance.plan;
  const error = errorFor('#/component_ids');
  const grouped = groups
    .map((group) => ({ name: group.name, members: components.filter((one) => one.group_id === group.id) }))
    .concat({ name: '', members: components.filter((one) => !groups.some((group) => group.id === one.group_id)) })
    .filter(({ members }) => members.length > 0);
  return html`<fieldset class="field" id="${prefix}affected" tabindex="-1">
    <legend>${words.affected}</legend>
    ${
      components.length === 0
        ? html`<p class="hint">${words.noComponents}</p>`
        : html`<div class="affected">
            ${grouped.map(
              ({ name, members }) =>
                html`<div role=${name ? 'group' : nothing} aria-label=${name || nothing}>
                  ${grouped.length > 1 ? html`<p class="group">${name || strings.components.ungrouped}</p>` : nothing}
                  ${repeat(
                    members,
                    (one) => one.id,
                    (one) => affectedRow(one, field),
                  )}
                </div>`,
            )}
          </div>`
    }
    ${error ? html`<p class="error">${error}</p>` : nothing}
  </fieldset>`;
}

function affectedRow(
  component: AdminComponent,
  { draft, strings, onDraft, isBusy, prefix = '' }: AffectedField,
): TemplateResult {
  const words = strings.maintenance.plan;
  const isChosen = draft.components.includes(component.id);
  const becomes = draft.auto_transition_to_maintenance_state ? 'under_maintenance' : component.status;
  const tone = toneOfComponent(isChosen ? becomes : component.status);
  const nameOf = (status: string) => strings.status.component[status] ?? strings.status.unknown;
  const id = `${prefix}component-${component.id}`;
  const toggle = (event: Event) => {
    const others = draft.components.filter((one) => one !== component.id);
    const { checked } = event.target as HTMLInputElement;
    onDraft({ components: checked && !isBusy ? [...others, component.id].sort() : others });
  };
  return html`<div class="row pick tone-${tone} ${isChosen ? 'changed' : ''}">
    <input type="checkbox" id=${id} .checked=${live(isChosen)} aria-describedby="${id}-status" @change=${toggle} />
    <label for=${id}>${component.name}</label>
    <span class="becomes" id="${id}-status">
      ${statusIcon(tone, 16)}
      ${
        !isChosen
          ? nameOf(component.status)
          : draft.auto_transition_to_maintenance_state
            ? words.becomes(nameOf('under_maintenance'))
            : words.stays
      }
    </span>
  </div>`;
}

export interface SwitchesField {
  draft: Switches;
  strings: Strings;
  locale: string;
  remindBefore: number;
  prefix?: string;
  onSwitch: (change: Partial<Switches>) => void;
}

/** What happens by itself. */
export function switchesField({
  draft,
  strings,
  locale,
  remindBefore,
  prefix = '',
  onSwitch,
}: SwitchesField): TemplateResult {
  const words = strings.maintenance.plan;
  const one = (name: Switch, label: string, hint: string) =>
    checkField({
      id: `${prefix}${name}`,
      label,
      hint,
      isChecked: draft[name],
      onInput: (isChecked) => onSwitch({ [name]: isChecked }),
    });
  return html`<fieldset class="field">
    <legend>${words.byItself}</legend>
    <div class="switches">
      ${one('scheduled_auto_in_progress', words.autoStart, words.autoStartHint)}
      ${one('scheduled_auto_completed', words.autoEnd, words.autoEndHint)}
      ${one('auto_transition_to_maintenance_state', words.autoMaintenance, words.autoMaintenanceHint)}
      ${one('auto_transition_to_operational_state', words.autoOperational, words.autoOperationalHint)}
      ${one('scheduled_remind_prior', words.remind(sayLength(remindBefore, locale)), words.remindHint)}
    </div>
  </fieldset>`;
}

/** Who is told of the plan at once. */
export function tellField(
  { draft, strings, onDraft, prefix = '' }: PlanFields,
  { reckoning, settings }: { reckoning: Reckoning; settings: Settings | null },
): TemplateResult {
  return audienceField({
    id: `${prefix}deliver_notifications`,
    label: strings.maintenance.plan.tell,
    isChecked: draft.deliver_notifications,
    isSwitchedOff: settings?.notify_maintenance_announced === false,
    ...{ reckoning, strings },
    onInput: (deliver_notifications) => onDraft({ deliver_notifications }),
  });
}
