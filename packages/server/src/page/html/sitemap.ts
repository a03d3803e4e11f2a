import { Prepared } from '../bytes.ts';
import { sharedHeaders } from '../headers.ts';
import { reportMonths } from '../report/report-months.ts';
import type { Snapshot } from '../snapshot.ts';
import { addressOf, type Place } from './address.ts';
import { escapeHtml } from '../../text/escape.ts';
import { type Languages, languagesOf } from './languages.ts';

/** `/sitemap.xml`: every page that search engines may know, in every language (sitemaps.org, 0.9). */
export function sitemap(snapshot: Snapshot, publicUrl: string): Prepared {
  const { months, incidents, summary, settings } = snapshot;
  const languages = languagesOf(settings);
  const changedAt = summary.page.updated_at;
  const pages: { place: Place; changedAt?: string }[] = [
    { place: { view: 'overview' }, changedAt },
    { place: { view: 'maintenance' } },
    { place: { view: 'uptime' } },
    ...summary.components.map(({ id }) => ({ place: { view: 'uptime' as const, component: id } })),
    { place: { view: 'timeline' } },
    { place: { view: 'history' } },
    ...reportMonths(snapshot).map((month) => ({ place: { view: 'report' as const, month } })),
    ...months.map((month) => ({ place: { view: 'history' as const, month } })),
    ...Array.from(incidents.values(), ({ id, updated_at }) => ({
      place: { view: 'incident' as const, id },
      changedAt: updated_at,
    })),
  ];
  const urls = pages.flatMap(({ place, changedAt }) =>
    languages.all.map((lang) => entry(place, { lang, languages, publicUrl, changedAt })),
  );
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...urls.slice(0, 50_000),
    '</urlset>',
  ];
  return new Prepared(`${xml.join('\n')}\n`, { type: 'application/xml; charset=utf-8', headers: sharedHeaders });
}

interface EntryOptions {
  lang: string;
  languages: Languages;
  publicUrl: string;
  changedAt: string | undefined;
}

function entry(place: Place, { lang, languages: { all, main }, publicUrl, changedAt }: EntryOptions): string {
  const url = (language: string) => escapeHtml(publicUrl + addressOf(place, language === main ? undefined : language));
  const alternate = (hreflang: string, language: string) =>
    `<xhtml:link rel="alternate" hreflang="${escapeHtml(hreflang)}" href="${url(language)}"/>`;
  const others = all.length > 1 ? [...all.map((one) => alternate(one, one)), alternate('x-default', main)] : [];
  const lastmod = changedAt === undefined ? '' : `<lastmod>${escapeHtml(changedAt)}</lastmod>`;
  return `<url><loc>${url(lang)}</loc>${lastmod}${others.join('')}</url>`;
}
