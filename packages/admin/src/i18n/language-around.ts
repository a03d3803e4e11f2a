/** The language of the page around an element: the nearest `lang` above it, also outside shadow roots. */
export function languageAround(element: Element): string | null {
  for (let inside: Element | null = element; inside; ) {
    const speaking: Element | null = inside.closest('[lang]');
    if (speaking) return speaking.getAttribute('lang');
    const root: Node = inside.getRootNode();
    inside = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}
