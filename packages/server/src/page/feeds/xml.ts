import { clean, cleanLine } from '../../text/clean.ts';
import { escapeHtml } from '../../text/escape.ts';

type Attributes = Record<string, string | undefined>;

/** Text inside an element: whatever it says, it stays text. */
export function xmlText(text: string): string {
  return escapeHtml(clean(text));
}

/** An element around text. */
export function textElement(name: string, text: string, attributes: Attributes = {}): string {
  return `<${name}${write(attributes)}>${xmlText(text)}</${name}>`;
}

/** An element around others. */
export function element(name: string, children: readonly string[], attributes: Attributes = {}): string {
  return `<${name}${write(attributes)}>\n${children.join('\n')}\n</${name}>`;
}

/** An element with nothing inside. */
export function emptyElement(name: string, attributes: Attributes): string {
  return `<${name}${write(attributes)}/>`;
}

function write(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeHtml(cleanLine(value))}"`))
    .join('');
}
