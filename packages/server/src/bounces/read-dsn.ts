import PostalMime, { type Email } from 'postal-mime';
import { type BounceReport, detailOf } from './report.ts';

/** What a mail server, or a mailbox provider on behalf of a reader, has sent back. */
export interface SentBack {
  /** Every address that it came to: one of them may be a return path of ours. */
  sentTo: string[];
  /** What it says of each recipient. */
  reports: BounceReport[];
}

const statusTypes = ['message/delivery-status', 'message/global-delivery-status'];
/** Where servers write down whom a message was for. */
const envelopeHeaders = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to'];
/** Final by their class, and yet not about the address: our sender, a full box, the size, the text, a policy. */
const passingStatuses = /^5\.(1\.[78]|2\.[234]|3\.\d+|4\.[167]|5\.\d+|6\.\d+|7\.\d+)$/;

/** Reads a report of a failed delivery (RFC 3464) or of a complaint (RFC 5965); undefined for any other mail. */
export async function readSentBack(text: string): Promise<SentBack | undefined> {
  const mail = await parse(text);
  if (!mail) return undefined;
  const parts = (types: readonly string[]) =>
    mail.attachments
      .filter(({ mimeType }) => types.includes(mimeType))
      .map(({ content }) => (typeof content === 'string' ? content : new TextDecoder().decode(content)));
  const statuses = parts(statusTypes).flatMap((part) => fieldsOf(part));
  const complaints = parts(['message/feedback-report']).flatMap((part) => fieldsOf(part));
  if (statuses.length + complaints.length === 0) return undefined;

  const headers = mail.headers.filter(({ key }) => envelopeHeaders.includes(key)).map(({ value }) => value);
  const returnPaths = complaints.map((fields) => fields.get('original-mail-from') ?? '');
  return {
    sentTo: [...headers, ...returnPaths].flatMap(addressesIn),
    reports: [...statuses.flatMap(failureOf), ...complaints.flatMap(complaintOf)],
  };
}

async function parse(text: string): Promise<Email | undefined> {
  try {
    // What comes back with the report is our own mail: it is not looked into.
    return await PostalMime.parse(text, { forceRfc822Attachments: true, attachmentEncoding: 'utf8' });
  } catch {
    return undefined; // nested or long beyond all reason
  }
}

type Fields = ReadonlyMap<string, string>;

/** Blocks of header-like fields, which an empty line divides. */
function fieldsOf(part: string): Fields[] {
  const unfolded = part.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ');
  return unfolded
    .split(/\n{2,}/)
    .map((block) => {
      const lines = block.split('\n').filter((line) => line.includes(':'));
      return new Map(
        lines.map((line) => {
          const at = line.indexOf(':');
          return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
        }),
      );
    })
    .filter((fields) => fields.size > 0);
}

/** What one block says about one recipient; the first block is about the message as a whole. */
function failureOf(fields: Fields): BounceReport[] {
  const recipient = fields.get('final-recipient') ?? fields.get('original-recipient');
  if (recipient === undefined || fields.get('action')?.toLowerCase() !== 'failed') return [];
  const diagnosis = withoutType(fields.get('diagnostic-code') ?? '');
  const status = statusOf(fields.get('status') ?? '', diagnosis);
  const isFinal = status.startsWith('5') && !passingStatuses.test(status);
  const address = addressesIn(withoutType(recipient))[0] ?? '';
  return [{ address, kind: isFinal ? 'permanent' : 'transient', detail: detailOf(diagnosis, status) }];
}

function complaintOf(fields: Fields): BounceReport[] {
  const type = fields.get('feedback-type')?.toLowerCase();
  if (type === undefined || type === 'not-spam') return [];
  const address = addressesIn(fields.get('original-rcpt-to') ?? '')[0] ?? '';
  return [{ address, kind: 'complained', detail: detailOf(type) }];
}

/** `5.1.1` (RFC 3463), or as much of it as can be told from what the server said. */
function statusOf(status: string, diagnosis: string): string {
  const codes = `${status} ${diagnosis}`.match(/\b[245]\.\d{1,3}\.\d{1,3}\b/g) ?? [];
  const [, basic = '4'] = /^([45])\d\d\b/.exec(diagnosis) ?? [];
  return codes.find((code) => !code.endsWith('.0.0')) ?? codes[0] ?? `${basic}.0.0`;
}

/** Without what says of which kind it is: `rfc822; ana@example.com`. */
function withoutType(value: string): string {
  return value.replace(/^[\w-]+\s*;\s*/, '');
}

function addressesIn(text: string): string[] {
  return text.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g)?.slice(0, 50) ?? [];
}
