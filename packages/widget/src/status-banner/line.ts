import type { NewsUpdate } from '../source/decode-news.ts';

/** What comes over the wire may be nested deeper than any sentence. */
export const deepest = 12;

/** The words of an update on one line. Of other vendors' raw text only line breaks are understood. */
export function lineOf({ body, body_nodes }: NewsUpdate): string {
  return (body_nodes ? plain(body_nodes, 0) : body.replace(/<br\s*\/?>/gi, ' ')).replace(/\s+/g, ' ').trim();
}

function plain(node: unknown, depth: number): string {
  if (Array.isArray(node)) return node.map((one) => plain(one, depth)).join('');
  const { type, value, children, items } = (node ?? {}) as Partial<Record<string, unknown>>;
  if (typeof value === 'string') return value;
  if (depth > deepest) return '';
  return plain(children ?? items ?? [], depth + 1) + (type === 'paragraph' || type === 'break' ? ' ' : '');
}
