import type { AlertVerification } from '@allswell/protocol';
import type { Sns } from '../../http/sns.ts';
import { checkBasic } from './check-basic.ts';
import { checkBearer } from './check-bearer.ts';
import { checkGrafana } from './check-grafana.ts';
import { checkHeader } from './check-header.ts';
import { checkPagerDuty, type PagerDutyEvent } from './check-pagerduty.ts';
import { checkSns } from './check-sns.ts';
import { checkStandardWebhooks } from './check-standard-webhooks.ts';
import { type Received, refused, right, type Verdict } from './received.ts';

/** What a delivery is held against. */
export interface Expected {
  verification: AlertVerification;
  /** Those that are good now. */
  secrets: readonly string[];
  topicArns: readonly string[];
  sns: Sns;
  /** The body as JSON; only asked for where what is signed stands in it. */
  json(): unknown;
  /** What names the delivery inside the body. */
  event(): PagerDutyEvent;
}

/** Whether a delivery comes from whom its address was given to. It may have to ask Amazon, and throws when that fails. */
export async function verifyDelivery(received: Received, expected: Expected): Promise<Verdict> {
  const { verification, secrets } = expected;
  if (verification.kind === 'none') return right();
  if (verification.kind === 'sns') return checkSns(received, expected);
  if (secrets.length === 0) return refused('This source has no secret that is good now: add one.');
  switch (verification.kind) {
    case 'header':
      return checkHeader(received, secrets, verification);
    case 'bearer':
      return checkBearer(received, secrets);
    case 'basic':
      return checkBasic(received, secrets);
    case 'grafana':
      return checkGrafana(received, secrets, verification);
    case 'pagerduty':
      return checkPagerDuty(received, secrets, expected.event);
    case 'standard_webhooks':
      return checkStandardWebhooks(received, secrets);
  }
}
