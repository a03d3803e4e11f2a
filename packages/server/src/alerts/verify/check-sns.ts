import { DomainError } from '@allswell/protocol';
import type { Sns, SnsEnvelope } from '../../http/sns.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Received, refused, toleranceMs, type Verdict } from './received.ts';

/** SNS tries for an hour at most, up to a hundred times, and may wait 15 s for each answer. The time stays that of the first. */
const oldestMs = 90 * 60_000;

/** What Amazon SNS has signed, of a topic that this source belongs to. It confirms a subscription of that topic by a visit. */
export async function checkSns(
  received: Received,
  { sns, json, topicArns }: { sns: Sns; json: () => unknown; topicArns: readonly string[] },
): Promise<Verdict> {
  // Looked at before the signature, as that may need a certificate to be fetched.
  const body = json();
  const { TopicArn, Timestamp } = claimsOf(body);
  if (!topicArns.includes(TopicArn))
    return refused(`The topic ${TopicArn.slice(0, 300) || 'that is missing'} is none of this source's.`);
  const ageMs = received.at.getTime() - Date.parse(Timestamp);
  if (!(ageMs <= oldestMs && ageMs >= -toleranceMs))
    return refused('It was signed more than 90 minutes ago, or a clock is wrong.');
  let envelope: SnsEnvelope;
  try {
    envelope = await sns.open(body);
  } catch (error) {
    return refusal(error);
  }

  const fingerprint = fingerprintOf('sns', envelope.MessageId);
  if (envelope.Type === 'Notification') return { isRight: true, fingerprint };
  if (envelope.Type === 'UnsubscribeConfirmation')
    return { isRight: true, fingerprint, note: 'The topic sends here no longer: its subscription was ended.' };
  try {
    await sns.confirm(envelope);
  } catch (error) {
    return refusal(error);
  }
  return { isRight: true, fingerprint, note: 'The subscription of the topic was confirmed.' };
}

function claimsOf(body: unknown): { TopicArn: string; Timestamp: string } {
  const { TopicArn, Timestamp } = Object(body) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return { TopicArn: text(TopicArn), Timestamp: text(Timestamp) };
}

/** What may work later is for SNS to try again; everything else is its fault, or no SNS. */
function refusal(error: unknown): Verdict {
  if (!(error instanceof DomainError) || error.code === 'upstream-unreachable') throw error;
  const [first] = error.errors ?? [];
  return refused(
    first ? `${first.pointer.slice(2) || 'The body'}: ${first.detail}` : 'Amazon SNS has not signed it as it is.',
  );
}
