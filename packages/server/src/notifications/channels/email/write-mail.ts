import { encodePhrase, header, type Header } from './headers.ts';
import type { Slot } from './mail-text.ts';
import { fillBody, type Template } from './message.ts';
import type { EmailSettings } from './settings.ts';

/** What of an email is one person's alone. */
export interface Personal {
  to: string;
  messageId: string;
  links: Record<Slot, string>;
  headers?: readonly Header[];
}

/** The sender as it stands in every email. */
export function fromHeader({ from }: EmailSettings, page: string): Header {
  return header('From', `${encodePhrase(from.name ?? page)} <${from.address}>`);
}

/** What tells other programs that no person wrote this, so that none of them answers. */
export const automaticHeaders: readonly Header[] = [
  header('Auto-Submitted', 'auto-generated'),
  header('X-Auto-Response-Suppress', 'All'),
];

/** Puts one person's email together, signed where there is a key: the bytes that are sent. */
export async function writeMail(
  template: Template,
  { to, messageId, links, headers = [] }: Personal,
  { signer }: EmailSettings,
): Promise<Buffer> {
  const now = new Date();
  const all = [
    header('To', to),
    header('Date', dateOf(now)),
    header('Message-ID', messageId),
    ...headers,
    ...template.headers,
  ];
  const body = fillBody(template, links);
  const signature = signer ? await signer.sign(all, body, now) : '';
  let head = signature;
  for (const { line } of all) head += line;
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body]);
}

/** RFC 5322 knows +0000 only; GMT is of old. */
function dateOf(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}
