import * as v from 'valibot';
import type { MetricPoint, Wanted } from '../metrics/source.ts';
import type { Ask } from './ask.ts';
import { askNerdGraph } from './ask-nerdgraph.ts';
import type { CheckedNrql } from './check-nrql.ts';
import { readRows, type Rows, type Window } from './read-rows.ts';

/** New Relic gives at most 366 steps a query. */
const mostSteps = 360;
const mostWindows = 5;
/** Whatever is wanted: a count of five minutes is not the count of one, and both would stand in one line. */
const stepSeconds = 60;
/** Agents report once a minute: what is younger than this is not all there, and a count of it would be too low. */
const settleSeconds = 60;
/** What came late is read again for so many steps. */
const leastSteps = 3;
/** Less than we wait for an answer, so that New Relic says that it took too long before we give up. */
const timeoutSeconds = 8;

const nrqlSchema = v.object({
  results: v.array(v.unknown()),
  metadata: v.fallback(v.nullish(v.object({ facets: v.fallback(v.nullish(v.array(v.unknown())), null) })), null),
});
const answerSchema = v.object({ actor: v.object({ account: v.record(v.string(), v.unknown()) }) });

/** A figure over time. What is younger than a minute is not asked for. */
export interface NrqlQuestion {
  nrql: CheckedNrql;
  accountId: number;
  wanted: Wanted;
}

/** Reads a figure minute by minute, in one request however long the span is. Throws a MetricError. */
export async function runNrql(
  ask: Ask,
  apiKey: string,
  { nrql, accountId, wanted }: NrqlQuestion,
): Promise<MetricPoint[]> {
  const windows = windowsOf(wanted);
  const names = windows.map((_, at) => `w${at}`);
  const fields = names.map(
    (name) => `${name}: nrql(query: $${name}, timeout: ${timeoutSeconds}) { results metadata { facets } }`,
  );
  const { data, error } = await askNerdGraph(ask, apiKey, {
    query: `query Figure($account: Int!, ${names.map((name) => `$${name}: Nrql!`).join(', ')}) {
  actor { account(id: $account) { ${fields.join(' ')} } }
}`,
    variables: {
      account: accountId,
      ...Object.fromEntries(windows.map((window, at) => [`w${at}`, withTime(nrql, window)])),
    },
    signal: wanted.signal,
  });
  const read = v.safeParse(answerSchema, data);
  const answers = names.flatMap((name) => {
    const one = v.safeParse(nrqlSchema, read.success ? read.output.actor.account[name] : undefined);
    return one.success ? [one.output] : [];
  });
  if (answers.length === 0) throw error ?? ask.failure('garbled', 'The answer of New Relic has no results.');
  return readRows(together(answers), spanOf(windows));
}

function together(answers: v.InferOutput<typeof nrqlSchema>[]): Rows {
  return {
    results: answers.flatMap(({ results }) => results),
    facets: answers.flatMap(({ metadata }) => metadata?.facets ?? []),
  };
}

/** The spans that are asked for: whole steps, the oldest first, and no more of them than New Relic gives. */
export function windowsOf({ since, until }: Pick<Wanted, 'since' | 'until'>): Window[] {
  const stepMs = stepSeconds * 1_000;
  const end = Math.floor((until.getTime() - settleSeconds * 1_000) / stepMs) * stepMs;
  const oldest = end - mostSteps * mostWindows * stepMs;
  const begin = Math.max(oldest, Math.min(Math.floor(since.getTime() / stepMs) * stepMs, end - leastSteps * stepMs));
  const windows: Window[] = [];
  for (let at = begin; at < end; at += mostSteps * stepMs) {
    const windowEnd = Math.min(end, at + mostSteps * stepMs);
    windows.push({ since: new Date(at), until: new Date(windowEnd), stepSeconds });
  }
  return windows;
}

function spanOf(windows: Window[]): Window {
  const [first] = windows;
  const last = windows.at(-1);
  if (!first || !last) throw new Error('There is always a window.');
  return { ...first, until: last.until };
}

function withTime(nrql: CheckedNrql, { since, until }: Window): string {
  return `${nrql} SINCE ${since.getTime()} UNTIL ${until.getTime()} TIMESERIES ${stepSeconds} seconds`;
}
