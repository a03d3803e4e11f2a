import { isSafeLink } from '@allswell/protocol';
import type { BlockNode, InlineNode } from '@allswell/protocol';
import type { List, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** Deeper nesting than this is shown as plain text: nobody writes it in earnest. */
const maxDepth = 8;
/** The parser's time grows with the square of the marks that find no partner; a real update has dozens at the most. */
const maxMarks = 400;
const twentyListsInALine = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){20}/m;

/**
 * Parses the Markdown of an update (CommonMark without HTML) to the nodes that every reader renders with text nodes
 * only. What CommonMark would take for HTML stays the text that was written; a link without a harmless scheme stays its text.
 */
export function parse(body: string): BlockNode[] {
  const source = withoutHtmlBreaks(body);
  if ((source.match(/[*_>]/g)?.length ?? 0) > maxMarks || twentyListsInALine.test(source)) return asWritten(source);
  return blocks(fromMarkdown(source).children, 0);
}

/** Paragraphs of plain text, for what is not Markdown in earnest. */
function asWritten(source: string): BlockNode[] {
  return source.split(/\n{2,}/).flatMap((part) => paragraph(lines(part)));
}

/** Statuspage's own editor writes `<br />`: readers expect the line to end there. */
function withoutHtmlBreaks(body: string): string {
  return body.replace(/<br ?\/?>/gi, '\n');
}

function blocks(children: readonly RootContent[], depth: number): BlockNode[] {
  return children.flatMap((child) => block(child, depth));
}

function block(node: RootContent, depth: number): BlockNode[] {
  switch (node.type) {
    case 'paragraph':
      return paragraph(inline(node.children, depth));
    case 'heading':
      return paragraph([{ type: 'strong', children: inline(node.children, depth) }]);
    case 'list':
      return depth < maxDepth ? [list(node, depth)] : paragraph([text(flat(node))]);
    case 'blockquote':
      return depth < maxDepth ? blocks(node.children, depth + 1) : paragraph([text(flat(node))]);
    case 'code':
      return [{ type: 'code_block', value: node.value }];
    case 'html':
      return paragraph(lines(node.value));
    case 'thematicBreak':
    case 'definition':
      return [];
    default:
      return paragraph([text(flat(node))]);
  }
}

function paragraph(children: InlineNode[]): BlockNode[] {
  return children.length > 0 ? [{ type: 'paragraph', children }] : [];
}

function list(node: List, depth: number): BlockNode {
  return {
    type: 'list',
    ordered: node.ordered === true,
    items: node.children.map((item) => blocks(item.children, depth + 1)),
  };
}

function inline(children: Paragraph['children'], depth: number): InlineNode[] {
  return joined(children.flatMap((child) => phrase(child, depth)));
}

function phrase(node: PhrasingContent, depth: number): InlineNode[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return lines(node.value);
    case 'strong':
    case 'emphasis':
      if (depth >= maxDepth) return [text(flat(node))];
      return [{ type: node.type, children: inline(node.children, depth + 1) }];
    case 'inlineCode':
      return [{ type: 'code', value: node.value }];
    case 'break':
      return [{ type: 'break' }];
    case 'link': {
      const children = withoutLinks(inline(node.children, depth + 1));
      return isSafeLink(node.url) ? [{ type: 'link', url: node.url, children }] : children;
    }
    case 'image': {
      const children = [text(node.alt || node.url)];
      return isSafeLink(node.url) ? [{ type: 'link', url: node.url, children }] : children;
    }
    default:
      return [text(flat(node))];
  }
}

/** Text in which each line end is a break: operators write lines and mean lines. */
function lines(value: string): InlineNode[] {
  return value.split('\n').flatMap((line, index): InlineNode[] => {
    const shown = line === '' ? [] : [text(line)];
    return index === 0 ? shown : [{ type: 'break' }, ...shown];
  });
}

function text(value: string): InlineNode {
  return { type: 'text', value };
}

/** Neighbouring texts as one. */
function joined(nodes: InlineNode[]): InlineNode[] {
  const result: InlineNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.type === 'text' && last?.type === 'text') result[result.length - 1] = text(last.value + node.value);
    else result.push(node);
  }
  return result;
}

/** A link inside a link is no link. */
function withoutLinks(nodes: InlineNode[]): InlineNode[] {
  return nodes.flatMap((node) => (node.type === 'link' ? node.children : [node]));
}

/** All the text of a tree that is too deep, or of a kind we do not show otherwise. */
function flat(node: unknown): string {
  const parts: string[] = [];
  const waiting: unknown[] = [node];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    if ('value' in one && typeof one.value === 'string') parts.push(one.value);
    if ('children' in one && Array.isArray(one.children)) waiting.push(...(one.children as unknown[]).toReversed());
  }
  return parts.join(' ');
}
