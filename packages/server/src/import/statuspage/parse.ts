import * as v from 'valibot';
import { unreadable } from '../unreadable.ts';

/** Reads something of a document, or says what is wrong with which part of it. */
export function read<S extends v.GenericSchema>(schema: S, value: unknown, where: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  const isShape = issue.type === 'object' && path === null;
  const what = issue.kind === 'schema' && issue.received === 'undefined' ? 'is missing' : sentenceOf(issue);
  throw unreadable(isShape ? `${where} is no object.` : `${path === null ? '' : `${path} of `}${where} ${what}.`);
}

/** Reads a list; every mistake is told with its place. */
export function readList<S extends v.GenericSchema>(schema: S, values: readonly unknown[], what: string) {
  return values.map((value, index): v.InferOutput<S> => read(schema, value, `${what} ${index + 1}${idOf(value)}`));
}

function idOf(value: unknown): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' && /^[\w.:-]{1,100}$/.test(id) ? ` (${id})` : '';
}

function sentenceOf({ message }: { message: string }): string {
  return message.startsWith('is ') ? message : 'cannot be understood';
}
