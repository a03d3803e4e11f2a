import type { BlockNode, InlineNode } from '@allswell/protocol';

/** Parsed incident text as plain text: blocks apart by an empty line, lists with dashes or numbers, links with their address. */
export function plain(nodes: readonly BlockNode[]): string {
  return nodes.map((node) => block(node, '')).join('\n\n');
}

function block(node: BlockNode, indent: string): string {
  switch (node.type) {
    case 'paragraph':
      return indented(inline(node.children), indent);
    case 'code_block':
      return indented(node.value, indent);
    case 'list':
      return node.items.map((item, index) => listItem(item, node.ordered ? `${index + 1}. ` : '- ', indent)).join('\n');
  }
}

function listItem(blocks: readonly BlockNode[], mark: string, indent: string): string {
  const inner = indent + ' '.repeat(mark.length);
  const text = blocks.map((node) => block(node, inner)).join('\n');
  return indent + mark + text.slice(inner.length);
}

function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => indent + line)
    .join('\n');
}

function inline(nodes: readonly InlineNode[]): string {
  return nodes.map(phrase).join('');
}

function phrase(node: InlineNode): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.value;
    case 'break':
      return '\n';
    case 'strong':
    case 'emphasis':
      return inline(node.children);
    case 'link': {
      const label = inline(node.children);
      return label === node.url || label === '' ? node.url : `${label} (${node.url})`;
    }
  }
}
