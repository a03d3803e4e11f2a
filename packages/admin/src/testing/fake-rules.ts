import type { BlockNode, FieldError, ProblemCode } from '@allswell/protocol';
import * as v from 'valibot';

/** What a fake server answers with instead of what was asked for. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly extensions: Record<string, unknown>;

  constructor(code: ProblemCode, extensions: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.extensions = extensions;
  }
}

/** Checks a body by the schema that the real server uses. */
export function check<const S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const errors: FieldError[] = result.issues.map((issue) => ({
    pointer: `#/${(issue.path ?? []).map((part) => String((part as { key: unknown }).key)).join('/')}`,
    detail: issue.message,
  }));
  throw new Refusal('invalid-request', { errors });
}

/** Paragraphs and **bold**: enough to see that nodes are shown and not the raw text. */
export function parse(text: string): BlockNode[] {
  return text.split(/\n{2,}/).map((paragraph) => ({
    type: 'paragraph',
    children: paragraph
      .split('**')
      .map((part, index) =>
        index % 2 === 1 ? { type: 'strong', children: [{ type: 'text', value: part }] } : { type: 'text', value: part },
      ),
  }));
}

/** The fields that were named. */
export function withoutUndefined<T extends Record<string, unknown>>(
  content: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** Refuses an edit that was made from another version. */
export function requireVersion({ headers }: { headers: Headers }, current: { version: number }): void {
  const named = headers.get('if-match');
  if (named !== null && named !== `"${current.version}"`)
    throw new Refusal('stale-version', { current: structuredClone(current) });
}
