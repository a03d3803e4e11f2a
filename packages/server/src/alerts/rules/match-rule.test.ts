import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertCondition } from '@allswell/protocol';
import fc from 'fast-check';
import { type Matched, type Matching, matchRule } from './match-rule.ts';

const alert: Matched = {
  key: 'fp-17',
  title: 'High error rate on Checkout',
  severity: 'high',
  labels: { Team: 'Payments', policy: 'Golden signals, Nightly', condition: 'Error rate', env: 'prod' },
  entities: ['checkout-api', 'Checkout DB'],
};
const condition = (
  field: AlertCondition['field'],
  is: AlertCondition['is'],
  value: string,
  name: string | null = null,
): AlertCondition => ({ field, is, value, name });
const rule = (...conditions: AlertCondition[]): Matching => ({ is_enabled: true, source_id: null, conditions });
const isMeant = (...conditions: AlertCondition[]) => matchRule([rule(...conditions)], alert, 'source') !== undefined;

test('the first rule that is meant decides', () => {
  const [one, two, three] = [rule(condition('title', 'contains', 'Search')), rule(), rule()];
  assert.equal(matchRule([one, two, three], alert, 'source'), two);
  assert.equal(matchRule([one], alert, 'source'), undefined);
});

test('a rule without conditions is meant by everything, unless it is off or for another source', () => {
  assert.ok(isMeant());
  assert.equal(matchRule([{ ...rule(), is_enabled: false }], alert, 'source'), undefined);
  assert.equal(matchRule([{ ...rule(), source_id: 'another' }], alert, 'source'), undefined);
  assert.ok(matchRule([{ ...rule(), source_id: 'source' }], alert, 'source'));
});

test('a condition copied from what a sender wrote holds, although titles are kept on one line and without schemes', () => {
  const kept = { ...alert, title: 'Down: shop.example/pay since noon' };
  const holds = (is: AlertCondition['is'], value: string) =>
    matchRule([rule(condition('title', is, value))], kept, 'source') !== undefined;
  assert.ok(holds('contains', 'https://shop.example'));
  assert.ok(holds('equals', 'Down: https://shop.example/pay  since\u00a0noon'));
  assert.ok(holds('matches', '*https://shop.example*'));
  assert.ok(!holds('contains', 'https://'), 'nothing is left of it, and that is in no title');
});

test('all conditions have to hold', () => {
  assert.ok(isMeant(condition('title', 'contains', 'error'), condition('severity', 'equals', 'high')));
  assert.ok(!isMeant(condition('title', 'contains', 'error'), condition('severity', 'equals', 'low')));
});

test('texts are compared without regard to case, and labels found without it', () => {
  assert.ok(isMeant(condition('label', 'equals', 'PAYMENTS', 'team')));
  assert.ok(isMeant(condition('entity', 'equals', 'checkout db')));
  assert.ok(isMeant(condition('key', 'equals', 'FP-17')));
});

test('one entity of many is enough, and one of several policies or conditions', () => {
  assert.ok(isMeant(condition('entity', 'matches', '*-api')));
  assert.ok(isMeant(condition('policy', 'equals', 'nightly')));
  assert.ok(isMeant(condition('policy', 'equals', 'golden signals, nightly')));
  assert.ok(isMeant(condition('condition', 'equals', 'error rate')));
});

test('what is not there equals nothing and is unequal to everything', () => {
  assert.ok(!isMeant(condition('label', 'equals', 'x', 'region')));
  assert.ok(!isMeant(condition('label', 'matches', '*', 'region')));
  assert.ok(isMeant(condition('label', 'not_equals', 'x', 'region')));
  assert.ok(!isMeant(condition('entity', 'not_equals', 'checkout-api')));
});

test('severities are compared by how bad they are; an unknown one is at least nothing', () => {
  assert.ok(isMeant(condition('severity', 'at_least', 'medium')));
  assert.ok(isMeant(condition('severity', 'at_least', 'high')));
  assert.ok(!isMeant(condition('severity', 'at_least', 'critical')));
  const unknown = { ...alert, severity: null };
  assert.equal(matchRule([rule(condition('severity', 'at_least', 'info'))], unknown, 'source'), undefined);
});

test('a star stands for any characters, and everything else for itself', () => {
  for (const [pattern, fits] of [
    ['high*checkout', true],
    ['*error*', true],
    ['*', true],
    ['High error rate on Checkout', true],
    ['high', false],
    ['*high', false],
    ['high*rate', false],
    ['h*h*e*checkout', true],
    ['high error rate on checkout*checkout', false],
    ['.*', false],
    ['h.gh*', false],
  ] as const)
    assert.equal(isMeant(condition('title', 'matches', pattern)), fits, pattern);
});

test('patterns fit what a regular expression says, and hostile ones take no time', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 12 });
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 14 }), (pattern, title) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's').test(title);
      const given = rule(condition('title', 'matches', pattern));
      assert.equal(matchRule([given], { ...alert, title }, 'source') !== undefined, expected);
    }),
  );
  const from = performance.now();
  const hostile = rule(condition('title', 'matches', `${'*a'.repeat(140)}*b`));
  assert.equal(matchRule([hostile], { ...alert, title: 'a'.repeat(50_000) }, 'source'), undefined);
  assert.ok(performance.now() - from < 1_000);
});
