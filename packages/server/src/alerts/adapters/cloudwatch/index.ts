import type { InnerAlert } from '@allswell/protocol';
import { type AlertAdapter, UnreadableDelivery } from '../adapter.ts';
import { innerAlert } from '../read/inner-alert.ts';
import type { Label } from '../read/labels.ts';
import { parseDelivery } from '../read/parse-delivery.ts';
import { isRecord, Parts, type StateWords } from '../read/parts.ts';
import { openDelivery, readOne } from '../read/reading.ts';
import { readTime } from '../read/time.ts';

/** Alarms of Amazon CloudWatch, which come in an envelope of SNS: that it is genuine has been checked before. */
export const cloudwatch: AlertAdapter = {
  kind: 'cloudwatch',
  verifications: ['sns'],
  deliveryId: (body) => new Parts(body, new Date()).text('MessageId'),
  sentAt: (body) => readTime(new Parts(body, new Date()).get('Timestamp'), new Date()),
  read(body, { receivedAt }) {
    const envelope = openDelivery(body, receivedAt);
    const message = envelope.get('Message');
    if (typeof message !== 'string') throw envelope.unreadable('Message', 'is missing: the alarm is in it');
    return readOne(openAlarm(message, receivedAt), (alarm) => readAlarm(alarm, envelope));
  },
};

const states: StateWords = new Map([
  ['alarm', 'firing'],
  ['ok', 'resolved'],
  // Nothing was measured, which is neither trouble nor recovery.
  ['insufficient_data', 'info'],
]);

/** SNS carries any text. */
function openAlarm(message: string, receivedAt: Date): Parts {
  let alarm: unknown;
  try {
    alarm = parseDelivery(message);
  } catch (cause) {
    throw new UnreadableDelivery('The message in the envelope is not JSON, so it is no alarm.', { cause });
  }
  if (!isRecord(alarm)) throw new UnreadableDelivery('The message in the envelope is not a JSON object.');
  return new Parts(alarm, receivedAt, 'Message');
}

function readAlarm(alarm: Parts, envelope: Parts): InnerAlert {
  const name = alarm.key('AlarmName');
  const state = alarm.state('NewStateValue', states);
  const account = alarm.text('AWSAccountId');
  const region = alarm.text('Region');
  if (account === null || region === null) {
    alarm.complaints.add('Account or region are missing, so an alarm of the same name elsewhere looks like this one.');
  }
  const trigger = alarm.in('Trigger');
  const dimensions = (trigger.list('Dimensions') ?? []).map((one) => [one.text('name'), one.text('value')] as const);
  const at = alarm.time('StateChangeTime');
  return innerAlert({
    key: [account ?? '', region ?? '', name].join('/'),
    state,
    title: name,
    body: [alarm.text('AlarmDescription'), alarm.text('NewStateReason')].filter(Boolean).join('\n\n'),
    url: consoleAddress(name, envelope.text('TopicArn')),
    startedAt: state === 'resolved' ? null : at,
    endedAt: state === 'resolved' ? at : null,
    labels: [
      ['account', account],
      ['region', region],
      ['namespace', trigger.text('Namespace')],
      ['metric', trigger.text('MetricName')],
      ...dimensions.map(([dimension, value]): Label => [dimension ?? '', value]),
    ],
    entities: dimensions.map(([, value]) => value),
  });
}

/** Where the alarm is shown. An alarm tells topics of its own region only. */
function consoleAddress(name: string, topic: string | null): string | null {
  const region = /^arn:aws:sns:([a-z0-9-]{3,30}):/.exec(topic ?? '')?.[1];
  if (!region) return null;
  const alarm = encodeURIComponent(name.toWellFormed());
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#alarmsV2:alarm/${alarm}`;
}
