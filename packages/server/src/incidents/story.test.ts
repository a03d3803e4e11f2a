import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ComponentStatus, componentStatuses, type IncidentStatus } from '@allswell/protocol';
import fc from 'fast-check';
import { tell } from './story.ts';

const minute = (count: number) => new Date(Date.UTC(2026, 0, 5, 10, count));

interface Told {
  at: number;
  status: IncidentStatus;
  api: ComponentStatus | null;
}

/** What the API was in each minute, by going through the story minute by minute. */
function walk(told: Told[], end: number): ComponentStatus[] {
  const isOver = ({ status }: Told) => status === 'resolved';
  const minutes: ComponentStatus[] = [];
  let api: ComponentStatus = 'operational';
  for (let now = 0; now < end; now++) {
    for (const [index, update] of told.entries()) {
      if ((index === 0 ? 0 : update.at) !== now) continue;
      const next = told[index + 1];
      const isLastWordOnIt = isOver(update) && !(next && isOver(next));
      if (update.api) api = update.api;
      else if (isLastWordOnIt) api = 'operational';
    }
    minutes.push(api);
  }
  return minutes;
}

test('a story told at once says of each minute what going through it minute by minute says', () => {
  const said = fc.record({
    at: fc.integer({ min: 0, max: 30 }),
    status: fc.constantFrom('investigating' as const, 'monitoring' as const, 'resolved' as const),
    api: fc.option(fc.constantFrom(...componentStatuses)),
  });
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 6 }), (drawn) => {
      const told = drawn.toSorted((one, other) => one.at - other.at);
      const resolved = told.filter(({ status }) => status === 'resolved').map(({ at }) => at);
      const end = resolved.at(-1) ?? told.at(-1)?.at ?? 0;
      const { told: past, affected } = tell({
        incident: {
          backfilled: true,
          started_at: minute(0),
          resolved_at: minute(end),
          scheduled_for: null,
          auto_transition_to_maintenance_state: true,
        },
        updates: told.map(({ at, status, api }, index) => ({
          id: String(index),
          says: null,
          status,
          display_at: minute(at),
          created_at: minute(100),
          affected_components: api ? [{ code: 'api', name: 'API', old_status: 'operational', new_status: api }] : [],
        })),
        components: [{ component_id: 'api', status: null }],
      });

      const spans = past.map(({ status, starts_at, ends_at }) => ({
        status,
        startsAt: starts_at.getTime(),
        endsAt: ends_at?.getTime() ?? Number.POSITIVE_INFINITY,
      }));
      assert.deepEqual(
        spans.filter(({ endsAt }) => endsAt > minute(end).getTime()),
        [],
      );
      const seen = walk(told, end).map((_, now) => {
        const at = minute(now).getTime();
        const here = spans.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
        assert.ok(here.length <= 1, 'an incident holds a component at one status at a time');
        return here[0]?.status ?? 'operational';
      });
      assert.deepEqual(seen, walk(told, end));

      const changes = told.flatMap((_, index) => affected.get(String(index)) ?? []);
      for (const [index, change] of changes.entries()) {
        assert.ok(componentStatuses.includes(change.old_status));
        if (index === 0) assert.equal(change.old_status, 'operational');
      }
    }),
    { numRuns: 500 },
  );
});
