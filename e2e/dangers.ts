import type { Page } from 'playwright-core';

/** What a page holds that could run or lead astray: nothing, whatever its texts say. Shadow roots are looked into. */
export async function dangersIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if ('pwned' in globalThis) found.push('a text has run');

    const foreign = new Set(['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FRAME', 'APPLET']);
    const addresses = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster'];
    const isSafe = (address: string) => {
      const { protocol } = new URL(address, document.baseURI);
      return ['http:', 'https:', 'mailto:'].includes(protocol) || address.startsWith('data:image/');
    };
    const look = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        const name = element.localName;
        if (foreign.has(element.tagName)) found.push(`<${name}>`);
        if (name === 'meta' && element.hasAttribute('http-equiv')) found.push('<meta http-equiv>');
        if (name === 'script' && !element.hasAttribute('src') && element.getAttribute('type') !== 'application/json') {
          found.push(`a script: ${element.textContent}`);
        }
        if (name === 'style' && element.textContent.includes('*{display:none}'))
          found.push('a style sheet from a text');
        for (const { name: attribute, value } of element.attributes) {
          if (attribute.startsWith('on') || attribute === 'srcdoc') found.push(`<${name} ${attribute}>`);
          if (addresses.includes(attribute) && !isSafe(value)) found.push(`<${name} ${attribute}="${value}">`);
          if (addresses.includes(attribute) && new URL(value, document.baseURI).hostname === 'evil.example')
            found.push(`<${name} ${attribute}="${value}">`);
        }
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return found;
  });
}
