import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMapping } from '@allswell/protocol';
import { alertMappingSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { UnreadableDelivery } from '../adapter.ts';
import { read, readAlert } from '../testing/read.ts';
import { at } from './path.ts';

const plain = {
  key: { path: 'id' },
  title: { path: 'name' },
  state: { path: 'status' },
  states: { bad: 'firing', good: 'resolved' },
};
const mappingOf = (change: object = {}): AlertMapping => v.parse(alertMappingSchema, { ...plain, ...change });
const alert = { id: 'a-1', name: 'Checkout', status: 'BAD' };

test('every part of an alert is read from where the mapping says, constants as they are', () => {
  const mapping = mappingOf({
    severity: { path: 'how.bad' },
    severities: { very: 'critical' },
    body: { path: 'lines[1].text' },
    url: { path: 'links[0]' },
    started_at: { path: 'since' },
    entities: { path: 'hosts' },
    labels: { team: { path: 'owner.team' }, origin: { value: 'checks' } },
  });
  const body = {
    ...alert,
    how: { bad: 'Very' },
    lines: [{}, { text: 'No answer' }],
    links: ['https://checks.fernhill.example/1'],
    since: 1_789_997_600,
    hosts: ['web-1', 'web-2', 'web-1'],
    owner: { team: 'shop' },
  };
  assert.deepEqual(read('generic', body, mapping), {
    alerts: [
      {
        key: 'a-1',
        state: 'firing',
        severity: 'critical',
        title: 'Checkout',
        body: 'No answer',
        url: 'https://checks.fernhill.example/1',
        started_at: '2026-09-21T13:33:20.000Z',
        ended_at: null,
        labels: { team: 'shop', origin: 'checks' },
        entities: ['web-1', 'web-2'],
        is_test: false,
      },
    ],
    complaints: [],
  });
});

test('a path leads only to what the sender wrote', () => {
  const body = JSON.parse('{"a":[{"b":{"c":1}}],"__proto__":{"own":true},"text":"abc"}') as unknown;
  assert.equal(at(body, 'a[0].b.c'), 1);
  assert.equal(at(body, ''), body);
  assert.equal(at([[7]], '[0][0]'), 7);
  assert.equal(at(body, '__proto__.own'), true);
  const nowhere = [
    'constructor',
    'constructor.name',
    'a.length',
    'a[1]',
    'a.0',
    'text[0]',
    'text.length',
    'a[0].__proto__',
  ];
  for (const path of [...nowhere, 'a[0].b.c.d']) assert.equal(at(body, path), undefined, path);
});

test('what the mapping misses is said, part by part', () => {
  const mapping = mappingOf({
    severity: { path: 'level' },
    url: { path: 'link' },
    started_at: { path: 'since' },
    labels: { team: { path: 'owner.team' } },
  });
  const { complaints } = read('generic', { ...alert, level: 'purple', link: '/relative', since: 'yesterday' }, mapping);
  assert.deepEqual(complaints.toSorted(), [
    'The severity "purple" is not among those that the mapping knows.',
    'The started_at at since is no time, or none that can be right.',
    'The url at link is no whole http or https address.',
    'There is no labels.team at owner.team.',
  ]);
});

test('a null is nothing, and no fault of the mapping', () => {
  const { complaints } = read('generic', { ...alert, ended: null }, mappingOf({ body: { path: 'ended' } }));
  assert.deepEqual(complaints, []);
});

test('a list of alerts is read one by one, and those that cannot be are left out', () => {
  const mapping = mappingOf({ alerts: 'data.items' });
  const items = [alert, { ...alert, id: null }, { ...alert, id: 3, status: 'good' }, { ...alert, status: 'ugly' }, 'x'];
  const { alerts, complaints } = read('generic', { data: { items } }, mapping);
  assert.deepEqual(
    alerts.map(({ key, state }) => [key, state]),
    [
      ['a-1', 'firing'],
      ['3', 'resolved'],
    ],
  );
  assert.match(
    complaints.join(' '),
    /no key at data\.items\[1\]\.id.*"ugly" is not among.*no key at data\.items\[4\]\.id/,
  );
});

test('words are compared without regard to case; our own need no mapping, and * is any other', () => {
  const stateOf = (status: unknown, states: object) =>
    readAlert('generic', { ...alert, status }, mappingOf({ states })).state;
  assert.equal(stateOf('bad', { BAD: 'firing' }), 'firing');
  assert.equal(stateOf('Resolved', {}), 'resolved');
  assert.equal(stateOf(1, { '1': 'acknowledged' }), 'acknowledged');
  assert.equal(stateOf(false, { false: 'firing' }), 'firing');
  assert.equal(stateOf('noted', { bad: 'firing', '*': 'info' }), 'info');
  assert.throws(() => stateOf('constructor', {}), UnreadableDelivery);
});

test('without key or state there is no alert, and the reason names the place', () => {
  const reasonOf = (body: unknown, mapping: AlertMapping | null) => {
    try {
      read('generic', body, mapping);
      return '';
    } catch (error) {
      assert.ok(error instanceof UnreadableDelivery);
      return error.message;
    }
  };
  assert.match(reasonOf({ ...alert, id: {} }, mappingOf()), /no key at id/);
  assert.match(reasonOf({ ...alert, status: '*status*' }, mappingOf()), /no state at status/);
  assert.match(reasonOf([], mappingOf()), /no key at id/);
  assert.match(reasonOf({}, mappingOf({ alerts: 'items' })), /no list at items/);
  assert.match(reasonOf({}, mappingOf({ key: { value: '' } })), /key is empty/);
  assert.match(reasonOf(alert, null), /no mapping yet/);
});

test('a sender with one time for begin and end has an end only once it is over', () => {
  const mapping = mappingOf({ started_at: { path: 'at' }, ended_at: { path: 'at' } });
  const fired = readAlert('generic', { ...alert, at: 1_789_997_600 }, mapping);
  const over = readAlert('generic', { ...alert, status: 'good', at: 1_789_997_660 }, mapping);
  assert.deepEqual([fired.started_at, fired.ended_at], ['2026-09-21T13:33:20.000Z', null]);
  assert.deepEqual([over.started_at, over.ended_at], [null, '2026-09-21T13:34:20.000Z']);
});
