import type { FieldError, SubscriptionKind } from '@allswell/protocol';
import { pointer } from '../http/validate.ts';

/** What somebody wants to be told of. Both lists empty: everything. */
export interface Choice {
  component_ids: string[];
  group_ids: string[];
  kinds: SubscriptionKind[];
  locale: string;
  time_zone: string;
}

/** What of the things that a choice names there is. */
export interface Known {
  components: readonly string[];
  groups: readonly string[];
}

/** Names each component and group that there is not. */
export function unknownOf(
  named: { components?: readonly string[] | undefined; groups?: readonly string[] | undefined },
  known: Known,
): FieldError[] {
  const missing = (field: 'components' | 'groups', detail: string) =>
    (named[field] ?? []).flatMap((id, index) =>
      known[field].includes(id) ? [] : [{ pointer: pointer(field, index), detail }],
    );
  return [
    ...missing('components', 'There is no such component on this page.'),
    ...missing('groups', 'There is no such group on this page.'),
  ];
}

/** A language tag as it is written everywhere: `pt-BR`. */
export function canonicalLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? locale;
  } catch {
    return 'en';
  }
}
