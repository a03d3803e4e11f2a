import { escapeHtml } from '../../text/escape.ts';

/** HTML that is safe: made by `html`, which lets no text become anything but text. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | Markup | readonly Markup[] | false | undefined;

/** Puts HTML together. Whatever is not markup is escaped; false and undefined are nothing. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((made, string, index) => made + textOf(parts[index - 1]) + string));
}

function textOf(part: Part): string {
  if (part === false || part === undefined) return '';
  if (typeof part === 'string') return escapeHtml(part);
  return part instanceof Markup ? part.text : part.map(({ text }) => text).join('');
}

/** Keeps a name or an address whole in a line that runs the other way. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
