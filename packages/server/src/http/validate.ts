import { DomainError, type FieldError } from '@allswell/protocol';
import * as v from 'valibot';

/** Checks a body and returns what the schema makes of it; every mistake is told at once, each with where it is. */
export function validate<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  // The validator takes a list for an object without keys.
  if (Array.isArray(value)) throw invalidRequest([{ pointer: '#', detail: 'Send a JSON object.' }]);
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  const errors = [
    ...unknownKeys(schema, value),
    ...(result.success ? [] : result.issues.filter(isNoUnknownKey).map(toFieldError)),
  ];
  if (result.success && errors.length === 0) return result.output;
  throw invalidRequest(errors);
}

/** Checks the parameters behind the question mark. */
export function validateQuery<S extends v.GenericSchema>(schema: S, url: string): v.InferOutput<S> {
  const result = v.safeParse(schema, Object.fromEntries(new URL(url).searchParams), { abortPipeEarly: true });
  if (result.success) return result.output;
  throw invalidRequest(
    result.issues.map((issue) => ({ pointer: `?${v.getDotPath(issue) ?? ''}`, detail: sentenceOf(issue) })),
  );
}

/** The problem of a request that is understood and wrong. */
export function invalidRequest(errors: FieldError[]): DomainError {
  const detail =
    errors.length === 1 ? 'One thing in the request is wrong.' : `${errors.length} things in the request are wrong.`;
  return new DomainError('invalid-request', `${detail} Correct it and send it again; "errors" says where.`, { errors });
}

/** Where a value stands in the body: a JSON pointer as URI fragment (RFC 6901 section 6). */
export function pointer(...path: (string | number)[]): string {
  const steps = path.map((step) =>
    encodeURIComponent(String(step).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  return ['#', ...steps].join('/');
}

// The validator names only the first unknown key, and takes inherited names for known ones.
function unknownKeys(schema: v.GenericSchema, value: unknown): FieldError[] {
  if (schema.type !== 'strict_object' || !('entries' in schema) || typeof schema.entries !== 'object') return [];
  const known = schema.entries ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value)
    .filter((key) => !Object.hasOwn(known, key))
    .slice(0, 50)
    .map((key) => ({ pointer: pointer(key.slice(0, 100)), detail: 'Remove this field: it is not known here.' }));
}

function isNoUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return !(issue.type === 'strict_object' && issue.expected === 'never' && issue.path?.length === 1);
}

function toFieldError(issue: v.BaseIssue<unknown>): FieldError {
  const path = issue.path?.map((step) => (typeof step.key === 'number' ? step.key : String(step.key))) ?? [];
  return { pointer: pointer(...path), detail: sentenceOf(issue) };
}

function sentenceOf(issue: v.BaseIssue<unknown>): string {
  if (!/^(?:strict_|loose_)?object$/.test(issue.type)) return issue.message;
  if (issue.expected === 'Object' && issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'never') return 'Remove this field: it is not known here.';
  if (issue.expected === 'Object') return 'Send a JSON object.';
  return 'Send this field: it is required.';
}
