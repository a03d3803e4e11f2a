import { subscriptionChangeSchema, type SubscriptionChange } from '@allswell/protocol/schema';
import { subscriptionKinds } from '@allswell/protocol';
import * as v from 'valibot';
import type { Words } from './words/shape.ts';

/** What is wrong with the form, in the words of its reader. */
export type ManageMistakes = Partial<Record<'what' | 'kinds' | 'language' | 'timeZone' | 'gone', string>>;

/** What was sent by the form. */
export interface ManageForm {
  isChosen: boolean;
  change: SubscriptionChange;
  mistakes: ManageMistakes | undefined;
}

/** Reads the form of the manage page. Of one incident, only language and zone can be changed. */
export function readManageForm(form: FormData, followsOne: boolean, { manage: { wrong } }: Words): ManageForm {
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  const isChosen = form.get('scope') === 'some';
  const [components, groups] = isChosen ? [texts('components'), texts('groups')] : [[], []];
  const kinds = subscriptionKinds.filter((kind) => texts('kinds').includes(kind));
  const locale = texts('locale')[0] ?? '';
  const time_zone = texts('time_zone')[0] ?? '';
  const { entries } = subscriptionChangeSchema;
  const mistakes: ManageMistakes = {
    ...(!followsOne && isChosen && components.length + groups.length === 0 && { what: wrong.what }),
    ...(!followsOne && kinds.length === 0 && { kinds: wrong.kinds }),
    ...(!v.is(entries.locale, locale) && { language: wrong.language }),
    ...(!v.is(entries.time_zone, time_zone) && { timeZone: wrong.timeZone }),
    ...(!(v.is(entries.components, components) && v.is(entries.groups, groups)) && { gone: wrong.gone }),
  };
  const change = { locale, time_zone, ...(!followsOne && { components, groups, kinds }) };
  return { isChosen, change, mistakes: Object.keys(mistakes).length > 0 ? mistakes : undefined };
}
