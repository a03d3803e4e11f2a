import { isSafeLink } from '@allswell/protocol';
import type { BlockNode, InlineNode } from '@allswell/protocol';
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** Incident text as readers see it, in its own direction. Every word is a text node. */
export function textNodes(blocks: readonly BlockNode[]): TemplateResult {
  return html`<div class="text words" dir="auto">${blocks.map(block)}</div>`;
}

/** Text that was not parsed: one paragraph for each. */
export function plainText(body: string): TemplateResult {
  const paragraphs = body.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  return html`<div class="text words" dir="auto">${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>`;
}

function block(node: BlockNode): TemplateResult {
  if (node.type === 'code_block') return html`<pre><code>${node.value}</code></pre>`;
  if (node.type === 'paragraph') return html`<p>${node.children.map(inline)}</p>`;
  const items = node.items.map((item) => html`<li>${item.map(block)}</li>`);
  return node.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

function inline(node: InlineNode): TemplateResult | string {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'strong':
      return html`<strong>${node.children.map(inline)}</strong>`;
    case 'emphasis':
      return html`<em>${node.children.map(inline)}</em>`;
    case 'code':
      return html`<code>${node.value}</code>`;
    case 'break':
      return html`<br />`;
    case 'link':
      return isSafeLink(node.url)
        ? html`<a href=${node.url} rel="noopener noreferrer nofollow" target="_blank">${node.children.map(inline)}</a>`
        : html`${node.children.map(inline)}`;
  }
}
