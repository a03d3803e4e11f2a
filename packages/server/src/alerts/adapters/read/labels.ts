import { isPlaceholder, lineOf } from './text.ts';

const mostLabels = 60;
const mostOfName = 100;
const mostOfValue = 300;
const mostEntities = 100;

/** What JSON holds as one word or several: `name` is skipped where it says nothing. */
export type Label = readonly [name: string, value: unknown];

/** Labels of an alert: names and values in one line each, at most sixty. */
export function readLabels(labels: Iterable<Label>): Record<string, string> {
  const read = new Map<string, string>();
  for (const [name, value] of labels) {
    if (read.size >= mostLabels) break;
    const [key, text] = [lineOf(name, mostOfName), wordsOf(value)];
    // Whoever copies labels one by one into an object would set the object's prototype.
    if (key !== '' && key !== '__proto__' && text !== '') read.set(key, text);
  }
  return Object.fromEntries(read);
}

/** Labels written as `team:shop`, as Datadog has them; one without a value is told to be there. */
export function readTags(tags: readonly string[]): Label[] {
  return tags.map((tag) => {
    const colon = tag.indexOf(':');
    return colon > 0 ? [tag.slice(0, colon).trim(), tag.slice(colon + 1)] : [tag.trim(), 'true'];
  });
}

/** Names of what is concerned, each once. */
export function readEntities(names: Iterable<string | null>): string[] {
  const read = new Set<string>();
  for (const name of names) {
    if (read.size >= mostEntities) break;
    const line = lineOf(name ?? '');
    if (line !== '' && !isPlaceholder(line)) read.add(line);
  }
  return [...read];
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return lineOf(value.map(wordOf).filter(Boolean).join(', '), mostOfValue);
  return lineOf(wordOf(value), mostOfValue);
}

function wordOf(value: unknown): string {
  if (typeof value === 'string') return isPlaceholder(value) ? '' : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
