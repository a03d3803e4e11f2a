import type { Indicator } from '@allswell/protocol';
import { excerpt } from '../../../page/html/excerpt.ts';
import { wordsFor } from '../../../page/html/words.ts';
import { clean, cleanLine } from '../../../text/clean.ts';
import { plain } from '../../../text/plain.ts';
import type { NoticeContent } from '../../channel.ts';
import { type MailText, slot } from './mail-text.ts';
import { type Reader, sayInstant, sayRange, sayShort, sayZone } from './say.ts';
import type { Tongue } from './words.ts';

/** For whom a notice is written: everybody with the same gets the same words. */
export interface Audience {
  tongue: Tongue;
  timeZone: string;
  /** They follow this one incident only. */
  followsOne: boolean;
}

const earlierShown = 5;
const earlierLength = 240;

/** Writes what a notice says to everyone of one language and zone. */
export function composeNotice(notice: NoticeContent, { tongue, timeZone, followsOne }: Audience): MailText {
  const { words, lang, locale } = tongue;
  const { incident, update, components } = notice;
  const reader: Reader = { locale, timeZone };
  const isMaintenance = incident.scheduled_for !== null;
  const page = cleanLine(notice.page.name);
  const name = cleanLine(incident.name);
  const headline = headlineOf(notice, tongue);
  const statuses = wordsFor(lang).statuses as Record<string, string>;
  const earlier = notice.earlier.slice(0, earlierShown);

  return {
    tongue,
    subject: `[${page}] ${name}`,
    preheader: `${headline}. ${excerpt(clean(plain(update.body_nodes)), 140)}`.trim(),
    page: { name: page, url: notice.publicUrl },
    tone: toneOf(notice),
    headline,
    title: name,
    facts: isMaintenance ? planOf(notice, reader, tongue) : courseOf(notice, reader, tongue),
    paragraphs: [],
    message: { nodes: update.body_nodes, posted: words.labelled(words.posted, sayInstant(update.display_at, reader)) },
    affected:
      components.length === 0
        ? null
        : {
            heading: words.affected,
            items: components.map((component) => ({
              name: cleanLine(component.name),
              status: (words.component as Record<string, string>)[component.status] ?? cleanLine(component.status),
            })),
          },
    earlier:
      earlier.length === 0
        ? null
        : {
            heading: words.earlier,
            items: earlier.map(({ status, display_at, body_nodes }) => ({
              head: `${sayShort(display_at, reader)} · ${statuses[status] ?? words.news}`,
              text: excerpt(clean(plain(body_nodes)), earlierLength),
            })),
          },
    links: [
      { label: isMaintenance ? words.links.maintenance : words.links.incident, href: linkTo(notice) },
      { label: words.links.manage, href: slot('manage') },
      { label: words.links.unsubscribe, href: slot('unsubscribe') },
    ],
    notes: [
      ...(hasCalendar(notice) ? [incident.cancelled_at ? words.calendarOff : words.calendar] : []),
      words.times(sayZone(update.display_at, reader)),
      followsOne ? (isMaintenance ? words.whyMaintenance : words.whyIncident)(page) : words.why(page),
    ],
  };
}

/** Whether a calendar file belongs to it: whatever says when something will be, or that it will not be. */
export function hasCalendar({ incident, update, kind }: NoticeContent): boolean {
  if (incident.scheduled_for === null || incident.scheduled_until === null) return false;
  return kind !== 'update' || incident.cancelled_at !== null || update.status === 'scheduled';
}

function headlineOf({ kind, incident, update }: NoticeContent, { words }: Tongue): string {
  if (incident.scheduled_for === null || update.status === 'postmortem') {
    return (words.incident as Record<string, string>)[update.status] ?? words.news;
  }
  const news = kind === 'update' ? (incident.cancelled_at ? 'cancelled' : update.status) : kind;
  return (words.maintenance as Record<string, string>)[news] ?? words.news;
}

function toneOf({ incident, update }: NoticeContent): Indicator {
  if (['resolved', 'postmortem', 'completed'].includes(update.status) && !incident.cancelled_at) return 'none';
  return incident.scheduled_for === null ? incident.impact : 'maintenance';
}

function planOf({ kind, incident, moved_from }: NoticeContent, reader: Reader, { words }: Tongue): MailText['facts'] {
  const { scheduled_for, scheduled_until } = incident;
  if (!scheduled_for) return [];
  const value = scheduled_until
    ? sayRange(scheduled_for, scheduled_until, reader, words.range)
    : sayInstant(scheduled_for, reader);
  const before =
    kind === 'rescheduled' && moved_from ? [{ label: words.before, value: sayInstant(moved_from, reader) }] : [];
  return [{ label: words.when, value }, ...before];
}

function courseOf({ incident, update }: NoticeContent, reader: Reader, { words }: Tongue): MailText['facts'] {
  const isOver = incident.resolved_at !== null && ['resolved', 'postmortem'].includes(update.status);
  return [
    { label: words.began, value: sayInstant(incident.started_at, reader) },
    ...(isOver && incident.resolved_at
      ? [{ label: words.ended, value: sayInstant(incident.resolved_at, reader) }]
      : []),
  ];
}

/** From PUBLIC_URL and nothing else. */
function linkTo({ publicUrl, incident }: NoticeContent): string {
  return `${publicUrl}/incidents/${incident.id}`;
}
