import { composeDocument, type Looks } from '../../page/html/document.ts';
import { wordsFor as pageWordsFor } from '../../page/html/words.ts';
import { html, type Markup } from './markup.ts';
import { style } from './style.ts';

/** How a page looks, and where it is. */
export interface Setting {
  looks: Looks;
  lang: string;
  /** The language of those who ask for none: its address needs no `?lang=`. */
  mainLang: string;
  isSecure: boolean;
}

/** Makes a page behind the link of a subscriber: for its holder alone, kept nowhere, told to nobody. */
export function composePage(title: string, body: Markup, status: number, setting: Setting): Response {
  const { looks, lang, mainLang, isSecure } = setting;
  const home = lang === mainLang ? '/' : `/?lang=${lang}`;
  const main = html`<p class="name" dir="auto">${looks.name}</p>
${body}
<p class="home"><a href="${home}">${pageWordsFor(lang).toStatus}</a></p>`;
  const { html: text, headers } = composeDocument({
    title: `${title} · ${looks.name}`,
    description: title,
    // Pictures from elsewhere would tell their server that somebody opened this link.
    looks: { ...looks, logo: null, favicon: null },
    lang,
    main: `<style>${style}</style>${main.text}`,
    mainStyles: [style],
    forms: true,
    isSecure,
    cacheControl: 'no-store',
  });
  const response = new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
  for (let at = 0; at < headers.length; at += 2) response.headers.set(headers[at] ?? '', headers[at + 1] ?? '');
  response.headers.set('referrer-policy', 'no-referrer');
  response.headers.set('x-robots-tag', 'noindex');
  return response;
}
