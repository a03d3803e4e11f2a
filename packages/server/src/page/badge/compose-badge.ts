import type { Component, ComponentStatus, Indicator, PageSentence } from '@allswell/protocol';
import { cleanLine } from '../../text/clean.ts';
import { escapeHtml } from '../../text/escape.ts';
import { feedWordsFor } from '../feeds/words.ts';
import { excerpt } from '../html/excerpt.ts';
import { directionOf } from '../html/languages.ts';
import { sayPercent } from '../html/say.ts';
import { wordsFor } from '../html/words.ts';
import type { Snapshot } from '../snapshot.ts';
import { widthOf } from './text-width.ts';

type Tone = Indicator | 'unknown';

/** White on each of them has a contrast of at least 4.5:1. */
const colours: Record<Tone, string> = {
  none: '#177c52',
  maintenance: '#5460b3',
  minor: '#906106',
  major: '#b44900',
  critical: '#c2272d',
  unknown: '#575b64',
};
const ink = '#363c47';

/** The outline of each state and the mark in it, on a field of 20: colour is never alone. */
const shapes: Record<Tone, [outline: string, mark: string]> = {
  none: ['M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'm6 10.4 2.7 2.7 5.5-5.8'],
  maintenance: ['M6 1h8a5 5 0 0 1 5 5v8a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5z', 'M10 5.6v4.7l3 1.9'],
  minor: [
    'M8.2 1.2a2.6 2.6 0 0 1 3.6 0l7 7a2.6 2.6 0 0 1 0 3.6l-7 7a2.6 2.6 0 0 1-3.6 0l-7-7a2.6 2.6 0 0 1 0-3.6z',
    'M6.6 10h6.8',
  ],
  major: ['M8.3 2.2a2 2 0 0 1 3.4 0l7 12.2a2 2 0 0 1-1.7 3H3a2 2 0 0 1-1.7-3z', 'M10 6.9v4.2M10 14.1v.1'],
  critical: ['M6.2 1h7.6L19 6.2v7.6L13.8 19H6.2L1 13.8V6.2z', 'm7 7 6 6m0-6-6 6'],
  unknown: ['M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M7.7 7.9a2.35 2.35 0 1 1 3.4 2.1c-.8.4-1.1.8-1.1 1.6M10 14.3v.1'],
};

const toneOf: Record<ComponentStatus, Tone> = {
  operational: 'none',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
  under_maintenance: 'maintenance',
};

/** From which percentage on each tone is meant: down for about two hours, one day, four days. */
const tonesByUptime: [from: number, tone: Tone][] = [
  [99.9, 'none'],
  [99, 'minor'],
  [95, 'major'],
  [0, 'critical'],
];

const height = 24;
const padding = 9;
const icon = 14;
const gap = 5;

/** A picture of how the page stands, or one of its components, to show where only pictures can be shown. */
export function composeBadge(component: Component | undefined, { summary }: Snapshot, lang: string): string {
  if (component) {
    const said = feedWordsFor(lang).components[component.status];
    return draw({ name: component.name, said, tone: toneOf[component.status], lang });
  }
  const { indicator, description } = summary.status;
  const said = wordsFor(lang).sentences[description as PageSentence] ?? description;
  return draw({ name: summary.page.name, said, tone: indicator, lang });
}

/** A picture of how much of 90 days something was up: a component, a group, or all of the page. */
export function composeUptimeBadge(
  component: Component | undefined,
  { summary, uptime }: Snapshot,
  lang: string,
): string {
  const name = component?.name ?? summary.page.name;
  const percent = uptime.percentOf90Days(component?.id);
  const words = feedWordsFor(lang);
  if (percent === null) return draw({ name, said: words.unknown, tone: 'unknown', lang });
  return draw({ name, said: words.uptime(sayPercent(percent, lang)), tone: toneFor(percent), lang });
}

/** The picture for what does not exist. */
export function unknownBadge({ summary }: Snapshot, lang: string): string {
  return draw({ name: summary.page.name, said: feedWordsFor(lang).unknown, tone: 'unknown', lang });
}

function toneFor(percent: number): Tone {
  return tonesByUptime.find(([from]) => percent >= from)?.[1] ?? 'unknown';
}

interface Drawing {
  name: string;
  said: string;
  tone: Tone;
  lang: string;
}

function draw({ name: whole, said, tone, lang }: Drawing): string {
  const name = excerpt(cleanLine(whole), 48);
  const nameWidth = widthOf(name);
  const saidWidth = widthOf(said);
  const left = nameWidth + 2 * padding;
  const right = icon + gap + saidWidth + 2 * padding;
  const label = escapeHtml(`${name}: ${said}`);
  const [outline, mark] = shapes[tone];
  const iconAt = `translate(${left + padding} ${(height - icon) / 2}) scale(${icon / 20})`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${height}" viewBox="0 0 ${left + right} ${height}" role="img" aria-label="${label}" xml:lang="${escapeHtml(lang)}">`,
    `<title>${label}</title>`,
    `<path fill="${ink}" d="M6 0h${left - 6}v${height}H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z"/>`,
    `<path fill="${colours[tone]}" d="M${left} 0h${right - 6}a6 6 0 0 1 6 6v${height - 12}a6 6 0 0 1-6 6H${left}z"/>`,
    `<g transform="${iconAt}" stroke-linecap="round" stroke-linejoin="round">`,
    `<path fill="#fff" d="${outline}"/><path fill="none" stroke="${colours[tone]}" stroke-width="2.2" d="${mark}"/>`,
    '</g>',
    '<g fill="#fff" font-family="system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,sans-serif" font-size="12" text-anchor="middle">',
    sayAt(padding + nameWidth / 2, name, nameWidth),
    sayAt(left + padding + icon + gap + saidWidth / 2, said, saidWidth, directionOf(lang)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Text of a fixed width: whatever font there is, nothing is cut off. */
function sayAt(x: number, text: string, width: number, direction: 'ltr' | 'rtl' = 'ltr'): string {
  const directed = direction === 'rtl' ? ' direction="rtl"' : '';
  return `<text x="${x}" y="16"${directed} textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeHtml(text)}</text>`;
}
