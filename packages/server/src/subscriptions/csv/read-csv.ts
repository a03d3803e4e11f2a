import { setImmediate as breathe } from 'node:timers/promises';
import { CsvError, parse as parseCsv } from 'csv-parse/sync';
import { invalidRequest } from '../../http/validate.ts';
import { fromCell } from '../../text/csv.ts';
import { type Column, columns } from './columns.ts';

/** One line of the file: where it is, and what it says. */
export interface CsvLine {
  line: number;
  cells: Record<Column, string>;
}

/** Why a line was left out. */
export interface Skipped {
  line: number;
  reason: string;
}

/** One record as it is written: most often a line, more where a cell has lines of its own. */
interface Raw {
  line: number;
  text: string;
  isOpen?: boolean;
}

const atOnce = 500;
/** A quote that is open for longer than this was never meant to be. */
const mostLines = 20;

/**
 * Reads the lines of a file: separated by commas, semicolons or tabs. A head that does not fit refuses the whole file: a
 * column that is misspelled would mean something else for everyone in it. Any other mistake costs its own line alone.
 */
export async function* readCsv(text: string): AsyncGenerator<CsvLine | Skipped> {
  const delimiter = separatorOf(text);
  const records = recordsOf(text);
  const first = records.next();
  if (first.done) throw invalidRequest([{ pointer: '#', detail: `The file is empty. ${advice}` }]);
  const head = readHead(parseOne(first.value, delimiter) ?? [first.value.text]);
  for (let batch = takeSome(records); batch.length > 0; batch = takeSome(records)) {
    for (const { raw, cells } of parseAll(batch, delimiter))
      yield cells ? readLine(cells, head, raw.line) : misquoted(raw);
    await breathe();
  }
}

function takeSome(records: Iterator<Raw>): Raw[] {
  const taken: Raw[] = [];
  while (taken.length < atOnce) {
    const next = records.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** Cuts a file into records without reading them, so that one which cannot be read does not take others along. */
function* recordsOf(text: string): Generator<Raw> {
  const lines = text.split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at++) {
    const end = endOf(lines, at);
    if (end === undefined) yield { line: at + 1, text: lines[at] ?? '', isOpen: true };
    else if (end > at || /[^\s,;]/.test(lines[at] ?? '')) {
      yield { line: at + 1, text: lines.slice(at, end + 1).join('\n') };
      at = end;
    }
  }
}

/** The line in which the last quote of a record is closed. */
function endOf(lines: readonly string[], from: number): number | undefined {
  let isOpen = false;
  for (let at = from; at < Math.min(lines.length, from + mostLines); at++) {
    if ((lines[at] ?? '').split('"').length % 2 === 0) isOpen = !isOpen;
    if (!isOpen) return at;
  }
  return undefined;
}

function parseAll(batch: readonly Raw[], delimiter: string): { raw: Raw; cells: string[] | undefined }[] {
  const together = batch.some(({ isOpen }) => isOpen)
    ? undefined
    : parse(
        batch.map(({ text }) => text),
        delimiter,
      );
  return batch.map((raw, index) => ({ raw, cells: together ? together[index] : parseOne(raw, delimiter) }));
}

function parseOne({ text, isOpen }: Raw, delimiter: string): string[] | undefined {
  return isOpen ? undefined : parse([text], delimiter)?.[0];
}

/** The cells of each record; undefined when one of them cannot be read. */
function parse(records: readonly string[], delimiter: string): string[][] | undefined {
  try {
    const read = parseCsv(records.join('\n'), { delimiter, record_delimiter: '\n', relax_column_count: true });
    return read.length === records.length ? read : undefined;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

const advice = `The first line has to name the columns: address, and as many as you like of ${columns.filter((column) => column !== 'address').join(', ')}.`;

function readHead(record: readonly string[]): Column[] {
  const names = record.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const unknown = names.filter((name) => !isColumn(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const mistakes = [
    ...unknown.map((name) => `“${name.slice(0, 60)}” is no column of an import.`),
    ...twice.map((name) => `The column “${name.slice(0, 60)}” is there twice.`),
    ...(names.includes('address') ? [] : ['There is no column “address”.']),
  ].slice(0, 20);
  // What to do is the same for all of them, and said once.
  const details = mistakes.map((mistake, index) => (index === mistakes.length - 1 ? `${mistake} ${advice}` : mistake));
  if (details.length > 0) throw invalidRequest(details.map((detail) => ({ pointer: '#/1', detail })));
  return names.filter(isColumn);
}

function readLine(record: readonly string[], head: readonly Column[], line: number): CsvLine | Skipped {
  if (record.length > head.length) {
    const reason = `It has ${record.length} cells, and the head names ${head.length}. Quote a cell with the separator in it.`;
    return { line, reason };
  }
  const cells = Object.fromEntries(columns.map((column) => [column, ''])) as Record<Column, string>;
  for (const [index, column] of head.entries()) cells[column] = fromCell((record[index] ?? '').trim());
  return { line, cells };
}

/** The one of the usual separators that the head has most of. */
function separatorOf(text: string): string {
  const head = text.slice(0, 2_000).split(/\r?\n|\r/, 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: head.split(separator).length }));
  return counts.toSorted((one, other) => other.count - one.count)[0]?.separator ?? ',';
}

function misquoted({ line, isOpen }: Raw): Skipped {
  if (isOpen) return { line, reason: 'A quote is opened here and never closed.' };
  return { line, reason: 'A quote stands where none may. Put the whole cell in quotes, and double those inside.' };
}

function isColumn(name: string): name is Column {
  return (columns as readonly string[]).includes(name);
}
