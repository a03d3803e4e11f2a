import { invalidRequest, pointer } from '../http/validate.ts';

/**
 * Refuses what Postgres cannot keep in JSON: NUL, and halves of characters. Nothing else of a draft is checked before it
 * is published.
 */
export function requireStorable(content: Record<string, unknown>): void {
  const rest: { value: unknown; path: (string | number)[] }[] = [{ value: content, path: ['content'] }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') requireText(value, path);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      requireText(key, path);
      rest.push({ value: inner, path: [...path, key.slice(0, 100)] });
    }
  }
}

function requireText(text: string, path: (string | number)[]): void {
  if (text.isWellFormed() && !text.includes('\u0000')) return;
  const detail = 'Remove the characters that no text holds: NUL, and lone surrogates.';
  throw invalidRequest([{ pointer: pointer(...path.map((step) => String(step).toWellFormed())), detail }]);
}
