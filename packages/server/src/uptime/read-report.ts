import { uptimePercent } from '@allswell/protocol';
import type { UptimeReport } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { readWeights } from '../wire/uptime-rows.ts';
import { secondsOf, type UptimeWriter, uptimeWriter } from '../wire/uptime-writer.ts';
import { type Range, readRange } from './range.ts';
import { readSubjects, type Subject } from './read-subjects.ts';
import { reckon, type Reckoned, weightsWithin } from './reckon.ts';
import { look, withRows } from './steps.ts';
import { findGround } from './store.ts';
import { storiesOf } from './stories.ts';

/** What is asked for. */
export interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  /** One component or group; all that are on the page when not named. */
  component?: string | undefined;
}

/** Some days of components and groups, to be reckoned one after the other. */
export interface Report {
  range: Range;
  now: Date;
  head: Pick<UptimeReport, 'from' | 'to' | 'time_zone' | 'generated_at' | 'weights'>;
  subjects: Subject[];
  writer: UptimeWriter;
}

/** Looks at what is asked for, and refuses what cannot be answered. */
export async function openReport(sql: Sql, publicUrl: string, asked: Asked): Promise<Report> {
  return look(sql, async (tx) => {
    const { time_zone, now } = await findGround(tx);
    const range = readRange(asked, { now, timeZone: time_zone });
    const subjects = await readSubjects(tx, asked.component);
    const writer = uptimeWriter({ time_zone, publicUrl });
    const weights = weightsWithin(await readWeights(tx), range).map(writer.weights);
    const head = { from: range.from, to: range.to, time_zone, generated_at: writer.at(now.getTime()), weights };
    return { range, now, head, subjects, writer };
  });
}

/** Each component and group in the order of the page, with what it comes to. */
export async function* reckonAll(
  sql: Sql,
  { subjects, range, now }: Report,
): AsyncGenerator<{ subject: Subject; reckoned: Reckoned }> {
  for await (const { subject, rows } of withRows(sql, subjects, range)) {
    yield { subject, reckoned: reckon(subject, rows, range, now) };
  }
}

/** The report as JSON, one component at a time: years of many days are never whole in memory. */
export async function* writeReport(sql: Sql, report: Report, withDays: boolean): AsyncGenerator<string> {
  const { head, writer, range } = report;
  const named = new Set<string>();
  let separator = `${JSON.stringify(head).slice(0, -1)},"components":[`;
  for await (const { subject, reckoned } of reckonAll(sql, report)) {
    for (const span of reckoned.spans) for (const id of span.incidentIds) named.add(id);
    yield `${separator}${JSON.stringify(toComponent(subject, reckoned, writer, withDays))}`;
    separator = ',';
  }
  yield `${separator === ',' ? '' : separator}],"stories":[`;
  separator = '';
  for await (const stories of storiesOf(sql, range)) {
    for (const story of stories.filter(({ id }) => named.has(id))) {
      yield `${separator}${JSON.stringify(writer.story(story))}`;
      separator = ',';
    }
  }
  yield ']}';
}

function toComponent(
  { row }: Subject,
  { since, percent, sum, spans, days, corrections }: Reckoned,
  writer: UptimeWriter,
  withDays: boolean,
): UptimeReport['components'][number] {
  return {
    id: row.id,
    name: row.name,
    group: row.group,
    group_id: row.group_id,
    since: since === null ? null : writer.at(since),
    percent,
    seconds: secondsOf(sum),
    spans: spans.map((span) => writer.span(span, corrections)),
    ...(withDays && {
      days: days.map(({ date, level, share, sum: ofDay, related }) => ({
        date,
        level,
        percent: uptimePercent(share),
        ...secondsOf(ofDay),
        related: [...related],
      })),
    }),
  };
}
