import { DomainError, type FieldError } from '@allswell/protocol';
import type { ImportSource, NewImport } from '@allswell/protocol/schema';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { seal } from '../db/seal.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { storable } from './clean-text.ts';
import { rootOf } from './fetch/fetch-statuspage.ts';
import type { ImportPage } from './pages.ts';
import { isDump, readDump } from './status-site/read-dump.ts';
import { readTables, splitTables } from './status-site/tables.ts';
import { keyName } from './secret.ts';
import { splitDocument } from './statuspage/split-document.ts';
import { insertImport, insertPage } from './store.ts';
import { unreadable } from './unreadable.ts';

/** What an import begins with. */
export interface ImportWish {
  source: ImportSource;
  /** Where it is fetched, or the name of a file. */
  origin: string;
  page_id?: string | undefined;
  api_key?: string | undefined;
  subscribers?: boolean | undefined;
  /** What was given instead of an address. */
  pages?: readonly ImportPage[] | undefined;
}

/** Writes down that something is to be imported, so that whoever works on imports fetches it and looks it through. */
export async function beginImport(
  { tx, by }: Pick<Write, 'tx' | 'by'>,
  { source, origin, page_id, api_key, subscribers = false, pages }: ImportWish,
  secret: string,
): Promise<string> {
  const id = newId();
  await insertImport(tx, {
    id,
    source,
    origin,
    options: { subscribers, ...(page_id !== undefined && { page_id }), ...(pages && { given: true }) },
    api_key: api_key === undefined ? null : seal(api_key, secret, keyName(id)),
    created_by: by?.email ?? null,
  });
  // Whom nobody asked for is not even kept until then.
  const wanted = pages?.filter(({ kind }) => subscribers || !['subscribers', 'email_subscriptions'].includes(kind));
  for (const { kind, number, body } of wanted ?? []) await insertPage(tx, id, { kind, number, body: storable(body) });
  await recordAudit(tx, by, {
    action: 'import.begun',
    subject_type: 'import',
    subject_id: id,
    changes: { source: { from: null, to: source }, origin: { from: null, to: origin } },
  });
  await tx`select pg_notify('allswell_imports', ${id})`;
  return id;
}

/** What an admin asks for, once it is clear where it is to come from. */
export function readWish(input: NewImport): ImportWish {
  const { source, url, page_id, api_key, document, subscribers } = input;
  const errors: FieldError[] = [];
  const refuse = (field: string, detail: string) => errors.push({ pointer: `#/${field}`, detail });
  const isFile = document !== undefined;
  if (source === 'statuspage') {
    if (!isFile && url === undefined)
      refuse('url', 'Send the address of the page, or "document" with what a file holds.');
    if (isFile && url !== undefined) refuse('url', 'Send an address or a document, and not both.');
    if (api_key !== undefined)
      refuse('api_key', 'Remove this field, or send "source": "statuspage_v1": its documents need no key.');
  }
  if (source === 'statuspage_v1') {
    if (!page_id || !/^[\w-]{1,100}$/.test(page_id)) refuse('page_id', 'Send the id of the page, as the API has it.');
    if (!api_key || !/^[\x21-\x7e]+$/.test(api_key)) refuse('api_key', 'Send the key of the API, without blanks.');
    if (isFile) refuse('document', 'Remove this field: the API is asked.');
  }
  if (source === 'status_site' && !isFile) refuse('document', 'Send the tables, as JSON or as the text of pg_dump.');
  if (errors.length > 0) throw invalidRequest(errors);
  const name = input.file_name ?? 'a file';
  if (source === 'statuspage_v1') {
    return { source, origin: `https://api.statuspage.io/v1/pages/${page_id ?? ''}`, page_id, api_key, subscribers };
  }
  if (!isFile) return { source, origin: requireAddress(url ?? ''), subscribers };
  return { source, origin: name, subscribers, pages: readFile(source, document) };
}

/** Cuts what a file holds into pieces; refuses what is of another product. */
export function readFile(source: ImportSource, document: unknown): ImportPage[] {
  if (source === 'status_site') {
    const isText = typeof document === 'string';
    return splitTables(
      isText && isDump(document) ? readDump(document) : readTables(isText ? parse(document) : document),
    );
  }
  return splitDocument(typeof document === 'string' ? parse(document) : document);
}

function requireAddress(url: string): string {
  try {
    return rootOf(url);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw invalidRequest([
      { pointer: '#/url', detail: 'Send the address of the page, such as https://status.example.com.' },
    ]);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    const isHtml = /^\s*</.test(text);
    throw unreadable(
      isHtml ? 'This is a web page, and no JSON.' : 'This is no whole JSON: it breaks off, or was never any.',
      error,
    );
  }
}
