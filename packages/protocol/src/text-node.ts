/**
 * Incident text after parsing. Readers get it beside the raw body, as `body_nodes`, and render it with text nodes
 * only: no text becomes code.
 */
export type InlineNode =
  | { type: 'text'; value: string }
  | { type: 'strong'; children: InlineNode[] }
  | { type: 'emphasis'; children: InlineNode[] }
  | { type: 'code'; value: string }
  | { type: 'link'; url: string; children: InlineNode[] }
  | { type: 'break' };

/** One block of incident text. */
export type BlockNode =
  | { type: 'paragraph'; children: InlineNode[] }
  | { type: 'list'; ordered: boolean; items: BlockNode[][] }
  | { type: 'code_block'; value: string };

/** The schemes a link in incident text may have. */
export const linkSchemes = ['https:', 'http:', 'mailto:'] as const;

/** True for an absolute address that may be linked: a script is not an address. */
export function isSafeLink(url: string): boolean {
  try {
    return (linkSchemes as readonly string[]).includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
