/** A delivery of which one part is not what it was. */
export interface Mutation {
  path: string;
  what: string;
  body: unknown;
}

/** A delivery with each of its parts, however deep, dropped, nulled and of every other type; in texts that are JSON too. */
export function* mutationsOf(value: unknown, path = ''): Generator<Mutation> {
  if (typeof value === 'string') {
    const inner = embedded(value);
    if (inner === undefined) return;
    for (const mutation of mutationsOf(inner, path)) yield { ...mutation, body: JSON.stringify(mutation.body) };
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) {
      const place = `${path}[${index}]`;
      yield { path: place, what: 'dropped', body: value.toSpliced(index, 1) };
      for (const change of changesOf(part, place)) yield { ...change, body: value.with(index, change.body) };
    }
    return;
  }
  for (const [name, part] of Object.entries(value)) {
    const place = path === '' ? name : `${path}.${name}`;
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    yield { path: place, what: 'dropped', body: rest };
    for (const change of changesOf(part, place)) yield { ...change, body: { ...value, [name]: change.body } };
  }
}

function* changesOf(part: unknown, path: string): Generator<Mutation> {
  for (const other of othersOf(part)) yield { path, what: JSON.stringify(other).slice(0, 40), body: other };
  yield* mutationsOf(part, path);
}

const long = 'é'.repeat(5_000);

/** The same in every other type, and nothing at all. */
function othersOf(value: unknown): unknown[] {
  if (value === null) return ['x', 7, true, [], {}];
  switch (typeof value) {
    case 'string': {
      const number = value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : 12_345;
      return [null, '', ' \t', number, 1e308, 2 ** 60, true, false, [value], { value }, [], {}];
    }
    case 'number':
      return [null, '', String(value), `${value}x`, true, [value], { value }, [], {}];
    case 'boolean':
      return [null, '', String(value), Number(value), [value], {}];
    default:
      if (Array.isArray(value)) return [null, '', long, 7, true, {}, value[0] ?? 'x', [null, value]];
      return [null, '', long, 7, true, [], [value], JSON.stringify(value)];
  }
}

function embedded(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
