import type { BlockNode, InlineNode } from '@allswell/protocol';

/** What readers should see of a parsed text: its words, block by block. */
export function saidBy(nodes: readonly BlockNode[]): string[] {
  return nodes.flatMap(blockTexts);
}

function blockTexts(node: BlockNode): string[] {
  if (node.type === 'paragraph') return [node.children.map(inlineText).join('')];
  if (node.type === 'list') return node.items.flat().flatMap(blockTexts);
  return [node.value];
}

function inlineText(node: InlineNode): string {
  if (node.type === 'break') return ' ';
  return 'value' in node ? node.value : node.children.map(inlineText).join('');
}
