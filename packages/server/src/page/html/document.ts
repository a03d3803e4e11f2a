import type { FlatHeaders } from '../bytes.ts';
import type { Discoverable } from '../feeds/discover.ts';
import { htmlHeaders } from '../headers.ts';
import type { SettingsRow } from '../read.ts';
import { documentStyle } from './document-style.ts';
import { escapeHtml } from '../../text/escape.ts';
import { directionOf } from './languages.ts';
import { contentPolicy, originOf } from './policy.ts';
import { wordsFor } from './words.ts';

/** How a document looks: what settings say of it. */
export type Looks = Pick<SettingsRow, 'name' | 'logo' | 'favicon' | 'accent_color' | 'theme'>;

export interface DocumentParts {
  title: string;
  description: string;
  /** Where this page is; undefined for pages that search engines should not know. */
  places?: Places;
  looks: Looks;
  lang: string;
  /** HTML that is already safe. */
  main: string;
  /** The style sheets inside `main`, letter by letter. */
  mainStyles?: readonly string[];
  /** The address of the module that brings the page to life. */
  script?: string | undefined;
  /** Further modules that this page needs. */
  modules?: readonly string[];
  /** The addresses of what these will ask for: words and views that are in files of their own. */
  preloads?: readonly string[];
  /** Rules for this page alone. */
  rules?: string;
  /** It has forms, which go to ourselves. */
  forms?: boolean;
  isSecure: boolean;
  cacheControl?: string;
}

/** The addresses of one page, each whole. */
export interface Places {
  /** The one in this language. */
  canonical: string;
  /** By language, this one included; empty where there is but one. */
  alternates: ReadonlyMap<string, string>;
  /** For readers of any other language. */
  fallback: string;
  /** The feeds and the calendar of the page, for programs that look for them. */
  feeds: readonly Discoverable[];
}

export interface HtmlDocument {
  html: string;
  headers: FlatHeaders;
}

/** Puts a whole document together, with the policy that fits it. Every text is escaped here. */
export function composeDocument(parts: DocumentParts): HtmlDocument {
  const { title, description, places, looks, lang, main, script, modules = [], preloads = [] } = parts;
  const style = documentStyle(looks) + (parts.rules ?? '');
  const policy = contentPolicy({
    styles: [style, ...(parts.mainStyles ?? [])],
    imageOrigins: [...new Set([...originOf(looks.logo), ...originOf(looks.favicon)])],
    scripts: script !== undefined,
    forms: parts.forms ?? false,
  });
  const lines = [
    '<!doctype html>',
    `<html lang="${escapeHtml(lang)}" dir="${directionOf(lang)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title)}</title>`,
    meta('description', description),
    ...(places === undefined ? [meta('robots', 'noindex')] : indexed(parts, places)),
    meta(
      'theme-color',
      '#fbfaf8',
      looks.theme === 'auto' ? '(prefers-color-scheme: light)' : undefined,
      looks.theme !== 'dark',
    ),
    meta(
      'theme-color',
      '#11141a',
      looks.theme === 'auto' ? '(prefers-color-scheme: dark)' : undefined,
      looks.theme !== 'light',
    ),
    `<link rel="icon" href="${escapeHtml(looks.favicon ?? '/favicon.svg')}">`,
    ...(script === undefined ? [] : ['<link rel="manifest" href="/manifest.webmanifest">']),
    `<style>${style}</style>`,
    ...(script === undefined ? [] : [script, ...modules].map(moduleScript)),
    ...(script === undefined ? [] : preloads.map((href) => `<link rel="modulepreload" href="${escapeHtml(href)}">`)),
    '</head>',
    '<body>',
    `<main>${main}</main>`,
    '</body>',
    '</html>',
  ];
  const headers = htmlHeaders({
    policy,
    isSecure: parts.isSecure,
    ...(parts.cacheControl !== undefined && { cacheControl: parts.cacheControl }),
  });
  return { html: `${lines.filter((line) => line !== '').join('\n')}\n`, headers };
}

function indexed({ title, description, looks, lang }: DocumentParts, places: Places): string[] {
  const { canonical, alternates, fallback, feeds } = places;
  const others = [...alternates.keys()].filter((other) => other !== lang);
  return [
    `<link rel="canonical" href="${escapeHtml(canonical)}">`,
    ...Array.from(alternates, ([other, href]) => alternate(other, href)),
    ...(alternates.size > 0 ? [alternate('x-default', fallback)] : []),
    ...feeds.map(feedLink),
    '<link rel="alternate" type="application/json" href="/api/v2/summary.json">',
    property('og:type', 'website'),
    property('og:site_name', looks.name),
    property('og:title', title),
    property('og:description', description),
    property('og:url', canonical),
    property('og:locale', wordsFor(lang).ogLocale),
    ...others.map((other) => property('og:locale:alternate', wordsFor(other).ogLocale)),
    meta('twitter:card', 'summary'),
  ];
}

function moduleScript(src: string): string {
  return `<script type="module" async src="${escapeHtml(src)}"></script>`;
}

function alternate(lang: string, href: string): string {
  return `<link rel="alternate" hreflang="${escapeHtml(lang)}" href="${escapeHtml(href)}">`;
}

function feedLink({ type, title, href }: Discoverable): string {
  return `<link rel="alternate" type="${type}" title="${escapeHtml(title)}" href="${escapeHtml(href)}">`;
}

function meta(name: string, content: string, media?: string, isWanted = true): string {
  if (!isWanted) return '';
  return `<meta name="${name}" content="${escapeHtml(content)}"${media === undefined ? '' : ` media="${media}"`}>`;
}

function property(name: string, content: string): string {
  return `<meta property="${name}" content="${escapeHtml(content)}">`;
}
