/** Keys that stand for another length of time, and which way: 1 shows more of it, -1 less. */
export const zoomKeys: Readonly<Record<string, number>> = { '+': -1, '=': -1, '-': 1, '−': 1, _: 1 };

/**
 * The bar that a key leads to: along its line, or to the nearest one on the lines above and below. Time runs from left to
 * right in every language, and the arrows go where they point.
 */
export function barBeside(bar: Element, key: string): HTMLElement | undefined {
  const barsOf = (line: Element | null) => [...(line?.querySelectorAll<HTMLElement>('[data-bar]') ?? [])];
  const line = bar.closest('li');
  const own = barsOf(line);
  const index = own.indexOf(bar as HTMLElement);
  if (key === 'ArrowLeft') return own[index - 1];
  if (key === 'ArrowRight') return own[index + 1];
  if (key === 'Home') return own[0];
  if (key === 'End') return own.at(-1);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const middleOf = (one: Element) => {
    const { left, width } = one.getBoundingClientRect();
    return left + width / 2;
  };
  const middle = middleOf(bar);
  const next = (from: Element | null | undefined) =>
    key === 'ArrowUp' ? from?.previousElementSibling : from?.nextElementSibling;
  for (let other = next(line); other; other = next(other)) {
    const bars = barsOf(other);
    if (bars.length === 0) continue;
    const away = (one: Element) => Math.abs(middleOf(one) - middle);
    return bars.reduce((nearest, one) => (away(one) < away(nearest) ? one : nearest));
  }
  return undefined;
}
