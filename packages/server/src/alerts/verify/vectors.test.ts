import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertVerification } from '@allswell/protocol';
import { Webhook } from 'standardwebhooks';
import { createSns, type Sns } from '../../http/sns.ts';
import type { Egress } from '../../http/safe-fetch.ts';
import type { Received } from './received.ts';
import { verifyDelivery } from './verify-delivery.ts';

// Each signature here was made by openssl 3.0.19, in bash, with
//   B='{"event":{"id":"01FIRE","occurred_at":"2026-11-22T10:00:00.000Z"},"text":"Läuft nicht 🚨"}'
// so that nothing of ours has a part in what ours is compared with.
const body = '{"event":{"id":"01FIRE","occurred_at":"2026-11-22T10:00:00.000Z"},"text":"Läuft nicht 🚨"}';
const at = new Date('2026-11-22T10:00:30.000Z');
const timestamp = '1795341600';

interface Vector {
  verification: AlertVerification;
  secret: string;
  headers: Record<string, string>;
}
const vectors: Record<string, Vector> = {
  // printf '%s' "$B" | openssl dgst -sha256 -hmac 'grafana and we know this' -hex
  'Grafana, of the body': {
    verification: { kind: 'grafana', header: 'x-grafana-alerting-signature', timestamp_header: null },
    secret: 'grafana and we know this',
    headers: {
      'x-grafana-alerting-signature': '113c4ca8a0116a6915775684c84e21a0c4d0d88bf23521ee21774c278349ff3d',
    },
  },
  // printf '%s' "1795341600:$B" | openssl dgst -sha256 -hmac 'grafana and we know this' -hex
  'Grafana, of time and body': {
    verification: { kind: 'grafana', header: 'x-signature', timestamp_header: 'x-timestamp' },
    secret: 'grafana and we know this',
    headers: {
      'x-signature': 'd7ddcf6c5539d7014a82e52ac75c841333a3f25bfca5e0d4005ae8861e49d378',
      'x-timestamp': timestamp,
    },
  },
  // printf '%s' "$B" | openssl dgst -sha256 -hmac 'pagerduty-made-this' -hex
  PagerDuty: {
    verification: { kind: 'pagerduty' },
    secret: 'pagerduty-made-this',
    headers: {
      'x-pagerduty-signature': `v1=${'0'.repeat(64)},v1=149a628268521735dba01bf7b91dfd369e678eb1d70716b36cb8674e5886396d`,
    },
  },
  // printf '%s' 'thirty-two bytes of known key...' | openssl base64
  // printf '%s' "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W.1795341600.$B" |
  //   openssl dgst -sha256 -hmac 'thirty-two bytes of known key...' -binary | openssl base64
  'Standard Webhooks': {
    verification: { kind: 'standard_webhooks' },
    secret: 'whsec_dGhpcnR5LXR3byBieXRlcyBvZiBrbm93biBrZXkuLi4=',
    headers: {
      'webhook-id': 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
      'webhook-timestamp': timestamp,
      'webhook-signature': 'v1a,nothing v1,AAAA v1,wIuO6sxh4H79GDeAWqrwYgLnYdFHRD4SZpeESjUcJCg=',
    },
  },
  // printf '%s' 'allswell:correct horse' | openssl base64
  'Basic authentication': {
    verification: { kind: 'basic' },
    secret: 'allswell:correct horse',
    headers: { authorization: 'Basic YWxsc3dlbGw6Y29ycmVjdCBob3JzZQ==' },
  },
};

const json = JSON.parse(body) as { event: { id: string; occurred_at: string } };
const noSns = {} as Sns;
function check(
  { verification, secret, headers }: Vector,
  { text = body, now = at, secrets = [secret] }: { text?: string; now?: Date; secrets?: string[] } = {},
) {
  const received: Received = { body: Buffer.from(text), header: (name) => headers[name], at: now };
  return verifyDelivery(received, {
    verification,
    secrets,
    topicArns: [],
    sns: noSns,
    json: () => json,
    event: () => ({ id: json.event.id, occurredAt: new Date(json.event.occurred_at) }),
  });
}

for (const [name, vector] of Object.entries(vectors)) {
  test(`${name}: what openssl signed is believed, with one byte changed or another secret it is not`, async () => {
    assert.equal((await check(vector)).isRight, true);
    assert.equal(
      (await check(vector, { secrets: ['an older one', vector.secret] })).isRight,
      true,
      'during a rotation',
    );
    const forgeries = [
      await check(vector, { secrets: [`${vector.secret.slice(0, -2)}xx`] }),
      await check(vector, { secrets: [] }),
      await check({ ...vector, headers: {} }),
      ...(vector.verification.kind === 'basic' ? [] : [await check(vector, { text: `${body} ` })]),
    ];
    assert.deepEqual(
      forgeries.map(({ isRight }) => isRight),
      forgeries.map(() => false),
    );
  });
}

test('signatures that hold a time are good for five minutes before and after it', async () => {
  const { 'Grafana, of time and body': grafana, 'Standard Webhooks': standard } = vectors;
  assert.ok(grafana && standard);
  for (const vector of [grafana, standard]) {
    for (const [seconds, isRight] of [
      [299, true],
      [-299, true],
      [301, false],
      [-301, false],
    ] as const) {
      const now = new Date((Number(timestamp) + seconds) * 1_000);
      assert.equal((await check(vector, { now })).isRight, isRight, `${seconds} s`);
    }
  }
});

test('an event of PagerDuty is good for as long as PagerDuty tries, which is 48 hours', async () => {
  const { PagerDuty: pagerduty } = vectors;
  assert.ok(pagerduty);
  for (const [hours, isRight] of [
    [47.9, true],
    [48.2, false],
    [-0.2, false],
  ] as const) {
    const now = new Date(Date.parse(json.event.occurred_at) + hours * 3_600_000);
    assert.equal((await check(pagerduty, { now })).isRight, isRight, `${hours} h`);
  }
});

test('what the library of Standard Webhooks signs is believed', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signature = new Webhook(secret).sign('msg_1', at, body);
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signature,
  };
  assert.equal((await check({ verification: { kind: 'standard_webhooks' }, secret, headers })).isRight, true);
});

// openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 36500 -subj /CN=sns.amazonaws.com
const certificate = `-----BEGIN CERTIFICATE-----
MIIDGzCCAgOgAwIBAgIUe/ulywqApWqtRPlK6/3cXpqI8EswDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRc25zLmFtYXpvbmF3cy5jb20wIBcNMjAwMTAxMDAwMDAw
WhgPMjExOTEyMDgwMDAwMDBaMBwxGjAYBgNVBAMMEXNucy5hbWF6b25hd3MuY29t
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlnIXQRgyUkze5FBeftsc
mKAxEe/8cq+3LNpQeSGs5ctgrY6da9k5et4S5svplcw1VMzyAhZDrvYnwTvfCJAG
i8jzxWlWy9bpseLsSS0lEO+gvQjpMlQkfYR/DreixPTGdaKKlp/+rWAgRZtsihqD
na1jdOC/Yv0I1edfMjRNfrxaWSu+vJzhmdNtnyfwrrj4bYLtKpnaYy86oOkJADGI
tdJm9rsWkl4dSLCj/NiJLgV/FPec1lSnaHq+E2qlFsvYx3bT9nmYmXJ9NmO39Htu
6mgA73/WeVAN9fGBxyxAwbWVwQsq1NywNYK5WzZcBEBJKTmB0Wkfu9tTEe8j5loC
hwIDAQABo1MwUTAdBgNVHQ4EFgQUoCYg2vZAPNEwnvHUWLDKpJubU28wHwYDVR0j
BBgwFoAUoCYg2vZAPNEwnvHUWLDKpJubU28wDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEAG2flmDodYhHhR+XwPPSjqfSJ333Kqcv82gWBJmuFEQnL
YHGv/GlDHHbcotQL2cp/Cr1//1EG/0zVvvGO6j/KNLFf+rfAxbQGLg2SN6/e7qgU
NoZ1awELdKDGcwq0ADrWYoM0H6a0Z5xnLVyO2sLViUDCt0Paqh921KDmZJKRLOaF
wQsFFMpUJY92HSspgDRb3jq7RFqkDQ4DX6oJnvPd2D4Zp3afKdZaDPgJCfEa9n5i
vZDRlFsp1y65hZuuD1wAIt82IpTUdMiUJsjpJvjV23FJ4a/HFKW9sW0xm7NwZMu2
yJpIUyt4Qujbgu1uXvN2KXwrqWoXXdbN4YTa2zTHwQ==
-----END CERTIFICATE-----
`;
// printf 'Message\n{"AlarmName":"läuft"}\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubject\nALARM: "läuft"\n'\
// 'Timestamp\n2026-11-22T10:00:00.000Z\nTopicArn\narn:aws:sns:eu-central-1:111122223333:alarms\nType\nNotification\n' > text
// openssl dgst -sha1 -sign key.pem text | openssl base64 -A, and the same with -sha256
const signatures = {
  '1': 'Nv4M/Zsn3CGTVAsjy5SzSoJ9wDd0GeqHzoWU8HH9jJEnxgbsdpLAA7PnE+KriaG3HhtZowiPE0nnJYsdKYzyMKHDkCDsfjFBSnxFlSVki0UVjXDZGtHV3u/dqL6G4MkyUVA4qtJGIKKeaQh3a+TWr5SUgR6IN/CE5gDSiCRkm40FBznclNfDj9gbHA5CnNymePGJT+/57pgdBeWrScvTZsbSh7/6pVC9K6+myyUH7z4GXTP7ENBIzb0J5V/tJvD1tMCcRloSddXdcMlptVavcgzFyMkOGzZq7urHeBdftiJNxtJZBYa6yoIL8YTJqaioalxoTpd+VN5kDbhnBtuWaw==',
  '2': 'HrgqNdjxVwh3sE6PFG6Oj8PHcudGdCHx1YzuhIljYUwZ+XZYfZlWOnUyfce5bxdAVFSRaDJEOKGpG//b3N5Y9KA0kGSfyxCUYZbXWutxP8r9gZ08VfjullHMzcLv6WggQb13T3ghj375KnDSyo6p0Kmc9si38BpBrReL6bgwryfdloI37dUbcQ3FWQdKeum5BPPbibavr+hXttlGcepZ86aJ6Bxi/CseLT7vJC4x7Gkqvzfo+AyrQnKVdV90PnDo+rot0BpbfBN6szk2fQKlt+6Gvl4V7W3c4mJ57+iLTlnH3DIit/hAIFv18umwuvp69t+UjrHUSGYxH6wipfi8kQ==',
};
const topic = 'arn:aws:sns:eu-central-1:111122223333:alarms';

test('Amazon SNS: what openssl signed, by either version, is believed; anything changed is not', async () => {
  const egress = { request: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(certificate) }) };
  const sns = createSns(egress as unknown as Egress);
  const look = (envelope: object, { topics = [topic], now = at } = {}) =>
    verifyDelivery(
      { body: Buffer.from(JSON.stringify(envelope)), header: () => undefined, at: now },
      {
        verification: { kind: 'sns' },
        secrets: [],
        topicArns: topics,
        sns,
        json: () => envelope,
        event: () => ({ id: null, occurredAt: null }),
      },
    );
  for (const version of ['1', '2'] as const) {
    const envelope = {
      Type: 'Notification',
      MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
      TopicArn: topic,
      Subject: 'ALARM: "läuft"',
      Message: '{"AlarmName":"läuft"}',
      Timestamp: '2026-11-22T10:00:00.000Z',
      SignatureVersion: version,
      Signature: signatures[version],
      SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0.pem',
    };
    assert.equal((await look(envelope)).isRight, true);
    assert.equal((await look(envelope, { now: new Date('2026-11-22T11:29:00.000Z') })).isRight, true, 'tried again');
    const refusals = [
      await look({ ...envelope, Message: '{"AlarmName":"läuft "}' }),
      await look({ ...envelope, SignatureVersion: version === '1' ? '2' : '1' }),
      await look({ ...envelope, SignatureVersion: '3' }),
      await look({ ...envelope, Timestamp: '2026-11-22T10:00:01.000Z' }),
      await look({ ...envelope, Timestamp: 1 }),
      await look({ ...envelope, SigningCertURL: 'https://evil.example/x.pem' }),
      await look(envelope, { topics: [] }),
      await look(envelope, { topics: [`${topic}s`] }),
      await look(envelope, { now: new Date('2026-11-22T11:31:00.000Z') }),
      await look(envelope, { now: new Date('2026-11-22T09:54:00.000Z') }),
      await look([]),
      await look('x' as never),
    ];
    for (const refusal of refusals) assert.equal(refusal.isRight, false);
  }
});
