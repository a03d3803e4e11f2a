import * as v from 'valibot';
import type { MetricError } from '../metrics/source.ts';
import type { Ask } from './ask.ts';

// NerdGraph tells of errors with HTTP 200. Data and errors may come together, such as a note that something will be
// removed one day: then the data count, and whoever reads them says what is missing.

/** A question in GraphQL. Its text is always one of ours: whatever comes from people is a variable. */
export interface GraphQuestion {
  query: string;
  variables: Record<string, unknown>;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** What came, and the error to throw if what is wanted is not in it. */
export interface GraphAnswer {
  data: unknown;
  error: MetricError | undefined;
}

const word = v.fallback(v.nullish(v.string()), undefined);
const errorSchema = v.object({
  message: word,
  extensions: v.fallback(v.nullish(v.object({ errorClass: word, error_code: word, code: word })), undefined),
});
type GraphError = v.InferOutput<typeof errorSchema>;
const answerSchema = v.object({ data: v.optional(v.unknown()), errors: v.optional(v.unknown()) });

/** Asks NerdGraph. Throws a MetricError when nothing came that could be looked into. */
export async function askNerdGraph(ask: Ask, apiKey: string, question: GraphQuestion): Promise<GraphAnswer> {
  const answer = await ask({
    method: 'POST',
    path: '/graphql',
    headers: { 'api-key': apiKey, 'content-type': 'application/json', ...question.headers },
    body: JSON.stringify({ query: question.query, variables: question.variables }),
    signal: question.signal,
  });
  const read = v.safeParse(answerSchema, answer);
  if (!read.success) throw ask.failure('garbled', 'The answer of New Relic is not one of NerdGraph.');
  const { data, errors } = read.output;
  const told = Array.isArray(errors) ? errors.filter((error) => v.is(errorSchema, error)) : [];
  const error =
    told.length > 0
      ? worst(
          ask,
          told.map((one) => v.parse(errorSchema, one)),
        )
      : undefined;
  if (data !== null && data !== undefined) return { data, error };
  throw error ?? ask.failure('garbled', 'The answer of New Relic has no data.');
}

/** Of several errors the one that explains the others. */
function worst(ask: Ask, errors: GraphError[]): MetricError {
  const order = ['refused', 'limited', 'invalid', 'unreachable'];
  const read = errors.map((error) => toFailure(ask, error));
  const [first] = read.sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code));
  return first ?? ask.failure('garbled', 'The answer of New Relic has no data.');
}

const waitWhenLimitedSeconds = 60;

function toFailure(ask: Ask, { message, extensions }: GraphError): MetricError {
  const said = short(message ?? '');
  const named = [extensions?.errorClass, extensions?.error_code, extensions?.code].filter((name) => name != null);
  const is = (...names: string[]) => named.some((name) => names.includes(name.toUpperCase()));
  if (is('BAD_API_KEY', 'UNAUTHENTICATED', 'UNAUTHORIZED', 'API_KEY_REQUIRED'))
    return ask.failure(
      'refused',
      'New Relic refuses the key. Look at ALLSWELL_NEW_RELIC_API_KEY, which has to be a user key, and at ALLSWELL_NEW_RELIC_REGION.',
    );
  if (is('ACCESS_DENIED', 'FORBIDDEN') || /\bnot authorized|access denied|permission/i.test(said))
    return ask.failure(
      'refused',
      'The user of the key may not read this account. Look at ALLSWELL_NEW_RELIC_ACCOUNT_ID, at the account of the query, and at the region.',
    );
  if (is('TOO_MANY_REQUESTS'))
    return ask.failure('limited', 'New Relic was asked too often. It is asked again later.', {
      retryAfterSeconds: waitWhenLimitedSeconds,
    });
  if (is('TIMEOUT'))
    return ask.failure(
      'unreachable',
      'New Relic did not finish the query in time. A query of less data may be faster.',
    );
  if (is('INTERNAL_SERVER_ERROR', 'SERVER_ERROR', 'SERVICE_UNAVAILABLE'))
    return ask.failure('unreachable', 'New Relic is not well: it failed while it answered.');
  if (/^nrql syntax error/i.test(said) || is('NRQL_SYNTAX_ERROR'))
    return ask.failure('invalid', `New Relic does not understand the query. It says: “${said}”`);
  if (is('GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED', 'INVALID_INPUT', 'NOT_FOUND'))
    return ask.failure('invalid', `New Relic does not take what it was asked. It says: “${said}”`);
  return ask.failure('unreachable', said === '' ? 'New Relic failed.' : `New Relic failed. It says: “${said}”`);
}

const mostSaid = 300;

/** What others say, on one line and not too long. */
function short(text: string): string {
  const line = text
    .slice(0, mostSaid * 4)
    .replace(/[\s\p{C}]/gu, ' ')
    .trim();
  return line.length <= mostSaid ? line : `${line.slice(0, mostSaid).toWellFormed()}…`;
}
