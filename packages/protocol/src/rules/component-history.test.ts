import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { componentStatuses } from '../vocabulary.ts';
import { layerHistory, type StatusSpan } from './component-history.ts';
import { worstStatus } from './component-status.ts';

test('what is written down afterwards shows through where it is worse', () => {
  const recorded: StatusSpan[] = [
    { status: 'operational', startsAt: 0, endsAt: 100 },
    { status: 'major_outage', startsAt: 100, endsAt: 120 },
    { status: 'operational', startsAt: 120, endsAt: null },
  ];
  assert.deepEqual(layerHistory([...recorded, { status: 'partial_outage', startsAt: 90, endsAt: 130 }]), [
    { status: 'operational', startsAt: 0, endsAt: 90 },
    { status: 'partial_outage', startsAt: 90, endsAt: 100 },
    { status: 'major_outage', startsAt: 100, endsAt: 120 },
    { status: 'partial_outage', startsAt: 120, endsAt: 130 },
    { status: 'operational', startsAt: 130, endsAt: null },
  ]);
  assert.deepEqual(layerHistory([]), []);
});

test('at each moment the history says the worst of what is known of that moment', () => {
  const span = fc.record({
    status: fc.constantFrom(...componentStatuses),
    startsAt: fc.integer({ min: 0, max: 20 }),
    length: fc.option(fc.integer({ min: 0, max: 10 })),
  });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), (drawn) => {
      const spans = drawn.map(({ status, startsAt, length }) => ({
        status,
        startsAt,
        endsAt: length === null ? null : startsAt + length,
      }));
      const at = (list: StatusSpan[], moment: number) =>
        list.filter(({ startsAt, endsAt }) => startsAt <= moment && (endsAt === null || moment < endsAt));
      const layered = layerHistory(spans);
      for (let moment = 0; moment < 32; moment++) {
        const known = at(spans, moment).map(({ status }) => status);
        assert.deepEqual(
          at(layered, moment).map(({ status }) => status),
          known.length === 0 ? [] : [worstStatus(known)],
        );
      }
    }),
  );
});
