/** A header field: as it is sent, and as a signature sees it (RFC 6376, 3.4.2). */
export interface Header {
  name: string;
  line: string;
  canonical: string;
}

/** So that "Subject: " and the first word fit into a line. */
const wordBytes = 39;
const longestWord = 60;

/** Makes a header of a value that is ASCII already; long ones are folded at blanks. */
export function header(name: string, value: string): Header {
  // Nothing that comes here has line ends in it; should it ever, none begins a header of its own.
  const oneLine = value.replace(/[^\x20-\x7e]+/g, ' ').trim();
  return {
    name: name.toLowerCase(),
    line: `${fold(`${name}: ${oneLine}`)}\r\n`,
    canonical: `${name.toLowerCase()}:${oneLine.replace(/ +/g, ' ')}\r\n`,
  };
}

/** Free text in a header: plain where it is ASCII, else in encoded words (RFC 2047). */
export function encodeText(text: string): string {
  return isPlain(text) ? text : encodeWords(text);
}

/** A display name before an address or a list's id: a quoted string, or encoded words. */
export function encodePhrase(text: string): string {
  if (!isPlain(text)) return encodeWords(text);
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** ASCII that cannot be taken for encoded words, and that lines can be folded in. */
function isPlain(text: string): boolean {
  return (
    /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && text.split(' ').every((word) => word.length <= longestWord)
  );
}

/** Encoded words hold whole characters and at most 75 bytes each. */
function encodeWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > wordBytes) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}

function fold(line: string): string {
  if (line.length <= 76) return line;
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > 76 && current.trim() !== '') {
      lines.push(current);
      current = '';
    }
    current = current === '' && lines.length === 0 ? word : `${current} ${word}`;
  }
  return [...lines, current].join('\r\n');
}
