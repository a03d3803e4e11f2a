import type { AlertCondition, AlertRule, ComponentStatus } from '@allswell/protocol';
import type { Strings } from '../i18n/en.ts';
import type { LaterStrings } from '../i18n/later-en.ts';

/** What a sentence about a rule is made from. */
export interface Around {
  words: LaterStrings['alerts'];
  strings: Strings;
  sources: readonly { id: string; name: string }[];
  components: readonly { id: string; name: string }[];
}

type Said = Pick<AlertRule, 'source_id' | 'conditions' | 'action' | 'components'>;

/** "If severity is at least high and entity looks like checkout-*": when a rule is meant. */
export function sayWhen({ source_id, conditions }: Said, { words, sources }: Around): string {
  const source = source_id === null ? null : (sources.find((one) => one.id === source_id)?.name ?? words.goneSource);
  const parts = [
    ...(source === null ? [] : [words.rule.fromSource(source)]),
    ...conditions.map((one) => sayCondition(one, words)),
  ];
  return parts.length === 0 ? words.rule.always : words.rule.when(parts);
}

/** "draft an incident affecting Checkout as major outage": what it does then. */
export function sayThen({ action, components }: Said, { words, strings, components: known }: Around): string {
  const then = words.rule.actions[action];
  const parts = Object.entries(components).map(([id, status]: [string, ComponentStatus]) =>
    words.rule.as(
      known.find((one) => one.id === id)?.name ?? words.goneComponent,
      strings.status.component[status] ?? strings.status.unknown,
    ),
  );
  return action === 'ignore' || parts.length === 0 ? then : words.rule.affecting(then, parts);
}

export function sayCondition(condition: AlertCondition, words: LaterStrings['alerts']): string {
  const { field, name, is, value } = condition;
  const what = field === 'label' && name ? words.rule.labelNamed(name) : words.rule.fields[field];
  const said = field === 'severity' ? (words.severities[value] ?? value) : value;
  return words.rule.is[is](what, said);
}
