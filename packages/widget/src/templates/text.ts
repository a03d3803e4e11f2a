import type { BlockNode, InlineNode } from '@allswell/protocol';
import { isSafeLink } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

type Rendered = TemplateResult | string | typeof nothing | Rendered[];

// What comes over the wire may be nested deeper than any sentence, or may be no node at all.
const deepest = 12;

/** What an update says: its parsed text, or for other vendors its raw text, of which only line breaks are understood. */
export function textOf(update: { body: string; body_nodes: readonly BlockNode[] | undefined }): Rendered {
  return update.body_nodes ? blocks(update.body_nodes, 0) : paragraphsOf(update.body);
}

function paragraphsOf(body: string): Rendered {
  return body
    .replace(/<br\s*\/?>/gi, '\n')
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => html`<p dir="auto">${paragraph.trim().split('\n').map(line)}</p>`);
}

function line(text: string, index: number): Rendered {
  return index === 0 ? text : [html`<br />`, text];
}

function blocks(nodes: unknown, depth: number): Rendered {
  if (!Array.isArray(nodes) || depth > deepest) return nothing;
  return (nodes as (BlockNode | null)[]).map((node) => {
    if (node?.type === 'paragraph') return html`<p dir="auto">${inline(node.children, depth + 1)}</p>`;
    if (node?.type === 'code_block') return html`<pre dir="ltr"><code>${String(node.value)}</code></pre>`;
    if (node?.type !== 'list' || !Array.isArray(node.items)) return nothing;
    const items = node.items.map((item) => html`<li dir="auto">${blocks(item, depth + 1)}</li>`);
    return node.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
  });
}

function inline(nodes: unknown, depth: number): Rendered {
  if (!Array.isArray(nodes) || depth > deepest) return nothing;
  return (nodes as (InlineNode | null)[]).map((node) => {
    if (!node) return nothing;
    if (node.type === 'text') return String(node.value);
    if (node.type === 'break') return html`<br />`;
    if (node.type === 'code') return html`<code>${String(node.value)}</code>`;
    const children = inline(node.children, depth + 1);
    if (node.type === 'strong') return html`<strong>${children}</strong>`;
    if (node.type === 'emphasis') return html`<em>${children}</em>`;
    return node.type === 'link' && isSafeLink(node.url)
      ? html`<a href=${node.url} rel="noopener noreferrer nofollow">${children}</a>`
      : children;
  });
}

/** The words of an update on one line. */
export function plainText({
  body,
  body_nodes,
}: {
  body: string;
  body_nodes: readonly BlockNode[] | undefined;
}): string {
  return body_nodes ? plain(body_nodes, 0) : body.replace(/<br\s*\/?>|\s+/gi, ' ');
}

function plain(node: unknown, depth: number): string {
  if (depth > 2 * deepest || typeof node !== 'object' || node === null) return '';
  if (Array.isArray(node)) return node.map((one) => plain(one, depth + 1)).join('');
  const { type, value, children, items } = node as Partial<Record<'type' | 'value' | 'children' | 'items', unknown>>;
  if (type === 'break') return ' ';
  return typeof value === 'string' ? value : `${plain(children ?? items, depth + 1)}${type === 'paragraph' ? ' ' : ''}`;
}
