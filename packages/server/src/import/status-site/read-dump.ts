import { unreadable } from '../unreadable.ts';
import { type Row, type Table, tables } from './tables.ts';

const copyLine = /^COPY (?:"?\w+"?\.)?"?(\w+)"? \(([^)]*)\) FROM stdin;$/;
const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** True for what pg_dump writes as plain text. */
export function isDump(text: string): boolean {
  return (
    /^(?:\\restrict .*\n)?--\s*\n-- PostgreSQL database (?:cluster )?dump/m.test(text.slice(0, 2_000)) ||
    /^COPY .* FROM stdin;$/m.test(text)
  );
}

/** Reads the tables of status_site from a plain-text dump; what else is in it is left alone. */
export function readDump(text: string): Partial<Record<Table, Row[]>> {
  const found: Partial<Record<Table, Row[]>> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const [, name = '', columnList = ''] = copyLine.exec(lines[at] ?? '') ?? [];
    if (name === '') continue;
    const table = tables.find((one) => one === name);
    const columns = columnList.split(',').map((column) => column.trim().replaceAll('"', ''));
    const rows: Row[] = [];
    for (at++; lines[at] !== '\\.'; at++) {
      const line = lines[at];
      if (line === undefined) throw unreadable(`The dump breaks off within the table “${name}”.`);
      // The last line of a file that was cut off is rarely a whole one.
      if (at === lines.length - 1) throw unreadable(`The dump breaks off within the table “${name}”.`);
      if (table) rows.push(readRow(line, columns, table));
    }
    if (table) found[table] = rows;
  }
  if (Object.keys(found).length === 0 && /^INSERT INTO /m.test(text)) {
    throw unreadable('This dump was made with --inserts. Make one without: pg_dump --data-only DATABASE > FILE');
  }
  return found;
}

function readRow(line: string, columns: readonly string[], table: string): Row {
  const values = line.split('\t');
  if (values.length !== columns.length) {
    throw unreadable(`A row of the table “${table}” has ${values.length} values for ${columns.length} columns.`);
  }
  return Object.fromEntries(columns.map((column, index) => [column, readValue(values[index] ?? '')]));
}

/** As COPY writes it: `\N` is null, a backslash begins a character that would not be safe by itself. */
function readValue(value: string): string | null {
  if (value === '\\N') return null;
  return value.replaceAll(
    /\\(?:([0-7]{1,3})|x([\da-fA-F]{1,2})|(.))/gs,
    (_, octal?: string, hex?: string, letter?: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return escapes[letter ?? ''] ?? letter ?? '';
    },
  );
}
