import type { Sending } from '@allswell/protocol';
import { bounceHookAddresses } from '../bounces/hook-addresses.ts';
import type { Sql, Tx } from '../db/connect.ts';
import { describeEmail, type EmailConfig } from './channels/email/settings.ts';
import { readQueue } from './sending-store.ts';

/** What the configuration says of sending. */
export interface SendingConfig {
  publicUrl: string;
  masterKey?: string | undefined;
  mailgunSigningKey?: string | undefined;
  email?: EmailConfig;
}

const nowhere: EmailConfig = { smtpUrl: undefined, mailFrom: undefined, dkim: undefined, bounceDomain: undefined };

/** How telling subscribers is going. */
export async function readSending(sql: Sql | Tx, config: SendingConfig): Promise<Sending> {
  const queue = await readQueue(sql);
  const email = describeEmail(config.email ?? nowhere, config.publicUrl);
  return {
    channels: queue.channels,
    held:
      queue.held_since === null
        ? null
        : { since: queue.held_since.toISOString(), because: queue.held_because ?? 'Nobody may send.' },
    last_sender_at: queue.last_sender_at?.toISOString() ?? null,
    waiting: queue.waiting,
    oldest_due_seconds: queue.oldest_due_seconds === null ? null : Math.round(queue.oldest_due_seconds),
    email: {
      configured: email !== undefined,
      from: email?.from ?? null,
      server: email?.server ?? null,
      signed_by: email?.signed_by ?? null,
    },
    bounce_hooks: await bounceHookAddresses(sql, config),
  };
}
