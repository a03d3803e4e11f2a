import type { Sample } from '../sample.ts';

const alarm = {
  AlarmName: 'checkout-5xx',
  AlarmDescription: 'Checkout answers with errors',
  AWSAccountId: '123456789012',
  AlarmConfigurationUpdatedTimestamp: '2026-01-01T00:00:00.000+0000',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 1 datapoint [17.0] was greater than the threshold (5.0).',
  StateChangeTime: '2026-09-21T13:33:20.093+0000',
  Region: 'EU (Frankfurt)',
  AlarmArn: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:checkout-5xx',
  OldStateValue: 'OK',
  OKActions: [],
  Trigger: {
    MetricName: 'HTTPCode_Target_5XX_Count',
    Namespace: 'AWS/ApplicationELB',
    Statistic: 'SUM',
    Unit: null,
    Dimensions: [{ value: 'app/checkout/0123456789abcdef', name: 'LoadBalancer' }],
    Period: 60,
    Threshold: 5,
  },
};
const states = { ALARM: 'firing', OK: 'resolved', INSUFFICIENT_DATA: 'info' } as const;

function envelope(message: string) {
  return {
    Type: 'Notification',
    MessageId: '0f3c2b1a-0000-4000-8000-000000000001',
    TopicArn: 'arn:aws:sns:eu-central-1:123456789012:status-page',
    Subject: 'ALARM: "checkout-5xx" in EU (Frankfurt)',
    Message: message,
    Timestamp: '2026-09-21T13:33:20.134Z',
    SignatureVersion: '1',
    Signature: 'c2lnbmVkIGVsc2V3aGVyZQ==',
    SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem',
    UnsubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe',
  };
}

/** What CloudWatch sends, in the envelope of SNS. */
export const cloudwatchSamples: readonly Sample[] = Object.entries(states).map(([word, state]) => ({
  name: `CloudWatch: ${word}`,
  kind: 'cloudwatch',
  body: envelope(JSON.stringify({ ...alarm, NewStateValue: word })),
  expects: [{ key: '123456789012/EU (Frankfurt)/checkout-5xx', state }],
}));
