import type { InnerAlert } from '@allswell/protocol';
import { cleanLine } from '../../text/clean.ts';

const variable = /\{\{([^{}\n]{1,120})\}\}/g;
const ofAlerts = ['title', 'severity', 'entity'];
const ofThePage = ['page', 'url', 'components', 'time', 'start'];

/** What is known of the page: the same names that the panel fills in. */
export type PageWords = Readonly<Record<string, string>>;

/** The names in `{{…}}` of a text, each once. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map(([, name = '']) => name.trim()))];
}

/** Whether a name is one that the machine can fill in. */
export function isVariable(name: string): boolean {
  return ofAlerts.includes(name) || ofThePage.includes(name) || /^label\..{1,100}$/.test(name);
}

/** What an alert and the page say, to fill texts with. */
export interface Values {
  alert: Pick<InnerAlert, 'title' | 'severity' | 'entities' | 'labels'>;
  page: PageWords;
}

/** A one-line text without Markdown, such as a name. What is not known stays as it is written. */
export function fillName(text: string, values: Values): string {
  return fill(text, values, asText);
}

/** A Markdown text. What an alert says stands in it as plain text, whatever it looks like. */
export function fillBody(text: string, values: Values): string {
  return fill(text, values, escapeMarkdown);
}

function fill(text: string, { alert, page }: Values, safe: (text: string) => string): string {
  return text.replaceAll(variable, (whole, wanted: string) => {
    const name = wanted.trim();
    if (ofThePage.includes(name)) return page[name] ?? whole;
    return safe(sayings(alert, name)) || whole;
  });
}

function sayings({ title, severity, entities, labels }: Values['alert'], name: string): string {
  if (name === 'title') return title;
  if (name === 'severity') return severity ?? '';
  if (name === 'entity') return entities[0] ?? '';
  const label = name.startsWith('label.') ? name.slice('label.'.length) : '';
  return Object.hasOwn(labels, label) ? (labels[label] ?? '') : '';
}

// Marks of direction, and characters of no width: in other people's text they hide what it says.
const unseen = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * What a stranger says, as one line that programs on the way make no link of: without the scheme of addresses. Two braces
 * never stand together, or it would be filled in once more by whoever goes on with the text.
 */
export function asText(text: string): string {
  return cleanLine(text.replace(unseen, ''))
    .replace(/\b[a-z][a-z0-9+.-]{0,30}:\/\//gi, '')
    .replace(/\{(?=\{)/g, '{ ');
}

/**
 * The same where Markdown is read: every mark that could mean something is escaped, and nothing else, since programs of
 * others show the source. < and & become entities: "<br>" is understood even after a backslash.
 */
export function escapeMarkdown(text: string): string {
  return asText(text)
    .replace(/[\\`*[\]~|!]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\')
    .replace(/^[-+=#:]/, '\\$&');
}
