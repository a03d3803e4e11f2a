import type { DeletedIncident } from '@allswell/protocol';
import { Prepared } from '../bytes.ts';
import type { Looks } from './document.ts';
import { composeDocument } from './document.ts';
import { escapeHtml } from '../../text/escape.ts';
import { sayInstant } from './say.ts';
import type { MessageKind } from './words/shape.ts';
import { wordsFor } from './words.ts';

const statuses = { notFound: 404, failed: 500, later: 503, unavailable: 503, tooLong: 422 } as const;

const ways = {
  status: { path: '/', word: 'toStatus' },
  history: { path: '/history', word: 'toHistory' },
} as const;
const waysBack: Record<MessageKind, keyof typeof ways | undefined> = {
  notFound: 'status',
  failed: 'status',
  later: 'status',
  unavailable: undefined,
  tooLong: 'history',
};

/** How the page looks, and in which language it is asked for. */
export interface MessageOptions {
  looks?: Looks | undefined;
  lang: string;
  /** The main language of the page: its address needs no `?lang=`. */
  mainLang: string;
  publicUrl: string;
}

const anonymous: Looks = {
  name: 'Status',
  logo: null,
  favicon: null,
  accent_color: null,
  theme: 'auto',
};

/** A page that says why the one asked for is not there. It needs no renderer, no database and no script. */
export function messagePage(kind: MessageKind, options: MessageOptions): Prepared {
  const status = statuses[kind];
  const retry = status === 503 ? ['Retry-After', '5'] : [];
  return compose({ ...wordsFor(options.lang)[kind], status, headers: retry, wayBack: waysBack[kind] }, options);
}

/** The page of something that was deleted: it says so, and when, instead of having never been there. */
export function gonePage(
  { kind, deleted_at }: DeletedIncident,
  { timeZone, ...options }: MessageOptions & { timeZone: string },
): Prepared {
  const { gone } = wordsFor(options.lang);
  const text = gone.text(sayInstant(new Date(deleted_at), options.lang, timeZone));
  return compose({ title: gone.title[kind], text, status: 410, headers: [], wayBack: 'status' }, options);
}

interface Message {
  title: string;
  text: string;
  status: number;
  headers: string[];
  /** Where a reader can go from there. */
  wayBack: keyof typeof ways | undefined;
}

function compose(
  { title, text, status, headers: more, wayBack }: Message,
  { looks = anonymous, lang, mainLang, publicUrl }: MessageOptions,
): Prepared {
  const { path, word } = ways[wayBack ?? 'status'];
  const href = lang === mainLang ? path : `${path}?lang=${lang}`;
  const back = wayBack ? `<p><a href="${escapeHtml(href)}">${escapeHtml(wordsFor(lang)[word])}</a></p>` : '';
  const { html, headers } = composeDocument({
    title: `${title} · ${looks.name}`,
    description: text,
    looks,
    lang,
    main: `<p class="name" dir="auto">${escapeHtml(looks.name)}</p><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${back}`,
    isSecure: publicUrl.startsWith('https:'),
    cacheControl: 'no-store',
  });
  return new Prepared(html, { type: 'text/html; charset=utf-8', status, headers: [...headers, ...more] });
}
