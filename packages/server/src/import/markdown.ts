import { type DefaultTreeAdapterMap, defaultTreeAdapter as tree, html as spec, parseFragment } from 'parse5';
import { isSafeLink } from '@allswell/protocol';

type Node = DefaultTreeAdapterMap['childNode'];
type Element = DefaultTreeAdapterMap['element'];

/** A tag that editors of status pages write. Other angle brackets are text, such as `<your host>`. */
const knownTag =
  /<\/?(?:a|abbr|b|big|blockquote|body|br|center|code|dd|del|details|div|dl|dt|em|embed|figure|font|form|h[1-6]|head|hr|html|i|iframe|img|input|ins|kbd|li|link|main|mark|math|meta|object|ol|p|pre|q|s|samp|script|section|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video)(?=[\s/>])[^<>]*>/i;
const aBreak = /<br ?\/?>/gi;
/** What is never text that somebody wrote for readers. */
const unread = new Set(
  'script style head title template iframe object embed svg math video audio textarea noscript form'.split(' '),
);
const blocks = new Set(
  'p div section article main header footer figure figcaption details summary center table tr dl dt dd body html'.split(
    ' ',
  ),
);

/**
 * The text of an update as Markdown: what was HTML becomes the few things that an update can have, and what was Markdown
 * stays as it is. Nothing of it is ever markup.
 */
export function toMarkdown(body: string): string {
  // The usual editor writes Markdown, and ends its lines so.
  const lines = body.replaceAll(aBreak, '\n');
  return tidy(knownTag.test(lines) ? childrenOf(parseFragment(body), { depth: 0 }) : lines);
}

/** The words of a name or of a line, without any marks. */
export function toLine(text: string): string {
  const plain = knownTag.test(text) || /&(?:#\d+|#x[\da-f]+|\w+);/i.test(text) ? wordsOf(parseFragment(text)) : text;
  return plain.replaceAll(/\s+/g, ' ').trim();
}

interface Where {
  depth: number;
  /** Inside of what keeps its blanks. */
  pre?: boolean;
}

/** Nobody nests deeper in earnest; a parser of ours would pay for it. */
const deepest = 40;

function childrenOf(parent: DefaultTreeAdapterMap['parentNode'], where: Where): string {
  return parent.childNodes.map((node) => one(node, where)).join('');
}

function one(node: Node, where: Where): string {
  if (tree.isTextNode(node)) return where.pre ? node.value : node.value.replaceAll(/[ \t\r\n\f]+/g, ' ');
  if (!tree.isElementNode(node) || where.depth >= deepest) return '';
  const inner = { ...where, depth: where.depth + 1 };
  const { tagName } = node;
  if (unread.has(tagName) || node.namespaceURI !== spec.NS.HTML) return '';
  if (blocks.has(tagName)) return `\n\n${childrenOf(node, inner)}\n\n`;
  switch (tagName) {
    case 'br':
      return '\n';
    case 'hr':
      return '\n\n';
    case 'strong':
    case 'b':
      return wrapped(childrenOf(node, inner), '**');
    case 'em':
    case 'i':
      return wrapped(childrenOf(node, inner), '*');
    case 'code':
    case 'tt':
    case 'kbd':
    case 'samp':
      return where.pre ? childrenOf(node, inner) : wrapped(childrenOf(node, inner).replaceAll('`', ''), '`');
    case 'pre':
      return `\n\n\`\`\`\n${childrenOf(node, { ...inner, pre: true }).replace(/^\n|\n$/g, '')}\n\`\`\`\n\n`;
    case 'a':
      return link(node, childrenOf(node, inner).trim());
    case 'img':
      return attribute(node, 'alt')?.trim() ?? '';
    case 'td':
    case 'th':
      return ` ${childrenOf(node, inner).trim()} `;
    case 'blockquote':
      return `\n\n${prefixed(tidy(childrenOf(node, inner)), '> ', '> ')}\n\n`;
    case 'ul':
    case 'ol':
      return `\n\n${list(node, inner)}\n\n`;
    default:
      if (/^h[1-6]$/.test(tagName)) return `\n\n${wrapped(childrenOf(node, inner), '**')}\n\n`;
      return knownTag.test(`<${tagName}>`) ? childrenOf(node, inner) : `\\<${tagName}>${childrenOf(node, inner)}`;
  }
}

function list(node: Element, where: Where): string {
  const items = node.childNodes.filter((child) => tree.isElementNode(child));
  return items
    .map((item, index) => {
      const mark = node.tagName === 'ol' ? `${index + 1}. ` : '- ';
      return prefixed(tidy(childrenOf(item, where)), mark, ' '.repeat(mark.length));
    })
    .join('\n');
}

function link(node: Element, label: string): string {
  const url = attribute(node, 'href')?.trim() ?? '';
  if (!isSafeLink(url) || /[\s<>]/.test(url)) return label;
  const address = url.replaceAll('(', '%28').replaceAll(')', '%29');
  return label === '' || label === url ? url : `[${label.replaceAll(/\s*\n\s*/g, ' ')}](${address})`;
}

function attribute(node: Element, name: string): string | undefined {
  return node.attrs.find((attr) => attr.name === name)?.value;
}

/** Marks belong close to the words, and never around nothing. */
function wrapped(text: string, mark: string): string {
  const words = text.trim();
  if (words === '' || words.includes('\n\n')) return text;
  const [before = '', after = ''] = [/^\s*/.exec(text)?.[0], /\s*$/.exec(text)?.[0]];
  return `${before}${mark}${words}${mark}${after}`;
}

function prefixed(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' ? '' : rest) + line)
    .join('\n');
}

function wordsOf(parent: DefaultTreeAdapterMap['parentNode'], depth = 0): string {
  if (depth >= deepest) return '';
  return parent.childNodes
    .map((node) => {
      if (tree.isTextNode(node)) return node.value;
      if (!tree.isElementNode(node) || unread.has(node.tagName)) return '';
      const words = wordsOf(node, depth + 1);
      return blocks.has(node.tagName) || /^(?:br|hr|li|td|th|pre|h[1-6])$/.test(node.tagName) ? ` ${words} ` : words;
    })
    .join('');
}

/** One empty line between blocks, none around them, no blanks at the ends of lines. */
function tidy(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n[ \t](?=[^\s])/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
