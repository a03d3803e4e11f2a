import type { NewRelicQuery } from '@allswell/protocol';
import * as v from 'valibot';
import { MetricError } from '../metrics/source.ts';
import type { Ask } from './ask.ts';
import { askNerdGraph } from './ask-nerdgraph.ts';
import { adoptNrql, type CheckedNrql, checkNrql } from './check-nrql.ts';

// New Relic keeps of every kind of entity which figures matter most, as queries that are ready to run. Names and units
// are those of github.com/newrelic/entity-definitions. Apdex is not among them, and old accounts have none at all: for
// applications there are queries of our own.

/** One of the four figures. */
export type Figure = Extract<NewRelicQuery, { kind: 'golden' }>['figure'];

/** What is asked for a figure: the values times `factor` are in the unit that Allswell suggests. */
export interface GoldenFigure {
  nrql: CheckedNrql;
  factor: number;
  accountId: number;
}

/** How values of the four figures are shown. */
export const suggestedFor: Record<Figure, { suffix: string; decimal_places: number }> = {
  response_time: { suffix: 'ms', decimal_places: 0 },
  throughput: { suffix: 'rpm', decimal_places: 0 },
  error_rate: { suffix: '%', decimal_places: 2 },
  apdex: { suffix: '', decimal_places: 2 },
};

const namesOf: Record<Figure, readonly string[]> = {
  response_time: ['responseTimeMs', 'responseTime', 'medianResponseTimeMs', 'latency', 'duration', 'medianDurationS'],
  throughput: ['throughput', 'requestsPerMinute', 'requests', 'invocations'],
  error_rate: ['errorRate', 'errorPercentage', 'failureRate'],
  apdex: ['apdex', 'apdexScore'],
};
/** What makes of a unit of New Relic the one that is suggested. A figure in another unit is not taken. */
const factorsOf: Record<Figure, Record<string, number>> = {
  response_time: { MS: 1, MILLISECONDS: 1, SECONDS: 1_000 },
  throughput: { REQUESTS_PER_MINUTE: 1, OPERATIONS_PER_MINUTE: 1, REQUESTS_PER_SECOND: 60, OPERATIONS_PER_SECOND: 60 },
  error_rate: { PERCENTAGE: 1 },
  apdex: { APDEX: 1, COUNT: 1 },
};

const text = v.fallback(v.nullish(v.string()), null);
const metricSchema = v.object({ name: v.string(), query: v.string(), unit: text });
const entitySchema = v.object({
  domain: text,
  type: text,
  accountId: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  settings: v.fallback(v.nullish(v.object({ apdexTarget: v.fallback(v.nullish(v.number()), null) })), null),
  goldenMetrics: v.fallback(v.nullish(v.object({ metrics: v.fallback(v.nullish(v.array(v.unknown())), null) })), null),
});
type Entity = v.InferOutput<typeof entitySchema>;
const answerSchema = v.object({ actor: v.object({ entity: v.nullish(v.unknown()) }) });

const question = `query Golden($guid: EntityGuid!) {
  actor { entity(guid: $guid) {
    domain type accountId
    ... on ApmApplicationEntity { settings { apdexTarget } }
    goldenMetrics { metrics { title name query unit } }
  } }
}`;

/** Finds out what to ask for one of the four figures of an entity. Throws a MetricError. */
export async function findGoldenFigure(
  ask: Ask,
  apiKey: string,
  { guid, figure, signal }: { guid: string; figure: Figure; signal?: AbortSignal | undefined },
): Promise<GoldenFigure> {
  checkGuid(guid);
  const { data, error } = await askNerdGraph(ask, apiKey, { query: question, variables: { guid }, signal });
  const read = v.safeParse(answerSchema, data);
  if (!read.success) throw error ?? ask.failure('garbled', 'The answer of New Relic has no entity.');
  if (read.output.actor.entity === null || read.output.actor.entity === undefined)
    throw (
      error ??
      ask.failure('invalid', 'New Relic has no such entity for this key. Choose it again, and look at the region.')
    );
  const entity = v.safeParse(entitySchema, read.output.actor.entity);
  if (!entity.success) throw error ?? ask.failure('garbled', 'The answer of New Relic does not describe the entity.');
  const found = ofNewRelic(entity.output, figure) ?? ofOurOwn(entity.output, guid, figure);
  if (found) return { ...found, accountId: entity.output.accountId };
  throw ask.failure('invalid', 'New Relic keeps no such figure of this entity. Choose another, or write a query.');
}

/** Refuses what is no identity of an entity: it becomes part of a query. Throws a MetricError. */
export function checkGuid(guid: string): void {
  if (!/^[A-Za-z0-9+/=_|-]{1,300}$/.test(guid))
    throw new MetricError('invalid', 'This is no GUID of an entity. Choose the entity from the list.');
}

type Asked = Omit<GoldenFigure, 'accountId'>;

function ofNewRelic({ goldenMetrics }: Entity, figure: Figure): Asked | undefined {
  const metrics = (goldenMetrics?.metrics ?? []).flatMap((one) => {
    const metric = v.safeParse(metricSchema, one);
    return metric.success ? [metric.output] : [];
  });
  for (const name of namesOf[figure]) {
    const metric = metrics.find((one) => one.name === name);
    const factor = metric && factorOf(figure, metric.name, metric.unit ?? null);
    if (!metric || factor === undefined) continue;
    try {
      return { nrql: adoptNrql(metric.query), factor };
    } catch {
      // A query that gives more than one figure is of no use here; there may be another.
    }
  }
  return undefined;
}

/** Without a unit the name tells it, if it does. */
function factorOf(figure: Figure, name: string, unit: string | null): number | undefined {
  if (unit !== null) return factorsOf[figure][unit.toUpperCase()];
  if (figure === 'response_time') return name.endsWith('Ms') ? 1 : name.endsWith('S') ? 1_000 : undefined;
  return figure === 'throughput' && name !== 'throughput' ? undefined : 1;
}

const usualApdexTarget = 0.5;

function ofOurOwn({ domain, settings }: Entity, guid: string, figure: Figure): Asked | undefined {
  if (domain?.toUpperCase() !== 'APM') return undefined;
  const target = settings?.apdexTarget;
  const t = target != null && target > 0 && target < 1_000 ? Number(target.toFixed(3)) : usualApdexTarget;
  const select: Record<Figure, string> = {
    response_time: 'average(duration) * 1000',
    throughput: 'rate(count(*), 1 minute)',
    error_rate: 'percentage(count(*), WHERE error IS true)',
    apdex: `apdex(duration, t: ${t})`,
  };
  return { nrql: checkNrql(`SELECT ${select[figure]} FROM Transaction WHERE entityGuid = '${guid}'`), factor: 1 };
}
