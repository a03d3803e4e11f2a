// What XML 1.0 cannot carry, and the rest of the control characters but tab and line feed: in a feed one of them makes
// the whole of it unreadable, in a calendar or an email it can begin a line of its own.
// eslint-disable-next-line no-control-regex -- control characters are what this removes
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** A text as it may leave in any format: valid Unicode, line feeds only, no other control characters but tabs. */
export function clean(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(unwanted, '');
}

/** The same on one line, for names and titles. */
export function cleanLine(text: string): string {
  return clean(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim();
}
