import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { ownNames } from '../i18n/page-languages.ts';
import { subscribeLink } from '../templates/subscribe-link.ts';
import type { Telling } from '../templates/telling.ts';
import type { PageView } from './view.ts';

const views = [
  ['overview', 'overview', ''],
  ['uptime', 'uptime'],
  ['maintenance', 'maintenances'],
  ['history', 'history'],
] as const;

/** The name of the page, and the ways to what else it shows. */
export function header(name: string, current: PageView | undefined, telling: Telling): TemplateResult {
  const { links, strings } = telling;
  return html`<header>
    <slot name="logo"></slot><a href=${links.home ?? nothing}><bdi>${name}</bdi></a>
    ${
      links.to
        ? html`<nav class="views" aria-label=${strings.pages}>
            ${views.map(
              ([view, word, path = view]) =>
                html`<a href=${links.to?.(path) ?? nothing} aria-current=${view === current ? 'page' : nothing}
                  >${strings[word]}</a
                >`,
            )}
          </nav>`
        : nothing
    }${current === 'subscribe' ? nothing : subscribeLink(telling)}
  </header>`;
}

/** The ways to the same page in other languages. */
export function languageLinks(
  languages: readonly string[],
  locale: string,
  query: Record<string, string> | undefined,
  { strings }: Telling,
): TemplateResult | typeof nothing {
  if (languages.length < 2) return nothing;
  return html`<nav class="languages" aria-label=${strings.languages}>
    ${languages.map(
      (language) =>
        html`<a
          href=${`?${new URLSearchParams({ ...query, lang: language })}`}
          hreflang=${language}
          lang=${language}
          aria-current=${language === locale ? 'true' : nothing}
          >${ownNames[language.split('-', 1)[0] ?? ''] ?? language}</a
        >`,
    )}
  </nav>`;
}
