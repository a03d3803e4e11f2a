import { isSafeLink } from '@allswell/protocol';
import type { NewsUpdate } from '../source/decode-news.ts';
import type { Child } from './make.ts';
import { deepest } from './line.ts';
import { make } from './make.ts';

/** A node of incident text as it may come over the wire: any of it may be missing, or something else. */
interface Given {
  type?: unknown;
  value?: unknown;
  url?: unknown;
  ordered?: unknown;
  children?: unknown;
  items?: unknown;
}

const tags: Record<string, keyof HTMLElementTagNameMap> = {
  paragraph: 'p',
  list: 'ul',
  code_block: 'pre',
  code: 'code',
  strong: 'strong',
  emphasis: 'em',
  link: 'a',
  break: 'br',
};

/** What an update says, block by block. Of other vendors' raw text only line breaks are understood. */
export function textOf({ body, body_nodes }: NewsUpdate): Child[] {
  return body_nodes
    ? build(body_nodes, 0)
    : body.split(/<br\s*\/?>|\n+/i).map((line) => make('p', { dir: 'auto' }, line));
}

function build(nodes: unknown, depth: number): Child[] {
  if (!Array.isArray(nodes) || depth > deepest) return [];
  return (nodes as (Given | null)[]).map((node) => {
    const { type, value, url, ordered, children, items } = node ?? {};
    if (type === 'text') return String(value);
    const tag = tags[String(type)];
    // Objects inherit names that are no tags.
    if (typeof tag !== 'string') return '';
    const isLink = tag === 'a';
    const href = isLink && isSafeLink(String(url)) ? { href: String(url), rel: 'noopener noreferrer nofollow' } : {};
    return make(
      ordered ? 'ol' : tag,
      isLink ? href : { dir: 'auto' },
      typeof value === 'string' && value,
      ...build(children, depth + 1),
      ...(Array.isArray(items) ? items : []).map((item) => make('li', {}, ...build(item, depth + 1))),
    );
  });
}
