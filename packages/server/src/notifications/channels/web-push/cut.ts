const ellipsis = '…';

/** How many bytes a text takes inside a JSON string. */
export function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

/** The beginning of a text that takes at most so many bytes in JSON. What a reader sees as one sign is never cut in two. */
export function cutToJsonBytes(text: string, most: number, lang: string): string {
  if (jsonBytes(text) <= most) return text;
  const room = most - jsonBytes(ellipsis);
  let used = 0;
  let end = 0;
  // No sign takes less than a byte, so what is behind cannot fit.
  const segments = new Intl.Segmenter(lang, { granularity: 'grapheme' }).segment(text.slice(0, most));
  for (const { segment, index } of segments) {
    used += jsonBytes(segment);
    if (used > room) break;
    end = index + segment.length;
  }
  const kept = text.slice(0, end).trimEnd();
  return kept === '' ? '' : kept + ellipsis;
}
