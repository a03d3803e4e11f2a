import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '@allswell/protocol';
import { fileOf, type Json, writeHistory } from '../testing/statuspage-history.ts';
import { readFile } from './begin-import.ts';
import { gather } from './gather.ts';
import { Warnings } from './warnings.ts';

const options = () => ({ warnings: new Warnings(), zone: 'Europe/Amsterdam', now: new Date('2026-11-23T12:00:00Z') });
const instead: unknown[] = [undefined, null, '', 'a word', -1, true, [], {}, '2026-02-31T25:00:00Z', '\u0000\ud800'];

/** Every place of a value, as the keys that lead to it. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    placesIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 0 ? [path, ...inner] : inner;
}

/** The same with something else at one place. */
function withAt(value: unknown, [key, ...rest]: readonly (string | number)[], other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.map((one: unknown, index) => (index === key ? withAt(one, rest, other) : one));
  const changed = Object.entries(value as object).flatMap(([name, one]): [string, unknown][] => {
    if (name !== key) return [[name, one]];
    const next = withAt(one, rest, other);
    return rest.length === 0 && next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(changed);
}

/** True when it was understood, false when it was refused with a reason. */
function isRead(source: 'statuspage' | 'status_site', document: unknown): boolean {
  try {
    gather(source, readFile(source, document), options());
    return true;
  } catch (error) {
    assert.ok(error instanceof DomainError && error.code === 'import-unreadable', String(error));
    assert.match(error.message, /^[^\n]{10,400}\.$/);
    return false;
  }
}

function mutate(source: 'statuspage' | 'status_site', document: unknown): { read: number; refused: number } {
  const counts = { read: 0, refused: 0 };
  for (const place of placesIn(document)) {
    for (const other of instead) {
      try {
        counts[isRead(source, withAt(document, place, other)) ? 'read' : 'refused']++;
      } catch (cause) {
        throw new Error(`With ${JSON.stringify(other)} at ${place.join('.')}`, { cause });
      }
    }
  }
  return counts;
}

test('whatever is missing, empty or of another kind in a document, it is understood or refused with a reason', () => {
  const { read, refused } = mutate('statuspage', fileOf(writeHistory({ incidents: 2, maintenances: 1 })));
  assert.ok(read > 1_000 && refused > 10, `${read} read, ${refused} refused`);
});

test('the same holds for the tables of status_site', () => {
  const { read, refused } = mutate('status_site', {
    issues: [
      {
        id: 1,
        title: 'Slow',
        body: 'We look.',
        created_at: '2013-03-04 08:00:00',
        updated_at: null,
        current_site_status: 'red',
        resolved: true,
      },
    ],
    updates: [{ id: 1, issue_id: 1, title: null, body: 'More.', created_at: '2013-03-04 09:00:00' }],
    messages: [{ id: 1, body: 'Disks', start_date: '2013-06-01', created_at: '2013-05-20 10:00:00' }],
  });
  assert.ok(read > 50 && refused > 10, `${read} read, ${refused} refused`);
});

test('a document that is cut off anywhere is refused', () => {
  const text = JSON.stringify(fileOf(writeHistory({ incidents: 1, maintenances: 0, isLiving: false })));
  for (let length = 0; length < text.length; length += 37)
    assert.equal(isRead('statuspage', text.slice(0, length)), false);
});

test('times that cannot be are told, each with the incident that has them', () => {
  const [summary, incidents, maintenances] = fileOf(writeHistory({ incidents: 4, maintenances: 1 }));
  const [early, late] = (incidents?.['incidents'] as Json[]).filter((one) => one['status'] === 'resolved');
  assert.ok(early && late);
  Object.assign(early, { name: 'Ends too early', resolved_at: '2019-01-01T00:00:00.000Z' });
  Object.assign(late, { name: 'Yet to come', resolved_at: '2031-01-01T00:00:00.000Z' });
  const warnings = new Warnings();
  gather('statuspage', readFile('statuspage', [summary, incidents, maintenances]), { ...options(), warnings });
  const codesOf = (name: string) => warnings.list().flatMap((one) => (one.subject === name ? [one.code] : []));
  assert.deepEqual(codesOf('Ends too early'), ['end-before-start']);
  assert.deepEqual(codesOf('Yet to come'), ['in-future']);
  assert.equal(warnings.list().filter(({ code }) => code === 'in-future').length, 1);
});
