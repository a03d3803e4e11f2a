const longestLine = 76;

/**
 * Text as quoted-printable (RFC 2045, 6.7) that survives everything on its way unchanged: no line begins with a dot or
 * "From ", none ends with a blank, and no two blanks follow each other. So it is also its own relaxed canonical form
 * (RFC 6376, 3.4.4), and a signature can be made of the bytes as they are. It begins and ends at the start of a line.
 */
export function quotedPrintable(text: string): string {
  let written = '';
  let line = '';
  const end = (last: string) => {
    written += `${line}${last}\r\n`;
    line = '';
  };
  const put = (piece: string, isRisky: boolean) => {
    if (line.length + piece.length >= longestLine) end('=');
    line += line === '' && isRisky ? encoded(piece) : piece;
  };

  const lines = text.split('\n');
  for (const [index, content] of lines.entries()) {
    const isLast = index === lines.length - 1;
    for (let at = 0; at < content.length; ) {
      const code = content.codePointAt(at) ?? 0;
      const size = code > 0xffff ? 2 : 1;
      const isBlank = code === 0x20;
      const isPlain = code > 0x20 && code < 0x7f && code !== 0x3d;
      const goesPlain = isPlain || (isBlank && at + 1 < content.length && line !== '' && !line.endsWith(' '));
      const character = content.slice(at, at + size);
      put(goesPlain ? character : encoded(character), character === '.' || content.startsWith('From ', at));
      at += size;
    }
    if (!isLast) end('');
  }
  if (line !== '') end('=');
  return written;
}

function encoded(character: string): string {
  return [...Buffer.from(character)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
