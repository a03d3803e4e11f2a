import { type UptimeSum, uptimePercent } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { type CellValue, toCsv } from '../text/csv.ts';
import { secondsOf } from '../wire/uptime-writer.ts';
import { type Report, reckonAll } from './read-report.ts';

const sumColumns = [
  'percent',
  'known_seconds',
  'maintenance_seconds',
  'degraded_seconds',
  'partial_seconds',
  'major_seconds',
  'down_seconds',
];

/** The report as CSV: a line for each component and group, or one for each of its days. */
export async function* writeReportCsv(sql: Sql, report: Report, withDays: boolean): AsyncGenerator<string> {
  const { head, writer } = report;
  // The head leaves with the first lines: until then it may turn out that there is no answer.
  let lines: CellValue[][] = [
    withDays
      ? ['date', 'component_id', 'component', 'group', 'level', ...sumColumns, 'incidents']
      : ['from', 'to', 'component_id', 'component', 'group', 'group_id', 'since', ...sumColumns],
  ];
  for await (const { subject, reckoned } of reckonAll(sql, report)) {
    const { id, name, group, group_id } = subject.row;
    const since = reckoned.since === null ? null : writer.at(reckoned.since);
    if (withDays) {
      for (const { date, level, share, sum, related } of reckoned.days)
        lines.push([date, id, name, group, level, ...sumCells(uptimePercent(share), sum), related.join('|')]);
    } else {
      lines.push([head.from, head.to, id, name, group, group_id, since, ...sumCells(reckoned.percent, reckoned.sum)]);
    }
    yield toCsv(lines);
    lines = [];
  }
  yield toCsv(lines);
}

function sumCells(percent: number | null, sum: UptimeSum): CellValue[] {
  const { known, maintenance, degraded, partial, major, down } = secondsOf(sum);
  return [percent === null ? null : percent.toFixed(2), known, maintenance, degraded, partial, major, down];
}
