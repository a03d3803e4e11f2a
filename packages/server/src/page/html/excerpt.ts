/** The first words of a text, on one line, for link previews. */
export function excerpt(text: string, limit = 200): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1);
  const lastBlank = cut.lastIndexOf(' ');
  const whole = lastBlank > limit / 2 ? cut.slice(0, lastBlank) : cut;
  // Half of a surrogate pair is no character.
  return `${whole.replace(/[\ud800-\udbff]$/, '')}…`;
}
