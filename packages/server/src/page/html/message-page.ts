import { Prepared } from '../bytes.ts';
import type { Looks } from './document.ts';
import { composeDocument } from './document.ts';
import { escapeHtml } from './escape.ts';
import { words } from './words.ts';

const statuses = { notFound: 404, failed: 500, later: 503, unavailable: 503 } as const;

/** What a page without an answer can say. */
export type MessageKind = keyof typeof statuses;

const anonymous: Looks = {
  name: 'Status',
  logo: null,
  favicon: null,
  accent_color: null,
  theme: 'auto',
};

/** A page that says why the one asked for is not there. It needs no renderer, no database and no script. */
export function messagePage(kind: MessageKind, looks: Looks = anonymous, publicUrl = ''): Prepared {
  const { title, text } = words[kind];
  const status = statuses[kind];
  const back = kind === 'unavailable' ? '' : `<p><a href="/">${words.toStatus}</a></p>`;
  const { html, headers } = composeDocument({
    title: `${title} · ${looks.name}`,
    description: text,
    looks,
    lang: 'en',
    main: `<p class="name">${escapeHtml(looks.name)}</p><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${back}`,
    isSecure: publicUrl.startsWith('https:'),
    cacheControl: 'no-store',
  });
  const retry = status === 503 ? ['Retry-After', '5'] : [];
  return new Prepared(html, { type: 'text/html; charset=utf-8', status, headers: [...headers, ...retry] });
}
