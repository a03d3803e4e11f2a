import type { ComponentStatus } from '@allswell/protocol';
import type { PageNow } from '../incidents/compose-summary.ts';
import type { Strings } from '../i18n/en.ts';
import { sayInstant } from '../time/format.ts';
import type { Known } from './filling.ts';

/** The names that are filled in by themselves, by what a template is for. */
export const knownNames = {
  incident: ['page', 'url', 'components', 'status', 'impact', 'time', 'start'],
  maintenance: ['page', 'url', 'components', 'time', 'start', 'end', 'duration'],
} as const;

/** What is being written, as far as variables go. */
export interface Writing {
  /** Ids of what is affected. */
  components: readonly string[];
  /** Instants as they are known; null before they are chosen. */
  start: string | null;
  end?: string | null;
  duration?: string;
  status?: string;
  impact?: string;
  /** The zone to say times in; the page's when there is none of its own. */
  timeZone?: string;
}

/** What can be said of it in the page's language and zone. What is not known yet is empty, and filled in once it is. */
export function knownVariables(page: PageNow, writing: Writing, strings: Strings, now = new Date()): Known {
  const locale = page.settings?.default_language ?? 'en';
  const timeZone = writing.timeZone ?? page.settings?.time_zone ?? 'UTC';
  const say = (iso: string | null | undefined) => (iso ? sayInstant(iso, { locale, timeZone }, now) : '');
  const names = page.components.filter((one) => writing.components.includes(one.id)).map((one) => one.name);
  return {
    page: page.settings?.name ?? '',
    url: page.summary?.page.url ?? '',
    components: new Intl.ListFormat(locale, { type: 'conjunction' }).format(names),
    time: say(now.toISOString()),
    start: say(writing.start),
    ...(writing.end === undefined ? {} : { end: say(writing.end) }),
    ...(writing.duration === undefined ? {} : { duration: writing.duration }),
    ...(writing.status === undefined
      ? {}
      : { status: strings.status.incident[writing.status] ?? strings.status.unknown }),
    ...(writing.impact === undefined
      ? {}
      : { impact: strings.status.impact[writing.impact] ?? strings.status.unknown }),
  };
}

/** Ids of what a form marks as affected. */
export function affectedIn(components: Readonly<Record<string, ComponentStatus>>): string[] {
  return Object.keys(components);
}
