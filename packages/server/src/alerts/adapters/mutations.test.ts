import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileTexts } from '@allswell/protocol/fixtures';
import fc from 'fast-check';
import { UnreadableDelivery } from './adapter.ts';
import { adapterOf, adapters } from './index.ts';
import { judge, wrongForm } from './testing/judge.ts';
import { mutationsOf } from './testing/mutate.ts';
import { receivedAt } from './testing/read.ts';
import { samples } from './testing/samples/index.ts';

for (const sample of samples) {
  test(`${sample.name}: read whole, and with each part dropped, nulled and of another type`, () => {
    const adapter = adapterOf(sample.kind);
    assert.equal(judge(adapter, sample, sample.body, null).wrong, null);
    let mutations = 0;
    for (const { path, what, body } of mutationsOf(sample.body)) {
      mutations += 1;
      assert.equal(judge(adapter, sample, body, path).wrong, null, `${path}: ${what}`);
    }
    assert.ok(mutations > 20);
  });
}

test('every adapter has samples, and one that only tries where its sender can try', () => {
  for (const { kind } of adapters)
    assert.ok(
      samples.some((sample) => sample.kind === kind),
      kind,
    );
  const tried = new Set(samples.filter((one) => one.expects.some(({ is_test }) => is_test)).map(({ kind }) => kind));
  assert.deepEqual([...tried].toSorted(), ['datadog', 'grafana', 'new_relic', 'pagerduty', 'uptime_kuma']);
});

const rubbish = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    2 ** 53,
    1e308,
    '',
    '\u0000',
    '\ud800',
    '9999-12-31T23:59:59Z',
    '__proto__',
    'x'.repeat(9_000),
  ),
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A body in which several parts, however deep, are something else. */
function spoiled(body: unknown, choices: readonly { part: number; value: unknown }[]): unknown {
  return choices.reduce<unknown>((spoilt, { part, value }) => {
    const places = placesOf(spoilt);
    const place = places[part % Math.max(1, places.length)];
    return place ? put(spoilt, place, value) : spoilt;
  }, body);
}

function placesOf(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([name, part]) => [[name], ...placesOf(part).map((inner) => [name, ...inner])]);
}

function put(value: unknown, [name, ...rest]: readonly (string | number)[], part: unknown): unknown {
  const inner = (value as Record<string | number, unknown>)[name ?? 0];
  const changed = rest.length === 0 ? part : put(inner, rest, part);
  if (Array.isArray(value)) return value.with(Number(name), changed);
  return { ...(value as object), [name ?? '']: changed };
}

test('whatever stands in several parts at once, alerts are clean or a reason is given', () => {
  const choices = fc.array(fc.record({ part: fc.nat(10_000), value: rubbish }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.constantFrom(...samples), choices, (sample, chosen) => {
      assert.equal(wrongOf(sample, spoiled(sample.body, chosen)), null);
    }),
    { numRuns: 3_000 },
  );
});

test('JSON of any shape is read by nobody without a reason', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.jsonValue({ maxDepth: 4 }), (sample, body) => {
      assert.equal(wrongOf(sample, body), null);
    }),
    { numRuns: 2_000 },
  );
});

function wrongOf({ kind, mapping }: (typeof samples)[number], body: unknown): string | null {
  const adapter = adapterOf(kind);
  adapter.deliveryId(body);
  adapter.sentAt(body);
  try {
    return wrongForm(adapter.read(body, { mapping: mapping ?? null, receivedAt }));
  } catch (error) {
    if (error instanceof UnreadableDelivery && error.message.length > 10) return null;
    throw error;
  }
}
