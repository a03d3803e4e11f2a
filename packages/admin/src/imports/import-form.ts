import type { FieldError, ImportSource, NewImport } from '@allswell/protocol';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Strings } from '../i18n/en.ts';

/** Where a history may come from, as people choose it. */
export const origins = ['address', 'key', 'file', 'status_site'] as const;
export type Origin = (typeof origins)[number];

const sourceOf = {
  address: 'statuspage',
  key: 'statuspage_v1',
  file: 'statuspage',
  status_site: 'status_site',
} as const satisfies Record<Origin, ImportSource>;

/** How much a file may hold. */
export const mostMegabytes = 5;
export const mostBytes = mostMegabytes * 1024 * 1024;

/** A file that was read here. */
export interface ReadFile {
  name: string;
  document: unknown;
}

/** What is being filled in. */
export interface ImportForm {
  origin: Origin;
  url: string;
  key: string;
  page: string;
  subscribers: boolean;
  file: ReadFile | null;
}

/** Nothing is filled in yet. */
export function emptyImport(): ImportForm {
  return { origin: 'address', url: '', key: '', page: '', subscribers: false, file: null };
}

/** What has to be put right before anything is sent. */
export function checkImport(form: ImportForm, strings: Strings, words: LaterStrings['imports']): FieldError[] {
  const need = (pointer: string, value: string, detail = strings.forms.required): FieldError[] =>
    value.trim() === '' ? [{ pointer, detail }] : [];
  switch (form.origin) {
    case 'address':
      return need('#/url', form.url);
    case 'key':
      return [...need('#/api_key', form.key), ...need('#/page_id', form.page)];
    case 'file':
    case 'status_site':
      return form.file ? [] : [{ pointer: '#/document', detail: words.noFile }];
  }
}

/** What is sent. */
export function bodyOfImport(form: ImportForm): NewImport {
  const source = sourceOf[form.origin];
  switch (form.origin) {
    case 'address':
      return { source, url: withScheme(form.url.trim()) };
    case 'key':
      return { source, api_key: form.key.trim(), page_id: form.page.trim(), subscribers: form.subscribers };
    case 'file':
    case 'status_site':
      return {
        ...{ source, document: form.file?.document, file_name: form.file?.name ?? '' },
        ...(form.subscribers ? { subscribers: true } : {}),
      };
  }
}

/** Reads a file: JSON, or for status_site also text, of which the server says whether it is a dump. Null for what is neither. */
export function readDocument(text: string, origin: Origin): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return origin === 'status_site' && text.trim() !== '' ? text : null;
  }
}

/** "status.example.com" is an address to people. */
function withScheme(address: string): string {
  return /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
}
