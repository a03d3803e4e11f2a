import { createHash, randomBytes } from 'node:crypto';
import { DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { readMetric } from './read-metric.ts';
import { lockMetric, setPushToken } from './store.ts';
import { metricNotFound } from './to-metric.ts';

/** What is stored of a token: it is looked up by this, so that a stolen table pushes nothing. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Makes the token that points of a metric are pushed with. The one before it is no good any more. */
export async function makePushToken({ tx, by, ifMatch }: Write, id: string): Promise<string> {
  const metric = await lockMetric(tx, id);
  if (!metric) throw metricNotFound(id);
  await requireVersion(ifMatch, metric.version, () => readMetric(tx, id));
  if (metric.source !== 'push')
    throw new DomainError('not-a-push-metric', 'Change its source to push first, or make another metric.');
  const token = randomBytes(32).toString('base64url');
  await setPushToken(tx, id, hashToken(token));
  await recordAudit(tx, by, { action: 'metric.push_token_made', subject_type: 'metric', subject_id: id });
  return token;
}

/** Takes the token back: nothing is pushed with it any more. */
export async function removePushToken({ tx, by, ifMatch }: Write, id: string): Promise<void> {
  const metric = await lockMetric(tx, id);
  if (!metric) throw metricNotFound(id);
  await requireVersion(ifMatch, metric.version, () => readMetric(tx, id));
  if (!metric.has_push_token) return;
  await setPushToken(tx, id, null);
  await recordAudit(tx, by, { action: 'metric.push_token_removed', subject_type: 'metric', subject_id: id });
}
