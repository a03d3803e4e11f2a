import { createSign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from './certificate.ts';

/** What is signed by Amazon SNS, as it describes it: each field and its value on a line of its own, in this order. */
const signedFields: Record<string, string[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};
const arn = 'arn:aws:sns:eu-central-1:111122223333:bounces';
const origin = 'https://sns.eu-central-1.amazonaws.com';

export type Envelope = Record<string, unknown>;

/** Stands in for Amazon SNS: signs envelopes, gives out its certificate, and counts who confirms. */
export interface FakeSns {
  /** For `upstreams`. */
  upstreams: Map<string, string>;
  /** What was asked for, by path. */
  visits: string[];
  /** Answers with this status from now on. */
  answerWith(status: number): void;
  notification(message: unknown, version?: '1' | '2'): Envelope;
  confirmation(changes?: Envelope): Envelope;
  /** Signs an envelope as it is now. */
  sign(envelope: Envelope, key?: string): Envelope;
  key: string;
  close(): void;
}

export async function startFakeSns(): Promise<FakeSns> {
  const { key, cert } = makeCertificate(['sns.amazonaws.com'], 'rsa');
  const visits: string[] = [];
  let status = 200;
  const server = createServer((req, res) => {
    visits.push(req.url ?? '');
    res.writeHead(status).end(req.url?.endsWith('.pem') ? cert : '<ConfirmSubscriptionResponse/>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const sign = (envelope: Envelope, by = key): Envelope => {
    const fields = signedFields[String(envelope['Type'])] ?? [];
    const text = fields.filter((name) => name in envelope).map((name) => `${name}\n${String(envelope[name])}\n`);
    const digest = envelope['SignatureVersion'] === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
    return { ...envelope, Signature: createSign(digest).update(text.join('')).sign(by, 'base64') };
  };
  let made = 0;
  const common = (version: '1' | '2') => ({
    MessageId: `22b80b92-fdea-4c2c-8f9d-${String(made++).padStart(12, '0')}`,
    TopicArn: arn,
    Timestamp: '2026-11-22T10:11:12.131Z',
    SignatureVersion: version,
    SigningCertURL: `${origin}/SimpleNotificationService-0123456789abcdef.pem`,
  });

  return {
    upstreams: new Map([[origin, `http://127.0.0.1:${(server.address() as AddressInfo).port}`]]),
    visits,
    answerWith: (code) => {
      status = code;
    },
    notification: (message, version = '1') =>
      sign({
        Type: 'Notification',
        Message: typeof message === 'string' ? message : JSON.stringify(message),
        ...common(version),
        UnsubscribeURL: `${origin}/?Action=Unsubscribe&SubscriptionArn=${arn}:1`,
      }),
    confirmation: (changes = {}) =>
      sign({
        Type: 'SubscriptionConfirmation',
        Message: 'You have chosen to subscribe to the topic. To confirm the subscription, visit the SubscribeURL.',
        Token: '2336412f37',
        SubscribeURL: `${origin}/?Action=ConfirmSubscription&TopicArn=${arn}&Token=2336412f37`,
        ...common('1'),
        ...changes,
      }),
    sign,
    key,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
