import { stringify } from 'csv-stringify/sync';

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

/** What a cell may be given: numbers and truths are nobody's words. */
export type CellValue = string | number | boolean | null;

/** Lines of CSV as RFC 4180 has them, each with its end. Nothing in them is run by a spreadsheet. */
export function toCsv(lines: readonly (readonly CellValue[])[]): string {
  const written = lines.map((line) =>
    line.map((cell) => (typeof cell === 'string' ? toCell(cell) : String(cell ?? ''))),
  );
  return written.length > 0 ? stringify(written, { record_delimiter: '\r\n' }) : '';
}
