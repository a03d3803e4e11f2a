import { maxBodyLength, maxDescriptionLength, maxNameLength } from '@allswell/protocol';
import { clean } from '../text/clean.ts';
import { toLine, toMarkdown } from './markdown.ts';
import type { Warnings } from './warnings.ts';

/** Texts of others, made what ours are: NFC, without control characters and markup, no longer than they may be. */
export function cleaner(warnings: Warnings) {
  const shortened = (text: string, most: number, subject: string) => {
    const letters = Array.from(text);
    if (letters.length <= most) return text;
    warnings.add(
      'text-shortened',
      `It has ${letters.length} characters; the first ${most.toLocaleString('en')} are kept.`,
      subject,
    );
    return (
      letters
        .slice(0, most - 1)
        .join('')
        .trimEnd() + '…'
    );
  };
  return {
    name: (text: string | null | undefined, instead: string) => {
      const name = toLine(clean(text ?? '').normalize('NFC'));
      return name === '' ? instead : shortened(name, maxNameLength, name);
    },
    description: (text: string | null | undefined, subject: string) => {
      const written = toMarkdown(clean(text ?? '').normalize('NFC'));
      return written === '' ? null : shortened(written, maxDescriptionLength, subject);
    },
    body: (text: string | null | undefined, subject: string) =>
      shortened(toMarkdown(clean(text ?? '').normalize('NFC')), maxBodyLength, subject),
  };
}
export type Cleaner = ReturnType<typeof cleaner>;

/** JSON as Postgres can keep it: without NUL and lone surrogates. */
export function storable<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, one: unknown) =>
      typeof one === 'string' ? one.toWellFormed().replaceAll('\u0000', '') : one,
    ),
  ) as T;
}
