import { readInstant } from './shapes.ts';

/** An entry of history.atom, as far as it is of use. */
export interface AtomEntry {
  code: string;
  title: string;
  published: string;
  updated: string;
  /** HTML. */
  content: string;
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads the entries of the feed; what is no incident, or cannot be read, is left out. */
export function readAtom(text: string): AtomEntry[] {
  const entries = text.match(/<entry[\s>][\s\S]*?<\/entry>/g) ?? [];
  return entries.flatMap((entry) => {
    const link = /<link\b[^>]*\bhref="([^"]*)"/.exec(entry)?.[1] ?? '';
    const code = /\/incidents\/([\w-]{1,100})$/.exec(decode(link))?.[1];
    const published = readInstant(element(entry, 'published'));
    const updated = readInstant(element(entry, 'updated')) ?? published;
    if (code === undefined || published === undefined || updated === undefined) return [];
    return [{ code, title: element(entry, 'title'), published, updated, content: element(entry, 'content') }];
  });
}

function element(entry: string, name: string): string {
  const inner = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`).exec(entry)?.[1] ?? '';
  const data = /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/.exec(inner)?.[1];
  return (data ?? decode(inner)).trim();
}

function decode(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
    },
  );
}
