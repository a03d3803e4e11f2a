import { Prepared } from '../bytes.ts';
import { discoverable } from '../feeds/discover.ts';
import { provenAtHeader } from '../headers.ts';
import { addressOf, type Place } from './address.ts';
import { composeDocument, type Places } from './document.ts';
import type { Languages } from './languages.ts';
import type { Render } from './render.ts';
import { describeView, type View } from './view.ts';
import { withoutScriptRules } from './without-script.ts';
import { baseOf } from './words.ts';

export interface ComposeOptions {
  place: Place;
  render: Render;
  publicUrl: string;
  /** The address of the module that hydrates the page. */
  script: string | undefined;
  /** Where the parts of that are which it fetches when it wants them; undefined for what it brings along. */
  partOf: (name: string) => string | undefined;
  /** When the database last agreed, where that is not when it agreed with everything else. */
  provenAt?: Date | undefined;
}

/** Makes the whole page of a view: rendered, in its document, as bytes. */
export function composePage(
  view: View,
  { place, render, publicUrl, script, partOf, provenAt }: ComposeOptions,
): Prepared {
  const { snapshot, lang, languages } = view;
  const { html: main, styles } = render(view);
  const { html, headers } = composeDocument({
    ...describeView(view),
    // What somebody looked for is nobody else's page.
    ...(place.view !== 'search' && {
      places: {
        ...placesOf(place, lang, languages, publicUrl),
        feeds: discoverable(snapshot.settings.name, lang, lang === languages.main ? undefined : lang),
      },
    }),
    looks: snapshot.settings,
    lang,
    main,
    mainStyles: styles,
    script,
    ...partsOf(view, place, partOf),
    ...(place.view === 'subscribe' && { rules: withoutScriptRules }),
    // There one looks for words.
    forms: place.view === 'history' || place.view === 'search',
    isSecure: publicUrl.startsWith('https:'),
  });
  const type = 'text/html; charset=utf-8';
  if (provenAt) return new Prepared(html, { type, headers: [...headers, ...provenAtHeader(provenAt)] });
  // Figures move on.
  return new Prepared(html, { type, headers, proven: true, isBrief: view.metrics !== undefined });
}

/** What parts of the script share lies in files of their own, which would be asked for late. */
const shared: Partial<Record<string, readonly string[]>> = {
  timeline: ['one-document'],
  uptime: ['one-document', 'uptime'],
  report: ['uptime'],
};

/** What the script of a page will ask for at once, beside what every page needs; views in a file of their own too. */
function partsOf({ lang, metrics }: View, { view }: Place, partOf: ComposeOptions['partOf']) {
  const language = baseOf(lang);
  const isForm = view === 'subscribe';
  const name = view === 'search' ? 'history' : view;
  const preloads = [
    language,
    `${name}-${language}`,
    ...(view === 'overview' ? [] : ['further-views', `${name}-view`, `show-${name}`, ...(shared[name] ?? [])]),
    ...(metrics ? ['show-metrics', `metrics-${language}`] : []),
  ];
  const found = (names: string[]) => names.map(partOf).filter((part) => part !== undefined);
  return { modules: found(isForm ? ['open-subscribe'] : []), preloads: found(preloads) };
}

function placesOf(place: Place, lang: string, { all, main }: Languages, publicUrl: string): Omit<Places, 'feeds'> {
  const url = (other: string) => publicUrl + addressOf(place, other === main ? undefined : other);
  return {
    canonical: url(lang),
    alternates: new Map(all.length > 1 ? all.map((other) => [other, url(other)]) : []),
    fallback: url(main),
  };
}
