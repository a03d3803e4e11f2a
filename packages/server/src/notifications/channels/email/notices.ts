import { cleanLine } from '../../../text/clean.ts';
import type { NoticeContent, Recipient } from '../../channel.ts';
import { attachCalendar } from './attach-calendar.ts';
import { composeNotice } from './compose-notice.ts';
import { encodePhrase, header } from './headers.ts';
import { type Template, toTemplate } from './message.ts';
import type { EmailSettings } from './settings.ts';
import { tongueFor } from './words.ts';
import { automaticHeaders, fromHeader, writeMail } from './write-mail.ts';

/** How many languages and zones of one notice are kept ready. */
const keptTemplates = 400;

const oneClick = header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click');

/**
 * Writes notices. What everybody of one language and zone gets alike is composed once for each notice; the rest of the
 * work is one person's links, and the signature.
 */
export function createNoticeWriter(settings: EmailSettings) {
  // It goes when the notice goes: who edits a text is told from a notice read anew.
  const templates = new WeakMap<NoticeContent, Map<string, Template>>();

  function templateFor(notice: NoticeContent, { locale, time_zone, incident_id }: Recipient): Template {
    const ofNotice = templates.get(notice) ?? new Map<string, Template>();
    templates.set(notice, ofNotice);
    const followsOne = incident_id !== null;
    const key = `${locale} ${time_zone} ${followsOne}`;
    const known = ofNotice.get(key);
    if (known) return known;
    const tongue = tongueFor(locale, notice.page.default_language);
    const mail = composeNotice(notice, { tongue, timeZone: time_zone, followsOne });
    const made = toTemplate(mail, sharedHeaders(notice, settings), attachCalendar(notice, tongue.lang));
    if (ofNotice.size >= keptTemplates) ofNotice.clear();
    ofNotice.set(key, made);
    return made;
  }

  return (notice: NoticeContent, to: Recipient): Promise<Buffer> => {
    const { host } = settings;
    // The first message of an incident to somebody need not be the first of the incident: all of them answer to a root
    // that nobody has, and so stand together in every program.
    const root = `<incident-${notice.incident.id}.${to.subscription_id}@${host}>`;
    return writeMail(
      templateFor(notice, to),
      {
        to: to.address,
        messageId: `<update-${notice.id}.${to.subscription_id}@${host}>`,
        links: to.links,
        headers: [
          header('In-Reply-To', root),
          header('References', root),
          header('List-Unsubscribe', `<${to.links.unsubscribe}>`),
          oneClick,
        ],
      },
      settings,
    );
  };
}

function sharedHeaders({ page, incident }: NoticeContent, settings: EmailSettings) {
  const name = cleanLine(page.name);
  return [
    fromHeader(settings, name),
    header('List-Id', `${encodePhrase(name)} <updates.${settings.host.replace(/[^A-Za-z0-9.-]/g, '')}>`),
    header(
      'Feedback-ID',
      `${incident.id}:${incident.scheduled_for === null ? 'incident' : 'maintenance'}:${page.id}:allswell`,
    ),
    ...automaticHeaders,
  ];
}
