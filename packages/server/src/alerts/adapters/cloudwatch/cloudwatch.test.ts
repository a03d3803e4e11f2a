import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adapterOf } from '../index.ts';
import { assertUnreadable, bodyOf, readAlert } from '../testing/read.ts';
import { cloudwatchSamples } from '../testing/samples/cloudwatch.ts';

const envelope = bodyOf(cloudwatchSamples, 'ALARM');

test('an alarm is read from the envelope, with a time whose offset has no colon', () => {
  assert.deepEqual(readAlert('cloudwatch', envelope), {
    key: '123456789012/EU (Frankfurt)/checkout-5xx',
    state: 'firing',
    severity: null,
    title: 'checkout-5xx',
    body: 'Checkout answers with errors\n\nThreshold Crossed: 1 datapoint [17.0] was greater than the threshold (5.0).',
    url: 'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/checkout-5xx',
    started_at: '2026-09-21T13:33:20.093Z',
    ended_at: null,
    labels: {
      account: '123456789012',
      region: 'EU (Frankfurt)',
      namespace: 'AWS/ApplicationELB',
      metric: 'HTTPCode_Target_5XX_Count',
      LoadBalancer: 'app/checkout/0123456789abcdef',
    },
    entities: ['app/checkout/0123456789abcdef'],
    is_test: false,
  });
});

test('OK ends it, and too little data does neither', () => {
  assert.equal(readAlert('cloudwatch', bodyOf(cloudwatchSamples, ': OK')).ended_at, '2026-09-21T13:33:20.093Z');
  assert.equal(readAlert('cloudwatch', bodyOf(cloudwatchSamples, ': INSUFFICIENT_DATA')).state, 'info');
});

test('SNS gives a delivery its id and its time', () => {
  assert.equal(adapterOf('cloudwatch').deliveryId(envelope), '0f3c2b1a-0000-4000-8000-000000000001');
  assert.equal(adapterOf('cloudwatch').sentAt(envelope)?.toISOString(), '2026-09-21T13:33:20.134Z');
});

test('a message that is no alarm is unreadable', () => {
  assertUnreadable('cloudwatch', { ...envelope, Message: 'Hello' }, /not JSON/);
  assertUnreadable('cloudwatch', { ...envelope, Message: '[]' }, /not a JSON object/);
  assertUnreadable('cloudwatch', { ...envelope, Message: '{"AlarmName":"x"}' }, /Message\.NewStateValue is missing/);
  assertUnreadable('cloudwatch', { ...envelope, Message: null }, /Message is missing/);
});
