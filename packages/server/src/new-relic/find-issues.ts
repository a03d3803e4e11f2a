import * as v from 'valibot';
import type { Ask } from './ask.ts';
import { askNerdGraph } from './ask-nerdgraph.ts';

/** What New Relic now says of an issue that alerts were about. */
export interface NewRelicIssue {
  issueId: string;
  /** `CREATED`, `ACTIVATED`, `DEACTIVATED` or `CLOSED`; other words may come one day. */
  state: string;
  closedAt: Date | null;
}

const dayMs = 24 * 60 * 60_000;
const usualDays = 30;
const idsAtOnce = 50;
/** A cursor that never ends is followed no further. */
const mostPages = 20;

const issueSchema = v.object({
  issueId: v.string(),
  state: v.string(),
  closedAt: v.optional(v.unknown()),
});
const answerSchema = v.object({
  actor: v.object({
    account: v.object({
      aiIssues: v.object({
        issues: v.object({
          issues: v.fallback(v.nullish(v.array(v.unknown())), null),
          nextCursor: v.fallback(v.nullish(v.string()), null),
        }),
      }),
    }),
  }),
});

const question = `query Issues($account: Int!, $ids: [ID!], $time: TimeWindowInput, $cursor: String) {
  actor { account(id: $account) { aiIssues {
    issues(filter: { ids: $ids }, timeWindow: $time, cursor: $cursor) { issues { issueId state closedAt } nextCursor }
  } } }
}`;

/** Which issues are asked for, and how old they may be: without a window New Relic looks a day back. */
export interface IssuesQuestion {
  ids: readonly string[];
  accountId: number;
  now: Date;
  since?: Date | undefined;
  signal?: AbortSignal | undefined;
}

/** Asks what became of issues. Those that New Relic does not know are not in the answer. Throws a MetricError. */
export async function findIssues(ask: Ask, apiKey: string, wanted: IssuesQuestion): Promise<NewRelicIssue[]> {
  const ids = [...new Set(wanted.ids)];
  const found = new Map<string, NewRelicIssue>();
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const some = ids.slice(at, at + idsAtOnce);
    for await (const issue of pagesOf(ask, apiKey, { ...wanted, ids: some }))
      if (some.includes(issue.issueId)) found.set(issue.issueId, toIssue(issue));
  }
  return [...found.values()];
}

type Issue = v.InferOutput<typeof issueSchema>;

async function* pagesOf(ask: Ask, apiKey: string, wanted: IssuesQuestion): AsyncGenerator<Issue> {
  const { ids, accountId, now, since = new Date(now.getTime() - usualDays * dayMs), signal } = wanted;
  const time = { startTime: since.getTime(), endTime: now.getTime() };
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const { data, error } = await askNerdGraph(ask, apiKey, {
      query: question,
      variables: { account: accountId, ids, time, cursor },
      headers: { 'nerd-graph-unsafe-experimental-opt-in': 'AiIssues' },
      signal,
    });
    const read = v.safeParse(answerSchema, data);
    if (!read.success) throw error ?? ask.failure('garbled', 'The answer of New Relic has no list of issues.');
    const { issues, nextCursor } = read.output.actor.account.aiIssues.issues;
    for (const one of issues ?? []) if (v.is(issueSchema, one)) yield one;
    if (!nextCursor || nextCursor === cursor) return;
    cursor = nextCursor;
  }
}

function toIssue({ issueId, state, closedAt }: Issue): NewRelicIssue {
  return { issueId, state: state.toUpperCase(), closedAt: instantOf(closedAt) };
}

/** Milliseconds since 1970 as they are described, as a number or in quotes. What is no time of this century is none. */
function instantOf(value: unknown): Date | null {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : NaN;
  const isPlausible = number >= Date.UTC(2000) && number < Date.UTC(2100);
  return isPlausible ? new Date(number) : null;
}
