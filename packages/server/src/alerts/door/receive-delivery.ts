import { DomainError } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import { readBytes } from '../../http/read-body.ts';
import type { Sns } from '../../http/sns.ts';
import { UnreadableDelivery } from '../adapters/adapter.ts';
import { adapterOf } from '../adapters/index.ts';
import { parseBody } from '../deliveries/parse-body.ts';
import { keepArrival } from '../deliveries/store.ts';
import { openSecret } from '../sources/keep-secret.ts';
import { fingerprintOf } from '../verify/fingerprint.ts';
import type { Received, Verdict } from '../verify/received.ts';
import { verifyDelivery } from '../verify/verify-delivery.ts';
import type { Allowances } from './allowance.ts';
import type { SenderRow } from './store.ts';

const largestBody = 1024 * 1024;
const longestType = 200;

/** What a delivery is taken in with. */
export interface Door {
  sql: Sql;
  sns: Sns;
  allowances: Allowances;
  masterKey: string | undefined;
}

/** What the sender is told. `isNew`: there is something to read now. */
export type Reception = { status: 'accepted' | 'ignored'; isNew: boolean };

/**
 * Takes in what came to the address of a source: looks whom it is from, and keeps it as it came. What it says is read
 * later: no sender waits for that.
 */
export async function receiveDelivery(door: Door, sender: SenderRow, request: Request): Promise<Reception> {
  const { sql, allowances } = door;
  const contentType = request.headers.get('content-type')?.slice(0, longestType) ?? null;
  const keep = (arrival: Pick<Parameters<typeof keepArrival>[1], 'state' | 'reason' | 'fingerprint' | 'body'>) =>
    keepArrival(sql, { source_id: sender.id, content_type: contentType, ...arrival });
  const keepRefusal = async (reason: string, body: Buffer) => {
    if (allowances.takeRefusal(sender.id)) await keep({ state: 'refused', reason, fingerprint: null, body });
  };

  let body: Buffer;
  try {
    body = await readBytes(request, largestBody);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'body-too-large')
      await keepRefusal('It was larger than 1 MB.', Buffer.alloc(0));
    throw error;
  }
  const received: Received = { body, header: (name) => request.headers.get(name) ?? undefined, at: new Date() };
  const { verdict, ownId } = await judge(door, sender, received, contentType);
  if (!verdict.isRight) {
    await keepRefusal(verdict.reason, body);
    throw new DomainError('signature-invalid', verdict.reason);
  }

  const seconds = allowances.takeDelivery(sender.id, body.length);
  if (seconds !== null) throw new DomainError('rate-limited', `Wait ${seconds} s.`, { retryAfterSeconds: seconds });
  if (!sender.is_enabled) {
    if (allowances.takeRefusal(sender.id))
      await keep({ state: 'refused', reason: 'This source is switched off.', fingerprint: null, body });
    return { status: 'ignored', isNew: false };
  }
  const fingerprint = verdict.fingerprint ?? ownId;
  const note = verdict.note ?? null;
  const kept = await keep({ state: note === null ? 'waiting' : 'done', reason: note, fingerprint, body });
  return { status: 'accepted', isNew: kept.state === 'waiting' };
}

/** Whether the sender is believed, and by what id of its own it names the delivery. */
async function judge(
  { sns, masterKey }: Door,
  { kind, verification, topic_arns: topicArns, secrets }: SenderRow,
  received: Received,
  contentType: string | null,
): Promise<{ verdict: Verdict; ownId: Buffer | null }> {
  const adapter = adapterOf(kind);
  // What cannot be read has no id; it is kept, and found unreadable later.
  const json = await parseBody(received.body, contentType).catch((error: unknown) => {
    if (error instanceof UnreadableDelivery) return undefined;
    throw error;
  });
  const id = adapter.deliveryId(json);
  const verdict = await verifyDelivery(received, {
    verification,
    secrets: secrets.map((secret) => openSecret(secret, masterKey)),
    topicArns,
    sns,
    json: () => json,
    event: () => ({ id, occurredAt: adapter.sentAt(json) }),
  });
  return { verdict, ownId: id === null ? null : fingerprintOf('own', id) };
}
