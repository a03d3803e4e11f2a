const before = 60;
const limit = 220;

/** The part of a text in which the first of some words stands, on one line; its beginning where none of them does. */
export function passage(text: string, words: readonly string[]): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const from = beginOf(line, words);
  const until = from + limit >= line.length ? line.length : endOf(line, from + limit - 1);
  const cut = line.slice(from, until).trim();
  // Half of a surrogate pair is no character.
  const whole = cut.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  return `${from > 0 ? '…' : ''}${whole}${until < line.length ? '…' : ''}`;
}

/** Where to begin, so that what was found is seen with some words before it. */
function beginOf(line: string, words: readonly string[]): number {
  const any = new RegExp(words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join('|'), 'iu');
  const found = Math.max(0, line.search(any));
  if (found <= before) return 0;
  const wanted = Math.min(found - before, line.length - limit);
  const blank = line.indexOf(' ', wanted);
  return blank >= 0 && blank < found ? blank + 1 : wanted;
}

/** The last blank before a place, unless that is far away. */
function endOf(line: string, place: number): number {
  const blank = line.lastIndexOf(' ', place);
  return blank > place - limit / 2 ? blank : place;
}
