import { type BlockNode, type InlineNode, isSafeLink } from '@allswell/protocol';
import { clean } from './clean.ts';
import { escapeHtml } from './escape.ts';

/** Parsed incident text as HTML without styles: a few elements, links to http(s) and mailto only, every text escaped. */
export function html(nodes: readonly BlockNode[]): string {
  return nodes.map(block).join('');
}

function block(node: BlockNode): string {
  switch (node.type) {
    case 'paragraph':
      return `<p>${inline(node.children)}</p>`;
    case 'code_block':
      return `<pre><code>${text(node.value)}</code></pre>`;
    case 'list': {
      const items = node.items.map((item) => `<li>${listItem(item)}</li>`).join('');
      return node.ordered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`;
    }
  }
}

/** An item of one paragraph is set as a line. */
function listItem(blocks: readonly BlockNode[]): string {
  const [only] = blocks;
  return blocks.length === 1 && only?.type === 'paragraph' ? inline(only.children) : html(blocks);
}

function inline(nodes: readonly InlineNode[]): string {
  return nodes.map(phrase).join('');
}

function phrase(node: InlineNode): string {
  switch (node.type) {
    case 'text':
      return text(node.value);
    case 'strong':
      return `<strong>${inline(node.children)}</strong>`;
    case 'emphasis':
      return `<em>${inline(node.children)}</em>`;
    case 'code':
      return `<code>${text(node.value)}</code>`;
    case 'break':
      return '<br>';
    case 'link': {
      const url = clean(node.url);
      const label = inline(node.children);
      return isSafeLink(url) ? `<a href="${escapeHtml(url)}">${label || text(url)}</a>` : label;
    }
  }
}

function text(value: string): string {
  return escapeHtml(clean(value));
}
