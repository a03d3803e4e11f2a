import { randomBytes } from 'node:crypto';
import { escapeHtml } from '../../../text/escape.ts';
import { encodeText, header, type Header } from './headers.ts';
import { type MailText, type Slot, splitAtSlots } from './mail-text.ts';
import { quotedPrintable } from './quoted-printable.ts';
import { toHtml } from './to-html.ts';
import { toPlain } from './to-plain.ts';

/** A calendar file that is sent along. */
export interface Attachment {
  fileName: string;
  content: string;
}

/** An email that is ready but for what differs from person to person. */
export interface Template {
  /** The headers that everybody gets alike. */
  headers: Header[];
  /** `texts[0] slots[0] texts[1] …`, in the bytes that are sent. */
  texts: string[];
  slots: { name: Slot; isHtml: boolean }[];
}

/** Makes the MIME message (RFC 2046): plain text and HTML as alternatives, a calendar beside them. */
export function toTemplate(mail: MailText, headers: readonly Header[], attachment?: Attachment): Template {
  // No quoted-printable text has "=_" in it.
  const id = randomBytes(12).toString('hex');
  const [inner, outer] = [`=_a${id}`, `=_m${id}`];
  const texts: string[] = [];
  const slots: Template['slots'] = [];
  let current = '';
  const put = (text: string) => {
    current += text;
  };
  const putPart = (type: string, text: string, isHtml: boolean) => {
    put(`--${inner}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`);
    const pieces = splitAtSlots(text);
    for (const [index, piece] of pieces.texts.entries()) {
      put(quotedPrintable(piece));
      const name = pieces.slots[index];
      if (name === undefined) continue;
      slots.push({ name, isHtml });
      texts.push(current);
      current = '';
    }
  };

  const alternative = `multipart/alternative; boundary="${inner}"`;
  if (attachment) put(`--${outer}\r\nContent-Type: ${alternative}\r\n\r\n`);
  putPart('text/plain', toPlain(mail), false);
  putPart('text/html', toHtml(mail), true);
  put(`--${inner}--\r\n`);
  if (attachment) {
    put(`--${outer}\r\nContent-Type: text/calendar; charset=utf-8; method=PUBLISH; name="${attachment.fileName}"\r\n`);
    put(`Content-Disposition: attachment; filename="${attachment.fileName}"\r\n`);
    put(`Content-Transfer-Encoding: base64\r\n\r\n${base64(attachment.content)}--${outer}--\r\n`);
  }
  return {
    headers: [
      ...headers,
      header('Subject', encodeText(mail.subject)),
      header('Content-Language', mail.tongue.lang),
      header('MIME-Version', '1.0'),
      header('Content-Type', attachment ? `multipart/mixed; boundary="${outer}"` : alternative),
    ],
    texts: [...texts, current],
    slots,
  };
}

/** The body of one person's email. */
export function fillBody({ texts, slots }: Template, links: Record<Slot, string>): Buffer {
  let body = texts[0] ?? '';
  for (const [index, { name, isHtml }] of slots.entries()) {
    body += quotedPrintable(isHtml ? escapeHtml(links[name]) : links[name]) + (texts[index + 1] ?? '');
  }
  return Buffer.from(body, 'latin1');
}

function base64(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replace(/.{1,76}/g, '$&\r\n');
}
