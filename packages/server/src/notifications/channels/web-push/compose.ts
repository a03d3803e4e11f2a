import { createHash } from 'node:crypto';
import { directionOf } from '../../../page/html/languages.ts';
import { baseOf, hasWords, wordsFor } from '../../../page/html/words.ts';
import { plain } from '../../../text/plain.ts';
import type { NoticeContent } from '../../channel.ts';
import { cutToJsonBytes } from './cut.ts';
import { maxPlaintextBytes } from './encrypt.ts';
import { pushWordsFor } from './words.ts';

/** What the service worker of the page is sent. */
export interface PushPayload {
  title: string;
  body: string;
  /** One an incident: what comes later takes the place of what came before. */
  tag: string;
  url: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  /** How much it matters; the worker makes itself heard again when it matters more than what it replaces. */
  rank: number;
}

/** A message before it is encrypted, and what the push service is told of it. */
export interface PushMessage {
  plaintext: Buffer;
  /** Of several messages for a device that is offline, only the last is kept (RFC 8030, 5.4). */
  topic: string;
  urgency: 'high' | 'normal';
  /** When it stops being of use: a plan, once it has come true. Other news are of use for a day after they were sent. */
  until: Date | null;
}

const daySeconds = 24 * 3_600;
/** Google keeps nothing for longer. */
const longestSeconds = 28 * daySeconds;
const shortestSeconds = 60;
const longestTitle = 1_000;
const impactRanks = { none: 0, minor: 1, major: 3, critical: 4 } as const;

/** Says one notice in the language and the time zone of a subscriber. */
export function composePush(
  notice: NoticeContent,
  { locale, time_zone }: { locale: string; time_zone: string },
): PushMessage {
  const { incident } = notice;
  const lang = languageFor(locale, notice);
  const title = cutToJsonBytes(incident.name, longestTitle, lang);
  const payload: PushPayload = {
    title,
    body: '',
    tag: incident.id,
    url: addressFor(notice, lang),
    lang,
    dir: directionOf(lang),
    rank: rankOf(notice),
  };
  const room = maxPlaintextBytes - Buffer.byteLength(JSON.stringify(payload));
  payload.body = cutToJsonBytes(bodyOf(notice, lang, time_zone), room, lang);
  return {
    plaintext: Buffer.from(JSON.stringify(payload)),
    topic: createHash('sha256').update(incident.id).digest('base64url').slice(0, 32),
    urgency: incident.impact === 'major' || incident.impact === 'critical' ? 'high' : 'normal',
    until: isAhead(notice) ? notice.incident.scheduled_for : null,
  };
}

/** How long a push service keeps a message for a device that is offline. */
export function secondsToLive({ until }: PushMessage, now: Date): number {
  if (until === null) return daySeconds;
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1_000);
  return Math.min(longestSeconds, Math.max(shortestSeconds, seconds));
}

function isAhead({ incident }: NoticeContent): boolean {
  return incident.scheduled_for !== null && incident.status === 'scheduled' && incident.cancelled_at === null;
}

function rankOf(notice: NoticeContent): number {
  const { incident, kind } = notice;
  if (incident.scheduled_for === null) {
    const isOver = incident.status === 'resolved' || incident.status === 'postmortem';
    return isOver ? 0 : impactRanks[incident.impact];
  }
  if (kind !== 'update') return 1;
  return incident.status === 'in_progress' ? 2 : 0;
}

function languageFor(locale: string, { page }: NoticeContent): string {
  if (hasWords(locale)) return baseOf(locale);
  return hasWords(page.default_language) ? baseOf(page.default_language) : 'en';
}

function addressFor({ incident, page }: NoticeContent, lang: string): string {
  return lang === page.default_language ? incident.shortlink : `${incident.shortlink}?lang=${lang}`;
}

function bodyOf(notice: NoticeContent, lang: string, timeZone: string): string {
  const { incident, update, kind } = notice;
  const text = plain(update.body_nodes);
  const words = wordsFor(lang);
  if (isAhead(notice) && incident.scheduled_for) {
    const push = pushWordsFor(lang);
    const { scheduled_for: start, scheduled_until: end } = incident;
    if (kind === 'reminder') return paragraphs(push.startsAt(sayTime(start, end, lang, timeZone)), text);
    const say = kind === 'rescheduled' ? push.movedTo : push.plannedFor;
    return paragraphs(say(sayTime(start, end, lang, timeZone)), text);
  }
  const status = incident.cancelled_at === null ? update.status : 'cancelled';
  const name = (words.statuses as Record<string, string>)[status];
  if (name === undefined) return text;
  return text === '' ? name : words.labelled(name, text);
}

function paragraphs(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

/** When it is, in the subscriber's own zone. */
function sayTime(start: Date, end: Date | null, lang: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    calendar: 'gregory',
    numberingSystem: 'latn',
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return end ? format.formatRange(start, end) : format.format(start);
}
