import type { Page } from 'playwright-core';

/**
 * What is wider than the window: the page itself, where one could scroll it sideways, and whatever reaches over its
 * edges. What scrolls within itself may be as wide as it likes.
 */
export async function overflowIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide, the window ${clientWidth}`] : [];
    const look = (root: Document | ShadowRoot | Element) => {
      for (const element of root.children) {
        const style = getComputedStyle(element);
        // Hidden from eyes: said, not shown.
        if (style.clipPath !== 'none' || style.display === 'none' || style.visibility === 'hidden') continue;
        const { left, right, width, height } = element.getBoundingClientRect();
        if (width > 0 && height > 0 && (left < -1 || right > clientWidth + 1)) {
          const name = [element.localName, element.id && `#${element.id}`, ...element.classList]
            .filter(Boolean)
            .join('.');
          found.push(
            `${name} from ${Math.round(left)} to ${Math.round(right)}: ${element.textContent.trim().slice(0, 40)}`,
          );
        }
        if (['auto', 'scroll'].includes(style.overflowX)) continue;
        look(element.shadowRoot ?? element);
        if (element.shadowRoot) look(element);
      }
    };
    look(document.body);
    return found;
  });
}
