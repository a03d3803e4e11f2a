import type { Sql } from '../../packages/server/src/db/connect.ts';
import { proofOf } from '../../packages/server/src/alerts/testing/sender.ts';
import { makeCertificate } from '../../packages/server/src/testing/certificate.ts';
import { type Envelope, type FakeSns, startFakeSns } from '../../packages/server/src/testing/fake-sns.ts';
import {
  addAlertSender,
  type AlertSender,
  type Delivery,
  post,
  trouble,
  troubleBody,
} from '../measure/alert-senders.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { databaseOf } from '../measure/subscribing.ts';

const forgedEach = 100;
const staleEach = 50;
const replayedEach = 50;
const genuineEach = 10;
const topic = 'arn:aws:sns:eu-central-1:111122223333:bounces';
const minuteMs = 60_000;

/** A sender, and what somebody who has heard it, but does not have its secret, can make of that. */
interface Attacked {
  name: string;
  sender: AlertSender;
  genuine(number: number): Delivery;
  forge(number: number, heard: Delivery): Delivery;
  /** Rightly signed, but not now. */
  stale(number: number): Delivery;
  /** Whether the same bytes may come again: then nothing may come of them. */
  mayRepeat?: boolean;
}

export const proof: Proof = {
  promise:
    'Of deliveries that are forged, stale or played again, none is taken, whatever the sender signs with; what signs no time may come again, and nothing comes of it.',
  async measure() {
    const sns = await startFakeSns();
    const env = { ALLSWELL_UPSTREAMS: [...sns.upstreams].map((pair) => pair.join('=')).join() };
    try {
      return await withProduct(
        async (product, operator) => {
          const sql = databaseOf(product);
          try {
            const add = (source: Parameters<typeof addAlertSender>[2]) =>
              addAlertSender(operator, product.page, source);
            const attacked = [
              signer('Grafana', await add({ kind: 'grafana' })),
              {
                ...signer(
                  'Grafana without a time',
                  await add({
                    kind: 'grafana',
                    verification: { kind: 'grafana', header: 'x-grafana-alerting-signature', timestamp_header: null },
                  }),
                ),
                mayRepeat: true,
              },
              signer('PagerDuty', await add({ kind: 'pagerduty' })),
              signer('Standard Webhooks', await add({ kind: 'generic', verification: { kind: 'standard_webhooks' } })),
              signerBySns(sns, await add({ kind: 'cloudwatch', topic_arns: [topic] })),
            ];
            const figures: Figure[] = [];
            for (const one of attacked) figures.push(...(await attack(one, sql)));
            return figures;
          } finally {
            await sql.end();
          }
        },
        { env },
      );
    } finally {
      sns.close();
    }
  },
};

async function attack(
  { name, sender, genuine, forge, stale, mayRepeat = false }: Attacked,
  sql: Sql,
): Promise<Figure[]> {
  const heard: Delivery[] = [];
  for (let number = 0; number < genuineEach; number++) {
    const delivery = genuine(number);
    if ((await post(sender, delivery)) !== 202) throw new Error(`${name}: a genuine delivery was not taken.`);
    heard.push(delivery);
  }
  const before = await taken(sql, sender);
  if (before.read !== genuineEach) throw new Error(`${name}: ${before.read} genuine deliveries were read.`);
  const heardOne = (number: number) => heard[number % heard.length] ?? { body: '', headers: {} };

  const statuses: number[] = [];
  for (let number = 0; number < forgedEach; number++)
    statuses.push(await post(sender, forge(number, heardOne(number))));
  if (!mayRepeat) for (let number = 0; number < staleEach; number++) statuses.push(await post(sender, stale(number)));
  const refused = statuses.filter((status) => status === 403).length;
  const replays = mayRepeat ? replayedEach + staleEach : replayedEach;
  for (let number = 0; number < replays; number++) await post(sender, heardOne(number));

  const after = await taken(sql, sender);
  const accepted = mayRepeat ? after.read - before.read - replays : after.read - before.read;
  return [
    {
      name: `${name}: forged, stale or played again`,
      value: statuses.length + replays,
      unit: 'deliveries',
      at_least: 200,
    },
    { name: `${name}: refused by 403`, value: refused, unit: 'deliveries', at_least: statuses.length },
    {
      name: `${name}: accepted`,
      value: Math.max(accepted, after.alerts - before.alerts),
      unit: 'deliveries',
      at_most: 0,
    },
    { name: `${name}: drafts and incidents that came of it`, value: after.cases - before.cases, unit: '', at_most: 0 },
  ];
}

/** What was taken of a sender, once nothing waits. */
async function taken(sql: Sql, { source }: AlertSender): Promise<{ read: number; alerts: number; cases: number }> {
  for (;;) {
    const [row] = await sql<{ waiting: number; read: number; alerts: number; cases: number }[]>`
      select
        (select count(*) from alert_deliveries where source_id = ${source.id} and state = 'waiting')::int as waiting,
        (select count(*) from alert_deliveries where source_id = ${source.id} and state not in ('refused', 'repeated'))::int
          as read,
        (select count(*) from alerts where source_id = ${source.id})::int as alerts,
        (select count(*) from alert_cases where source_id = ${source.id})::int as cases
    `;
    if (row?.waiting === 0) return row;
  }
}

/** A sender that signs with a secret it shares with us. */
function signer(name: string, sender: AlertSender): Attacked {
  const { kind, verification } = sender.source;
  return {
    name,
    sender,
    genuine: (number) => trouble(sender, `genuine-${number}`),
    forge(number, heard) {
      const body = troubleBody(kind, `forged-${number}`);
      const guess = (secret: string) => ({ body, headers: proofOf(verification, secret, { body }) });
      const edit = (change: (value: string) => string) => ({
        body: heard.body,
        headers: Object.fromEntries(
          Object.entries(heard.headers).map(([header, value]) => [
            header,
            header.endsWith('signature') ? change(value) : value,
          ]),
        ),
      });
      const now = String(Math.floor(Date.now() / 1_000) + 7 + number);
      const attempts: (() => Delivery)[] = [
        () => ({ body, headers: heard.headers }),
        () => ({ ...heard, body: `${heard.body} ` }),
        () => ({ ...heard, body: heard.body.replace('genuine', 'forged') }),
        () => ({ body: heard.body, headers: {} }),
        () => ({ body, headers: {} }),
        () => guess('guessed'),
        () => guess('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'),
        () => guess(changed(sender.secret, 8)),
        () => guess(changed(sender.secret, 20)),
        () => edit((value) => value.slice(0, -1)),
        () => edit(() => ''),
        () => edit(() => 'v1='),
        () => edit(() => 'v1,'),
        () =>
          edit((value) => value.replace('v1', 'v2').replace(/^([0-9a-f])/, (letter) => (letter === '0' ? '1' : '0'))),
        () => edit((value) => `${value.slice(0, -2)}zz`),
        () => edit(() => '0'.repeat(64)),
        () => edit(() => Array.from({ length: 30 }, () => `v1=${'0'.repeat(64)}`).join(',')),
        () => ({
          body,
          headers: { ...heard.headers, 'webhook-timestamp': now, 'x-grafana-alerting-timestamp': now },
        }),
        () => ({ body, headers: { ...heard.headers, 'webhook-id': `msg_forged-${number}` } }),
      ];
      return attempts[number % attempts.length]?.() ?? heard;
    },
    stale(number) {
      const away = (kind === 'pagerduty' ? 48 * 60 + 6 : 6) * minuteMs + number * 20 * minuteMs;
      const ahead = 6 * minuteMs + number * 20 * minuteMs;
      return trouble(sender, `stale-${number}`, new Date(number % 3 === 0 ? Date.now() + ahead : Date.now() - away));
    },
  };
}

/** The same secret but for one character: its end may be padding, which means nothing. */
function changed(secret: string, fromEnd: number): string {
  const at = secret.length - fromEnd;
  return `${secret.slice(0, at)}${secret[at] === 'A' ? 'B' : 'A'}${secret.slice(at + 1)}`;
}

/** Amazon SNS, which signs with a key of its own. */
function signerBySns(sns: FakeSns, sender: AlertSender): Attacked {
  const foreignKey = makeCertificate(['sns.amazonaws.com'], 'rsa').key;
  const alarm = (AlarmName: string) => ({
    AlarmName,
    AWSAccountId: '111122223333',
    Region: 'EU (Frankfurt)',
    NewStateValue: 'ALARM',
    StateChangeTime: new Date().toISOString(),
  });
  const envelope = (name: string, changes: Envelope = {}): Envelope => ({
    ...sns.notification(alarm(name)),
    Timestamp: new Date().toISOString(),
    ...changes,
  });
  const delivery = (value: unknown): Delivery => ({
    body: JSON.stringify(value),
    headers: { 'content-type': 'text/plain; charset=UTF-8' },
  });
  return {
    name: 'Amazon SNS',
    sender,
    genuine: (number) => delivery(sns.sign(envelope(`genuine-${number}`))),
    forge(number, heard) {
      const name = `forged-${number}`;
      const true_ = JSON.parse(heard.body) as Envelope;
      const attempts: unknown[] = [
        envelope(name),
        { ...true_, Message: JSON.stringify(alarm(name)) },
        { ...true_, MessageId: name },
        { ...true_, Subject: name },
        { ...true_, Timestamp: new Date(Date.now() + 1_000).toISOString() },
        { ...true_, SignatureVersion: '2' },
        { ...true_, SignatureVersion: '3' },
        { ...true_, Signature: '' },
        sns.sign(envelope(name), foreignKey),
        sns.sign(envelope(name, { TopicArn: `${topic}-of-others` })),
        { ...sns.sign(envelope(name), foreignKey), SigningCertURL: 'https://evil.example/x.pem' },
        { ...sns.sign(envelope(name), foreignKey), SigningCertURL: 'https://s3.eu-central-1.amazonaws.com/x.pem' },
        { ...sns.sign(envelope(name)), Type: 'SubscriptionConfirmation' },
        { ...true_, TopicArn: undefined },
        alarm(name),
        [true_],
        'null',
      ];
      return delivery(attempts[number % attempts.length]);
    },
    stale(number) {
      const away = number % 3 === 0 ? (6 + number) * minuteMs : -(91 + 30 * number) * minuteMs;
      return delivery(sns.sign(envelope(`stale-${number}`, { Timestamp: new Date(Date.now() + away).toISOString() })));
    },
  };
}
