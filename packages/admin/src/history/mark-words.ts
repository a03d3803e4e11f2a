import { html } from 'lit';
import type { TemplateResult } from 'lit';

const around = 60;

/** The words that somebody looks for, as a text may contain them. */
export function wordsOf(query: string): string[] {
  return [...new Set(query.trim().toLowerCase().split(/\s+/).filter(Boolean))].sort(
    (one, other) => other.length - one.length,
  );
}

/** A text with what was looked for marked. */
export function marked(text: string, words: readonly string[]): TemplateResult | string {
  if (words.length === 0) return text;
  const parts = text.split(new RegExp(patternOf(words), 'giu'));
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<mark>${part}</mark>` : part))}`;
}

/** The place of a text where one of the words stands, with a little of what is around it; null when none does. */
export function excerptOf(text: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const plain = text.replaceAll(/\s+/g, ' ');
  const found = patternOf(words).exec(plain);
  if (!found) return null;
  const from = Math.max(0, found.index - around);
  const to = Math.min(plain.length, found.index + found[0].length + around);
  const begin = from === 0 ? 0 : plain.indexOf(' ', from) + 1 || from;
  const end = to === plain.length ? to : Math.max(plain.lastIndexOf(' ', to), found.index + found[0].length);
  return `${begin > 0 ? '…' : ''}${plain.slice(Math.min(begin, found.index), end)}${end < plain.length ? '…' : ''}`;
}

function patternOf(words: readonly string[]): RegExp {
  return new RegExp(`(${words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'iu');
}
