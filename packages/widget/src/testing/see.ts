/** All words that are shown, in order and on one line, through open shadow roots. */
export function words(root: Element | ShadowRoot | null | undefined): string {
  return root ? textOf(root).replaceAll(/\s+/g, ' ').trim() : '';
}

function textOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof Element && (node.matches('style, script') || node.checkVisibility?.() === false)) return '';
  const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  // What stands in boxes of its own is heard apart.
  const isApart = node instanceof Element && !/^inline/.test(getComputedStyle(node).display);
  const text = [...inside.childNodes].map(textOf).join('');
  return isApart ? ` ${text} ` : text;
}

/** Waits until something is the case, in real time, whatever the clock of the test says. */
export async function until<T>(find: () => T | null | undefined | false, what = String(find)): Promise<T> {
  const end = performance.now() + 6_000;
  for (;;) {
    const found = find();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  }
}
