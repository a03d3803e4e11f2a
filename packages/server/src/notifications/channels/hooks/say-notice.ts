import type { Indicator } from '@allswell/protocol';
import { clean } from '../../../text/clean.ts';
import { plain } from '../../../text/plain.ts';
import type { NoticeContent, Recipient } from '../../channel.ts';
import { composeNotice } from '../email/compose-notice.ts';
import { tongueFor } from '../email/words.ts';

/** What a message in a chat says, before it has the form of one program. All texts are clean and plain. */
export interface ChatText {
  lang: string;
  isRightToLeft: boolean;
  page: { name: string; url: string };
  tone: Indicator;
  /** Where it stands, in words. */
  headline: string;
  /** The name of the incident. */
  title: string;
  /** The address of the incident. */
  url: string;
  /** "When: Tuesday, …" */
  facts: string[];
  body: string;
  /** "What is affected", and each with its status. */
  affected: { heading: string; items: string[] } | undefined;
  /** What leads to the incident and to the subscriber's own choice. */
  links: { incident: string; manage: string };
}

/** Says a notice in the words and the order that an email of it has. */
export function sayNotice(notice: NoticeContent, { locale, time_zone, incident_id }: Recipient): ChatText {
  const tongue = tongueFor(locale, notice.page.default_language);
  const mail = composeNotice(notice, { tongue, timeZone: time_zone, followsOne: incident_id !== null });
  const { words, lang } = tongue;
  return {
    lang,
    isRightToLeft: words.direction === 'rtl',
    page: mail.page,
    tone: mail.tone,
    headline: mail.headline,
    title: mail.title ?? '',
    url: notice.incident.shortlink,
    facts: mail.facts.map(({ label, value }) => words.labelled(label, value)),
    body: clean(plain(notice.update.body_nodes)).trim(),
    affected: mail.affected
      ? {
          heading: mail.affected.heading,
          items: mail.affected.items.map((one) => words.labelled(one.name, one.status)),
        }
      : undefined,
    links: { incident: mail.links[0]?.label ?? '', manage: words.links.manage },
  };
}

/** As much of a text as has room once it is escaped; what was cut off is hinted at. */
export function fit(text: string, most: number, escape: (piece: string) => string = (piece) => piece): string {
  const whole = escape(text);
  if (whole.length <= most) return whole;
  let cut = '';
  for (const character of text) {
    const escaped = escape(character);
    if (cut.length + escaped.length > most - 1) break;
    cut += escaped;
  }
  return `${cut.trimEnd()}…`;
}
