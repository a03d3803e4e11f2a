import { createVerify, X509Certificate } from 'node:crypto';
import { DomainError } from '@allswell/protocol';
import * as v from 'valibot';
import { type Egress, EgressError } from './safe-fetch.ts';
import { invalidRequest, validate } from './validate.ts';

const field = v.pipe(
  v.string('Send this field as a string: SNS always does.'),
  v.maxLength(300_000, 'SNS sends at most 256 KB.'),
);
const common = {
  Message: field,
  MessageId: field,
  Timestamp: field,
  TopicArn: field,
  SignatureVersion: field,
  Signature: field,
  SigningCertURL: field,
};
const notification = v.object({ ...common, Type: v.literal('Notification'), Subject: v.optional(v.nullable(field)) });
const confirmation = v.object({
  ...common,
  Type: v.picklist(['SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  SubscribeURL: field,
  Token: field,
});
const kinds = ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'] as const;
const kind = v.object({ Type: v.picklist(kinds, `Send one of: ${kinds.join(', ')}.`) }, 'Send a JSON object.');

/** What Amazon SNS wraps a message in. */
export type SnsEnvelope = v.InferOutput<typeof notification> | v.InferOutput<typeof confirmation>;

const ownHost = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;
const digests: Record<string, string> = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' };
const mostCertificates = 20;

/** Checks what claims to be from Amazon SNS, and confirms that we want it. */
export interface Sns {
  /** Reads an envelope whose signature is right; refuses every other. */
  open(value: unknown): Promise<SnsEnvelope>;
  /** Visits the address that confirms a subscription of ours. */
  confirm(envelope: Extract<SnsEnvelope, { SubscribeURL: string }>): Promise<void>;
}

export function createSns(egress: Egress): Sns {
  const certificates = new Map<string, X509Certificate>();

  /** Certificates are good for years: each is fetched once. */
  async function certificateAt(address: string): Promise<X509Certificate> {
    const url = ownAddress(address, '#/SigningCertURL');
    if (!url.pathname.endsWith('.pem')) throw foreign('#/SigningCertURL');
    const known = certificates.get(url.href);
    if (known && isCurrent(known)) return known;
    const { status, body } = await egress.request(url.href).catch(unreachable);
    if (status !== 200) throw unreachableBecause(`The certificate is answered with HTTP ${status}.`);
    const certificate = parseCertificate(body);
    if (!certificate || !isCurrent(certificate)) throw foreign('#/SigningCertURL');
    if (certificates.size >= mostCertificates) certificates.clear();
    certificates.set(url.href, certificate);
    return certificate;
  }

  return {
    async open(value) {
      const isNotification = validate(kind, value).Type === 'Notification';
      const opened = validate(isNotification ? notification : confirmation, value);
      const digest = digests[opened.SignatureVersion];
      if (!digest) throw invalidRequest([{ pointer: '#/SignatureVersion', detail: 'Send version 1 or 2.' }]);
      const { publicKey } = await certificateAt(opened.SigningCertURL);
      const isRight =
        publicKey.asymmetricKeyType === 'rsa' &&
        createVerify(digest).update(signedText(opened)).verify(publicKey, opened.Signature, 'base64');
      if (!isRight) throw new DomainError('signature-invalid', 'Let Amazon SNS send it, as it is.');
      return opened;
    },

    async confirm({ SubscribeURL, TopicArn }) {
      const url = ownAddress(SubscribeURL, '#/SubscribeURL');
      const says = (name: string) => url.searchParams.get(name);
      if (says('Action') !== 'ConfirmSubscription' || says('TopicArn') !== TopicArn) throw foreign('#/SubscribeURL');
      const { status } = await egress.request(url.href).catch(unreachable);
      if (status !== 200) throw unreachableBecause(`The confirmation is answered with HTTP ${status}.`);
    },
  };
}

/** The exact text that is signed: these fields, in this order, each on a line of its own. */
function signedText(opened: SnsEnvelope): string {
  const { Message, MessageId, Timestamp, TopicArn, Type } = opened;
  const fields: Record<string, string | null | undefined> =
    opened.Type === 'Notification'
      ? { Message, MessageId, Subject: opened.Subject, Timestamp, TopicArn, Type }
      : { Message, MessageId, SubscribeURL: opened.SubscribeURL, Timestamp, Token: opened.Token, TopicArn, Type };
  return Object.entries(fields)
    .filter(([, value]) => typeof value === 'string')
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
}

/** An address at Amazon SNS itself: whoever writes the envelope chooses it. */
function ownAddress(address: string, pointer: string): URL {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || !ownHost.test(url.hostname))
    throw foreign(pointer);
  return url;
}

function foreign(pointer: string): DomainError {
  return invalidRequest([{ pointer, detail: 'This is no address of Amazon SNS.' }]);
}

function parseCertificate(pem: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined; // whoever wrote the envelope named something else
  }
}

function isCurrent({ validFromDate, validToDate }: X509Certificate): boolean {
  const now = Date.now();
  return validFromDate.getTime() <= now && now <= validToDate.getTime();
}

function unreachable(error: unknown): never {
  throw error instanceof EgressError ? unreachableBecause(error.message, error) : error;
}

function unreachableBecause(why: string, cause?: unknown): DomainError {
  return new DomainError('upstream-unreachable', `${why} Send it again later.`, { cause, retryAfterSeconds: 30 });
}
