import type { Sql } from '../db/connect.ts';
import { type CellValue, toCsv } from '../text/csv.ts';
import { type Report, reckonAll } from './read-report.ts';
import { look } from './steps.ts';
import { findNames } from './store.ts';
import { storiesOf } from './stories.ts';

/** Things with the same fields, some at a time: they become lines of a table, or objects of a list. */
type Records = AsyncGenerator<Record<string, CellValue | string[]>[]>;

/** Why each component comes to what it comes to: all times at which it was not plainly operational, in order. */
export async function* spansOf(sql: Sql, report: Report): Records {
  const { writer } = report;
  const leaves = { ...report, subjects: report.subjects.filter(({ row }) => !row.group) };
  for await (const { subject, reckoned } of reckonAll(sql, leaves)) {
    yield reckoned.spans.map((span) => {
      const { correction, ...written } = writer.span(span, reckoned.corrections);
      return {
        component_id: subject.row.id,
        component: subject.row.name,
        ...written,
        correction_id: correction?.id ?? null,
        correction_reason: correction?.reason ?? null,
      };
    });
  }
}

/** What began, ended or went on within the range, oldest first. */
export async function* incidentsOf(sql: Sql, { range, writer }: Report): Records {
  const names = await look(sql, findNames);
  for await (const stories of storiesOf(sql, range)) {
    yield stories.map((story) => {
      const { id, kind, name, status, impact, starts_at, ends_at, components, shortlink } = writer.story(story);
      return {
        id,
        kind,
        name,
        status,
        impact,
        starts_at,
        ends_at,
        seconds: story.endsAt === null ? null : Math.round((story.endsAt - story.startsAt) / 1_000),
        counts_as_downtime: story.countsAsDowntime,
        component_ids: components,
        components: components.map((one) => names.get(one) ?? one),
        shortlink,
      };
    });
  }
}

/** The names of the columns, in their order: a table without lines has them too. */
export const exportColumns = {
  spans: [
    'component_id',
    'component',
    'starts_at',
    'ends_at',
    'seconds',
    'status',
    'counts_as',
    'weight',
    'excluded',
    'incidents',
    'correction_id',
    'correction_reason',
  ],
  incidents: [
    'id',
    'kind',
    'name',
    'status',
    'impact',
    'starts_at',
    'ends_at',
    'seconds',
    'counts_as_downtime',
    'component_ids',
    'components',
    'shortlink',
  ],
} as const;

/** A table; lists in a cell are separated by strokes. */
export async function* asCsv(columns: readonly string[], records: Records): AsyncGenerator<string> {
  let head: CellValue[][] = [[...columns]];
  for await (const some of records) {
    const lines = some.map((record) => columns.map((column) => cellOf(record[column])));
    yield toCsv([...head, ...lines]);
    head = [];
  }
  yield toCsv(head);
}

/** A list of objects. */
export async function* asJson(records: Records): AsyncGenerator<string> {
  let separator = '[';
  for await (const some of records) {
    const text = some.map((record) => JSON.stringify(record)).join(',\n');
    if (text === '') continue;
    yield `${separator}${text}`;
    separator = ',\n';
  }
  yield separator === '[' ? '[]' : ']';
}

function cellOf(value: CellValue | string[] | undefined): CellValue {
  return Array.isArray(value) ? value.join('|') : (value ?? null);
}
