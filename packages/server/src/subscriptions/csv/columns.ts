/** The columns of an import and of an export, in their order. Only `address` has to be there. */
export const columns = [
  'channel',
  'address',
  'components',
  'groups',
  'kinds',
  'locale',
  'time_zone',
  'consented_at',
  'consent_source',
] as const;
export type Column = (typeof columns)[number];

/** What a spreadsheet would take for a formula, or for the mark that keeps it from doing so. */
const formula = /^['=+\-@\t\r＝＋－＠]/;

/** A cell that no spreadsheet runs: with an apostrophe before what it would take for a formula. */
export function toCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text of a cell, without that apostrophe. */
export function fromCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
