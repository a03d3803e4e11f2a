import { DomainError, type ProblemCode } from '@allswell/protocol';
import type { Context } from 'hono';
import type * as v from 'valibot';
import { withDatabaseBudget } from '../db/budget.ts';
import type { Sql, Tx } from '../db/connect.ts';
import { isConflict } from '../db/database-error.ts';
import type { Author, Write } from '../db/write.ts';
import { type Answer, toResponse } from './answer.ts';
import { keepAnswer, keyedRequest, takeKey } from './idempotency.ts';
import { readJson, readText } from './read-body.ts';
import { validate, validateQuery } from './validate.ts';

/** Who sent a request, as its access token says. */
export interface Actor {
  admin_id: string;
  session_id: string;
}

/** What every route may use. */
export interface Services {
  sql: Sql;
  publicUrl: string;
  /** Whether there is a mail server. */
  sendsEmail: boolean;
  /** Reads the access token of a request, or refuses. */
  identify(authorization: string | undefined): Promise<Actor>;
  /** Checks in the transaction of a write that the session still stands, or refuses. */
  authorize(tx: Tx, actor: Actor): Promise<Author>;
  /** Who a request comes from, for limits. */
  addressOf(c: Context): string;
  /** Resolves when readers get what was just written, or after a moment when they do not. */
  readersHaveIt(): Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Schema = v.GenericSchema;

/** What the description of the API says about a route. */
export interface RouteSpec<Path extends string, Body extends Schema, Query extends Schema> {
  method: Method;
  path: Path;
  /** One line: what it does. */
  summary: string;
  body?: Body;
  query?: Query;
  /** The shape of a good answer; none for 204. */
  answer?: Schema;
  status?: 200 | 201 | 202 | 204;
  /** The problems it can answer with, beyond those that every route has. */
  problems?: readonly ProblemCode[];
  bodyLimit?: number;
  /** For a body that is no JSON: its type and most bytes. */
  text?: { type: string; limit: number };
  /** The type of a good answer that is no JSON. */
  produces?: string;
  /** The type of a good answer in place of JSON, for who asks for it. */
  alsoProduces?: string;
}

/** A line in the table of routes: its description, who may use it, and how it is run. */
export interface Route extends RouteSpec<string, Schema, Schema> {
  access: 'anyone' | 'admin';
  /** True when it runs in a transaction that has checked the session. */
  writes: boolean;
  run(c: Context, services: Services): Promise<Response>;
}

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

interface Common<Path extends string, Query extends Schema> {
  params: Record<Names<Path>, string>;
  query: v.InferOutput<Query>;
  url: string;
}

/** A route anyone may use: signing in, the description of the API. */
export function open<const Path extends string, Body extends Schema, Query extends Schema>(
  spec: RouteSpec<Path, Body, Query>,
  handle: (
    request: Common<Path, Query> & { input: v.InferOutput<Body>; c: Context; services: Services },
  ) => Promise<Answer>,
): Route {
  return {
    ...spec,
    access: 'anyone',
    writes: false,
    async run(c, services) {
      const { input } = await inputOf(spec, c);
      return toResponse(await handle({ ...common(spec, c), input, c, services }));
    },
  };
}

/** A route that shows something to admins. The access token alone is checked: it lives for minutes. */
export function read<const Path extends string, Query extends Schema>(
  spec: Omit<RouteSpec<Path, Schema, Query>, 'method' | 'body' | 'bodyLimit'>,
  handle: (
    request: Common<Path, Query> & { sql: Sql; publicUrl: string; actor: Actor; accept: string },
  ) => Promise<Answer | Response>,
): Route {
  return {
    ...spec,
    method: 'GET',
    access: 'admin',
    writes: false,
    async run(c, { sql, publicUrl, identify }) {
      const actor = await identify(c.req.header('authorization'));
      const accept = c.req.header('accept') ?? '';
      const answer = await handle({ ...common(spec, c), sql, publicUrl, actor, accept });
      return answer instanceof Response ? answer : toResponse(answer);
    },
  };
}

/** A route that reckons something for admins and changes nothing, though it has a body. */
export function reckon<const Path extends string, Body extends Schema>(
  spec: RouteSpec<Path, Body, Schema>,
  handle: (
    request: Common<Path, Schema> & { input: v.InferOutput<Body>; sql: Sql; publicUrl: string; actor: Actor },
  ) => Promise<Answer>,
): Route {
  return {
    ...spec,
    access: 'admin',
    writes: false,
    async run(c, { sql, publicUrl, identify }) {
      const actor = await identify(c.req.header('authorization'));
      const { input } = await inputOf(spec, c);
      return toResponse(await handle({ ...common(spec, c), input, sql, publicUrl, actor }));
    },
  };
}

/** What a write may need besides its schema. */
interface Extras<Body extends Schema, Prepared> {
  prepare?: Prepare<Body, Prepared>;
  /** A lock that has to be taken before the session is held: who ends sessions would else wait for each other. */
  lock?: (tx: Tx) => Promise<void>;
}

/** Slow work that a write needs done before its transaction begins, such as hashing a password. */
type Prepare<Body extends Schema, Prepared> = (request: {
  input: v.InferOutput<Body>;
  actor: Actor;
  services: Services;
}) => Promise<Prepared>;

/**
 * A route that changes something. It runs in one transaction, in which the session is checked first and the answer
 * for a repeated Idempotency-Key is kept last.
 */
export function write<const Path extends string, Body extends Schema, Prepared = undefined>(
  spec: RouteSpec<Path, Body, Schema> & Extras<Body, Prepared>,
  handle: (
    request: Common<Path, Schema> & { input: v.InferOutput<Body>; write: Write; actor: Actor; prepared: Prepared },
  ) => Promise<Answer>,
): Route {
  const { prepare, lock, ...described } = spec;
  return {
    ...described,
    access: 'admin',
    writes: true,
    async run(c, services) {
      const actor = await services.identify(c.req.header('authorization'));
      const { input, text } = await inputOf(spec, c);
      const route = `${spec.method} ${c.req.path}`;
      const keyed =
        spec.method === 'POST' ? keyedRequest(c.req.header('idempotency-key'), actor.admin_id, route, text) : undefined;
      const prepared = (await prepare?.({ input, actor, services })) as Prepared;

      const answer = await retryConflicts(() =>
        services.sql.begin(async (tx) => {
          await lock?.(tx);
          const by = await services.authorize(tx, actor);
          const earlier = keyed && (await takeKey(tx, keyed));
          if (earlier) return earlier;
          const change: Write = { tx, by, publicUrl: services.publicUrl, ifMatch: c.req.header('if-match') };
          const made = await handle({ ...common(spec, c), input, write: change, actor, prepared });
          if (keyed) await keepAnswer(tx, keyed, made);
          return made;
        }),
      );
      await services.readersHaveIt();
      return toResponse(answer);
    },
  };
}

/** Runs a part of a longer work in a transaction of its own, in which the session is checked. */
export type Step = <T>(work: (write: Write) => Promise<T>) => Promise<T>;

/**
 * A route that changes more than fits into one transaction. Each step is one by itself, so whatever stops it leaves
 * whole steps behind: doing it again has to be harmless. It has a body of text, or none.
 */
export function writeInSteps<const Path extends string>(
  spec: RouteSpec<Path, Schema, Schema>,
  handle: (request: { text: string; step: Step }) => Promise<Answer | Response>,
): Route {
  return {
    ...spec,
    access: 'admin',
    writes: true,
    async run(c, { sql, publicUrl, identify, authorize }) {
      const actor = await identify(c.req.header('authorization'));
      const text = spec.text ? await readText(c.req.raw, spec.text) : '';
      const route = `${spec.method} ${c.req.path}`;
      const keyed =
        spec.method === 'POST' ? keyedRequest(c.req.header('idempotency-key'), actor.admin_id, route, text) : undefined;
      const step: Step = async (work) =>
        withDatabaseBudget(() =>
          retryConflicts(async () => {
            const made = await sql.begin(async (tx) => {
              const by = await authorize(tx, actor);
              return { result: await work({ tx, by, publicUrl }) };
            });
            return made.result;
          }),
        );
      const earlier = keyed && (await step(({ tx }) => takeKey(tx, keyed)));
      if (earlier) return toResponse(earlier);
      const answer = await handle({ text, step });
      if (answer instanceof Response) return answer;
      if (keyed) {
        await step(async ({ tx }) => {
          if (!(await takeKey(tx, keyed))) await keepAnswer(tx, keyed, answer);
        });
      }
      return toResponse(answer);
    },
  };
}

async function inputOf(spec: Pick<RouteSpec<string, Schema, Schema>, 'body' | 'bodyLimit'>, c: Context) {
  if (!spec.body) return { input: undefined, text: '' };
  const { value, text } = await readJson(c.req.raw, spec.bodyLimit);
  return { input: validate(spec.body, value), text };
}

function common<Path extends string, Query extends Schema>(
  spec: Pick<RouteSpec<Path, Schema, Query>, 'query'>,
  c: Context,
): Common<Path, Query> {
  const params = c.req.param() as Record<Names<Path>, string>;
  for (const value of Object.values<string>(params)) {
    // No id or date of ours looks otherwise, and Postgres would stumble over a NUL.
    if (!/^[\w:-]{1,64}$/.test(value))
      throw new DomainError('not-found', 'Check the address: there is nothing of this name.');
  }
  return { params, query: spec.query && validateQuery(spec.query, c.req.url), url: c.req.url };
}

async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 3 || !isConflict(error)) throw error;
    }
  }
}
