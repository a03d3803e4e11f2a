/** Contrast that text on a button needs (WCAG 2.2, 1.4.3). */
export const neededContrast = 4.5;

/** The contrast of a colour such as #1a4fd6 with white or near-black text, whichever reads better; null for no colour. */
export function contrastOf(color: string): { ratio: number; text: '#ffffff' | '#14161c' } | null {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
  const own = luminance(color);
  const onWhite = ratioOf(own, 1);
  const onDark = ratioOf(own, luminance('#14161c'));
  return onWhite >= onDark ? { ratio: onWhite, text: '#ffffff' } : { ratio: onDark, text: '#14161c' };
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratioOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
