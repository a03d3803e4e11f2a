import type { NewRelicEntity } from '@allswell/protocol';
import * as v from 'valibot';
import type { Ask } from './ask.ts';
import { askNerdGraph } from './ask-nerdgraph.ts';

const mostShown = 50;
const text = v.fallback(v.nullish(v.string()), null);
const entitySchema = v.object({
  guid: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  name: v.string(),
  domain: text,
  type: text,
  accountId: v.fallback(v.nullish(v.pipe(v.number(), v.safeInteger())), null),
  reporting: v.fallback(v.nullish(v.boolean()), null),
});
const answerSchema = v.object({
  actor: v.object({
    entitySearch: v.object({ results: v.object({ entities: v.fallback(v.nullish(v.array(v.unknown())), null) }) }),
  }),
});

const question = `query Entities($search: EntitySearchQueryBuilder!) {
  actor { entitySearch(queryBuilder: $search) { results { entities { guid name domain type accountId reporting } } } }
}`;

/** Finds what New Relic watches by a part of its name: what reports first. Throws a MetricError. */
export async function findEntities(
  ask: Ask,
  apiKey: string,
  q: string,
  signal?: AbortSignal,
): Promise<NewRelicEntity[]> {
  const { data, error } = await askNerdGraph(ask, apiKey, {
    query: question,
    variables: { search: { name: q } },
    signal,
  });
  const read = v.safeParse(answerSchema, data);
  if (!read.success) throw error ?? ask.failure('garbled', 'The answer of New Relic has no list of entities.');
  const entities = (read.output.actor.entitySearch.results.entities ?? []).flatMap((one) => {
    const entity = v.safeParse(entitySchema, one);
    return entity.success ? [toEntity(entity.output)] : [];
  });
  const byUse = (one: NewRelicEntity, other: NewRelicEntity) =>
    Number(other.is_reporting) - Number(one.is_reporting) || one.name.localeCompare(other.name, 'en');
  return entities.sort(byUse).slice(0, mostShown);
}

function toEntity({
  guid,
  name,
  domain,
  type,
  accountId,
  reporting,
}: v.InferOutput<typeof entitySchema>): NewRelicEntity {
  return {
    guid,
    name,
    type: [domain, type].filter(Boolean).join(' '),
    account_id: accountId ?? null,
    is_reporting: reporting ?? false,
  };
}
