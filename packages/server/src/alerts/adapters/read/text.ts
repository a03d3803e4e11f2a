import { createHash } from 'node:crypto';
import { maxNameLength } from '@allswell/protocol';
import { clean, cleanLine } from '../../../text/clean.ts';

const ellipsis = '…';
const mostOfBody = 5_000;
const mostOfKey = 300;
const mostQuoted = 60;

/** A text of at most so many characters as people count them; what is cut off is told by an ellipsis. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // No character takes more than two of JavaScript's.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  if (characters.length <= most) return text;
  return (
    characters
      .slice(0, most - 1)
      .join('')
      .trimEnd() + ellipsis
  );
}

/** One line, for titles, names and values. */
export function lineOf(text: string, most = maxNameLength): string {
  return cut(cleanLine(text).normalize('NFC'), most);
}

/** Several lines, for what a sender explains. */
export function bodyOf(text: string): string {
  return cut(clean(text).normalize('NFC').trim(), mostOfBody);
}

/** What an alert is known by. Two long ones that begin alike stay two. */
export function keyOf(text: string): string {
  const line = cleanLine(text);
  if (line.length <= mostOfKey && line === text) return line;
  const digest = createHash('sha256').update(text.toWellFormed()).digest('hex');
  return `${Array.from(line).slice(0, 100).join('')}${ellipsis}${digest}`;
}

/** Something that a sender said, as it stands in a sentence for admins. */
export function quoted(text: string): string {
  return `"${lineOf(text, mostQuoted)}"`;
}

/** Whether a sender has left the name of a variable where its value belongs: `$LINK`, `*monitorID*`, `{{ id }}`. */
export function isPlaceholder(text: string): boolean {
  return /^(\$[A-Za-z_][A-Za-z0-9_]*|\*[A-Za-z]+\*|\{\{[^{}]{1,100}\}\})$/.test(text.trim());
}
