import type {
  AlertAction,
  AlertCondition,
  AlertRule,
  ComponentStatus,
  FieldError,
  Impact,
  NewAlertRule,
} from '@allswell/protocol';
import type { LaterStrings } from '../i18n/later-en.ts';

export const conditionFields = ['severity', 'title', 'entity', 'policy', 'condition', 'label', 'key'] as const;
export const operators = ['equals', 'contains', 'matches', 'not_equals', 'at_least'] as const;

/** A condition while it is being chosen. */
export interface ConditionForm {
  /** Tells one from another while they are added and taken away. */
  key: number;
  field: AlertCondition['field'];
  name: string;
  is: AlertCondition['is'];
  value: string;
}

/** A rule while it is being written. */
export interface RuleForm {
  name: string;
  isEnabled: boolean;
  source: string;
  conditions: readonly ConditionForm[];
  action: AlertAction;
  groups: boolean;
  components: Record<string, ComponentStatus>;
  impact: Impact | '';
  template: string;
  incidentName: string;
  body: string;
  tells: boolean;
  holdMinutes: string;
  resolves: boolean;
}

let counter = 0;
export const newCondition = (part: Partial<ConditionForm> = {}): ConditionForm => ({
  key: ++counter,
  field: 'severity',
  name: '',
  is: 'at_least',
  value: 'high',
  ...part,
});

export function formOfRule(rule: AlertRule | null): RuleForm {
  return {
    name: rule?.name ?? '',
    isEnabled: rule?.is_enabled ?? true,
    source: rule?.source_id ?? '',
    conditions: rule
      ? rule.conditions.map(({ field, name, is, value }) => newCondition({ field, name: name ?? '', is, value }))
      : [newCondition()],
    action: rule?.action ?? 'draft',
    groups: rule?.groups_alerts ?? false,
    components: { ...rule?.components },
    impact: rule?.impact_override ?? '',
    template: rule?.template_id ?? '',
    incidentName: rule?.incident_name ?? '',
    body: rule?.body ?? '',
    tells: rule?.deliver_notifications ?? true,
    holdMinutes: String((rule?.hold_seconds ?? 300) / 60),
    resolves: rule?.resolves ?? true,
  };
}

export function contentOfRule(form: RuleForm): NewAlertRule {
  return {
    name: form.name.trim(),
    is_enabled: form.isEnabled,
    source_id: form.source === '' ? null : form.source,
    conditions: form.conditions.map(({ field, name, is, value }) => ({
      field,
      name: field === 'label' ? name.trim() : null,
      is,
      value: value.trim(),
    })),
    action: form.action,
    groups_alerts: form.groups,
    components: form.action === 'ignore' ? {} : form.components,
    impact_override: form.impact === '' ? null : form.impact,
    template_id: form.template === '' ? null : form.template,
    incident_name: form.template === '' ? form.incidentName.trim() || null : null,
    body: form.template === '' ? form.body.trim() || null : null,
    deliver_notifications: form.tells,
    hold_seconds: Math.round(Number(form.holdMinutes.replace(',', '.')) * 60),
    resolves: form.resolves,
  };
}

/** What can be said to be wrong before anything is sent. */
export function checksOfRule(form: RuleForm, words: LaterStrings['alerts'], required: string): FieldError[] {
  const minutes = Number(form.holdMinutes.replace(',', '.'));
  const isBad = form.holdMinutes.trim() === '' || !(minutes >= 0 && minutes <= 1_440);
  return [
    ...(form.name.trim() === '' ? [{ pointer: '#/name', detail: required }] : []),
    ...form.conditions.flatMap((one, index): FieldError[] => [
      ...(one.field === 'label' && one.name.trim() === ''
        ? [{ pointer: `#/conditions/${index}/name`, detail: required }]
        : []),
      ...(one.value.trim() === '' ? [{ pointer: `#/conditions/${index}/value`, detail: required }] : []),
    ]),
    ...(isBad ? [{ pointer: '#/hold_seconds', detail: words.holdBad }] : []),
  ];
}

/** What can be compared how: an order there is only among severities. */
export function operatorsOf(field: ConditionForm['field']): ConditionForm['is'][] {
  return operators.filter((one) =>
    field === 'severity' ? one !== 'matches' && one !== 'contains' : one !== 'at_least',
  );
}
