import { type ProblemCode, problems } from '@allswell/protocol';
import { problemSchema } from '@allswell/protocol/schema';
import { toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

/** What every route behind sign-in can answer, and every write besides. */
const behindSignIn: ProblemCode[] = ['not-signed-in', 'database-unavailable'];
const ofWrites: ProblemCode[] = ['session-ended'];
const ofBodies: ProblemCode[] = ['malformed-json', 'body-too-large', 'unsupported-media-type', 'invalid-request'];
const ofTexts: ProblemCode[] = ['body-too-large', 'unsupported-media-type', 'invalid-request'];
const ofKeys: ProblemCode[] = ['idempotency-key-in-flight', 'idempotency-key-reused'];

/** Schemas that have a name of their own in the description. */
export type NamedSchemas = Record<string, v.GenericSchema>;

/** Describes the routes as OpenAPI 3.1, from the same schemas that check requests. */
export function describeApi(
  routes: readonly Route[],
  { publicUrl, version, schemas }: { publicUrl: string; version: string; schemas: NamedSchemas },
): Json {
  const named = { ...schemas, Problem: problemSchema };
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, named) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Allswell',
      version,
      description:
        'The write API of a status page, and signing in to it. What readers use is under /api/v2 and needs no key.',
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: toJsonSchemaDefs(named, conversion('output', named)),
    },
  };
}

function describeRoute(route: Route, named: NamedSchemas): Json {
  const status = String(route.status ?? (route.answer ? 200 : 204));
  const answer = route.answer && {
    content: {
      [route.produces ?? 'application/json']: { schema: toSchema(route.answer, 'output', named) },
      ...(route.alsoProduces && { [route.alsoProduces]: { schema: { type: 'string' } } }),
    },
  };
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [tagOf(route)],
    ...(route.access === 'admin' && { security: [{ accessToken: [] }] }),
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: toSchema(route.body, 'input', {}) } } },
    }),
    ...(route.text && {
      requestBody: { required: true, content: { [route.text.type]: { schema: { type: 'string' } } } },
    }),
    responses: { [status]: { description: 'Done.', ...answer }, ...problemResponses(route) },
  };
}

function problemResponses(route: Route): Json {
  const codes = new Set<ProblemCode>([
    ...(route.access === 'admin' ? behindSignIn : []),
    ...(route.writes ? ofWrites : []),
    ...(route.body ? ofBodies : []),
    ...(route.text ? ofTexts : []),
    ...(route.query ? (['invalid-request'] as const) : []),
    ...(route.writes && route.method === 'POST' ? ofKeys : []),
    ...(route.problems ?? []),
  ]);
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      String(status),
      { description: group.map((code) => `${problems[code].title} (${code}).`).join(' '), content },
    ]),
  );
}

function pathParameters({ path }: Route): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route): Json[] {
  if (!query) return [];
  const { properties = {} } = toSchema(query, 'input', {}) as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function headerParameters(route: Route): Json[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(route.writes && route.method === 'POST'
      ? [
          header(
            'Idempotency-Key',
            'A repeat with the same key and body within 24 h gets the same answer, and nothing happens twice.',
          ),
        ]
      : []),
    ...(route.problems?.includes('stale-version')
      ? [header('If-Match', 'The ETag you have seen; the change is refused if there is a newer one.')]
      : []),
  ];
}

function tagOf({ path }: Route): string {
  const [, ofAdmins, ofReaders] = /^\/api\/(?:v1\/([\w-]+)|(subscriptions)\b)/.exec(path) ?? [];
  return ofAdmins ?? ofReaders ?? 'signing in';
}

function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/(api\/v1\/)?/, '')
    .replaceAll(/[^\w]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (
    method.toLowerCase() +
    words.charAt(0).toUpperCase() +
    words.slice(1).replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  );
}

function toSchema(schema: v.GenericSchema, typeMode: 'input' | 'output', named: NamedSchemas): Json {
  const {
    $schema: _,
    $defs: __,
    ...described
  } = toJsonSchema(schema, { ...conversion(typeMode, named), definitions: named });
  return described;
}

function conversion(typeMode: 'input' | 'output', named: NamedSchemas) {
  return {
    target: 'draft-2020-12',
    typeMode,
    // Checks and transformations have no word in JSON Schema; the metadata of a schema says what stands for them.
    errorMode: 'ignore',
    overrideRef: ({ referenceId }: { referenceId: string }) =>
      referenceId in named ? `#/components/schemas/${referenceId}` : undefined,
  } as const;
}
