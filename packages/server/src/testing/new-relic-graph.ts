import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import { answerNrql, type RowScene } from './new-relic-nrql.ts';

// The part of NerdGraph that is asked, as New Relic's own schema has it: names, types, and what is required. Questions
// are judged by the reference implementation of GraphQL, not by ours.

const schema = buildSchema(`
  scalar EntityGuid
  scalar EpochMilliseconds
  scalar Nrql
  scalar NrdbResult
  scalar NrdbMultiResultCustomized
  scalar Seconds
  type Query { actor: Actor }
  type Actor {
    account(id: Int!): Account
    entity(guid: EntityGuid!): Entity
    entitySearch(query: String, queryBuilder: EntitySearchQueryBuilder): EntitySearch
  }
  type Account {
    id: Int
    name: String
    nrql(query: Nrql!, timeout: Seconds = 5): NrdbResultContainer
    aiIssues: AiIssues
  }
  type NrdbResultContainer {
    metadata: NrdbMetadata
    nrql: Nrql
    otherResult: NrdbMultiResultCustomized
    results: [NrdbResult]
    totalResult: NrdbMultiResultCustomized
  }
  type NrdbMetadata { eventTypes: [String] facets: [String] messages: [String] timeWindow: NrdbMetadataTimeWindow }
  type NrdbMetadataTimeWindow { begin: EpochMilliseconds end: EpochMilliseconds since: String until: String }
  input EntitySearchQueryBuilder { name: String domain: String type: String reporting: Boolean }
  type EntitySearch { count: Int results: EntitySearchResult }
  type EntitySearchResult { entities: [EntityOutline] nextCursor: String }
  type EntityOutline { accountId: Int domain: String entityType: String guid: EntityGuid name: String reporting: Boolean type: String }
  interface Entity { accountId: Int domain: String goldenMetrics: EntityGoldenMetrics guid: EntityGuid name: String type: String }
  type ApmApplicationEntity implements Entity {
    accountId: Int domain: String goldenMetrics: EntityGoldenMetrics guid: EntityGuid name: String type: String
    settings: AgentApplicationSettings
  }
  type GenericEntity implements Entity {
    accountId: Int domain: String goldenMetrics: EntityGoldenMetrics guid: EntityGuid name: String type: String
  }
  type AgentApplicationSettings { apdexTarget: Float }
  type EntityGoldenMetrics { metrics: [EntityGoldenMetric] }
  type EntityGoldenMetric { name: String query: String title: String unit: String }
  input AiIssuesFilterIssues { ids: [ID!] states: [String!] }
  input TimeWindowInput { startTime: EpochMilliseconds! endTime: EpochMilliseconds! }
  type AiIssues {
    issues(cursor: String, filter: AiIssuesFilterIssues, timeWindow: TimeWindowInput): AiIssuesIssueData
  }
  type AiIssuesIssueData { issues: [AiIssuesIssue] nextCursor: String }
  type AiIssuesIssue { issueId: ID! state: String title: [String] createdAt: EpochMilliseconds closedAt: EpochMilliseconds }
`);

/** Something that New Relic watches. */
export interface PlayedEntity {
  guid: string;
  name: string;
  domain: string;
  type: string;
  reporting: boolean;
  accountId: number;
  apdexTarget?: number;
  golden: { name: string; title: string; unit: string | null; query: string }[];
}

/** An issue that alerts were about. */
export interface PlayedIssue {
  issueId: string;
  state: string;
  createdAt: number;
  closedAt: number | null;
}

/** What the graph knows. */
export interface PlayedAccount {
  accountId: number;
  entities: PlayedEntity[];
  issues: PlayedIssue[];
  valueAt: (at: number) => number;
  now: () => number;
}

export interface GraphRequest {
  query: string;
  variables: Record<string, unknown>;
  /** The header by which somebody asks for what is not settled yet. */
  optIn: string | undefined;
}

const issuesOnAPage = 2;

/** Answers a request as NerdGraph does: always data or errors, in one object. */
export async function answerGraph(request: GraphRequest, scene: RowScene, played: PlayedAccount): Promise<object> {
  let document;
  try {
    document = parse(request.query);
  } catch (error) {
    return { errors: [{ message: (error as Error).message }] };
  }
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) return { errors: mistakes.map((mistake) => mistake.toJSON()) };
  const { data, errors } = await execute({
    schema,
    document,
    rootValue: { actor: actorOf(request, scene, played) },
    variableValues: request.variables,
  });
  return { data, ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
}

function actorOf({ optIn }: GraphRequest, scene: RowScene, played: PlayedAccount) {
  return {
    account({ id }: { id: number }) {
      if (id !== played.accountId) throw accessDenied();
      return {
        id,
        name: 'Fernhill internal',
        nrql: ({ query }: { query: string }) => nrqlOf(query, scene, played),
        aiIssues() {
          if (optIn !== 'AiIssues') throw new GraphQLError('This is experimental: opt in to AiIssues by a header.');
          return { issues: (asked: IssuesAsked) => issuesOf(asked, played) };
        },
      };
    },
    entity({ guid }: { guid: string }) {
      const entity = played.entities.find((one) => one.guid === guid);
      if (!entity) return null;
      return {
        ...entity,
        __typename: entity.domain === 'APM' ? 'ApmApplicationEntity' : 'GenericEntity',
        settings: { apdexTarget: entity.apdexTarget ?? 0.5 },
        goldenMetrics: { metrics: entity.golden },
      };
    },
    entitySearch({ queryBuilder }: { queryBuilder?: { name?: string } }) {
      const part = queryBuilder?.name?.toLowerCase() ?? '';
      const entities = played.entities.filter(({ name }) => name.toLowerCase().includes(part));
      return { count: entities.length, results: { entities, nextCursor: null } };
    },
  };
}

function nrqlOf(query: string, scene: RowScene, { valueAt, now }: PlayedAccount) {
  const answer = answerNrql(query, scene, valueAt, now());
  if ('error' in answer) throw new GraphQLError(answer.error);
  const { results, facets, total, begin, end } = answer;
  return {
    nrql: query,
    results,
    totalResult: total,
    otherResult: facets.length > 0 ? total : null,
    metadata: {
      eventTypes: ['Transaction'],
      facets: facets.length > 0 ? facets : null,
      messages: [],
      timeWindow: { begin, end, since: String(begin), until: String(end) },
    },
  };
}

interface IssuesAsked {
  cursor?: string | null;
  filter?: { ids?: string[] | null } | null;
  timeWindow?: { startTime: number; endTime: number } | null;
}

/** Without a window issues of the last day; a page at a time. */
function issuesOf({ cursor, filter, timeWindow }: IssuesAsked, { issues, now }: PlayedAccount) {
  const { startTime, endTime } = timeWindow ?? { startTime: now() - 24 * 60 * 60_000, endTime: now() };
  const ids = filter?.ids;
  const found = issues.filter(
    ({ issueId, createdAt }) => (!ids || ids.includes(issueId)) && createdAt >= startTime && createdAt <= endTime,
  );
  const begin = cursor ? Number(Buffer.from(cursor, 'base64').toString()) : 0;
  const next = begin + issuesOnAPage;
  return {
    issues: found.slice(begin, next).map((issue) => ({ ...issue, title: ['Fernhill internal billing is slow'] })),
    nextCursor: next < found.length ? Buffer.from(String(next)).toString('base64') : null,
  };
}

function accessDenied(): GraphQLError {
  return new GraphQLError('Access denied.', { extensions: { errorClass: 'ACCESS_DENIED' } });
}
