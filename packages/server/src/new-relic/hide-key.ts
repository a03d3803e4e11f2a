/** Takes a secret out of a text, in every spelling in which it may have got there. */
export type HideKey = (text: string) => string;

const instead = '[key]';
/** Shorter pieces would be found in texts that have nothing to do with the key. */
const fewestCharacters = 6;

/**
 * What others say may repeat the key that they were asked with: a proxy its headers, a page of errors the request. It is
 * found as it is, as it stands in addresses, and in base64, also where it is a part of what was encoded.
 */
export function createHideKey(key: string): HideKey {
  const spellings = [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), ...inBase64(key)];
  const exact = [...new Set(spellings)]
    .filter((spelling) => spelling.length >= fewestCharacters)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    const hidden = exact.reduce((rest, spelling) => rest.replaceAll(spelling, instead), text);
    return withoutAnyCase(hidden, key);
  };
}

/** Hosts and headers are folded to lower case on their way. */
function withoutAnyCase(text: string, key: string): string {
  const folded = text.toLowerCase();
  const wanted = key.toLowerCase();
  // Folding changes the length of a few letters; then places in the one text are none in the other.
  if (folded.length !== text.length || !folded.includes(wanted)) return text;
  const parts: string[] = [];
  let begin = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, begin)) {
    parts.push(text.slice(begin, at), instead);
    begin = at + wanted.length;
  }
  return parts.join('') + text.slice(begin);
}

/**
 * Three bytes become four characters: which ones depends on where in its three the key begins. Those at both ends hold
 * bits of what is around it, and are left out.
 */
function inBase64(key: string): string[] {
  const bytes = Buffer.byteLength(key);
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.from(`${'\0'.repeat(before)}${key}`).toString('base64');
    const own = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** An error that says the same without the key, and without the objects that hung on it. */
export function withoutKey(error: unknown, hide: HideKey): Error {
  if (!(error instanceof Error)) return new Error(hide(String(error)));
  const { code } = error as { code?: unknown };
  const cause = error.cause === undefined ? {} : { cause: withoutKey(error.cause, hide) };
  const plain = Object.assign(new Error(hide(error.message), cause), { name: error.name });
  plain.stack = `${plain.name}: ${plain.message}`;
  return typeof code === 'string' ? Object.assign(plain, { code }) : plain;
}
