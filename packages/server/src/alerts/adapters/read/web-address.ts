const longest = 2_000;

/** An address that a person may follow: http or https, with no password in it. */
export function readWebAddress(text: string): string | null {
  if (text.length > longest) return null;
  const url = URL.parse(text.trim());
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href.length <= longest ? url.href : null;
}
