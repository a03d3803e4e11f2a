import { readEmailAddress } from '../../../text/email-address.ts';
import type { Channel, ChannelContext, Outcome, Sender } from '../../channel.ts';
import { openConnection } from './connection.ts';
import { MailFailure, toOutcome } from './failure.ts';
import { createLetterWriter } from './letters.ts';
import { createNoticeWriter } from './notices.ts';
import { createPool } from './pool.ts';
import { openReturnPaths } from './return-path.ts';
import { type EmailSettings, readEmailSettings } from './settings.ts';

/** Email through the operator's mail server: one message for each person, in an envelope of its own. */
export const email: Channel = {
  name: 'email',
  async open(context) {
    const settings = readEmailSettings(context.config, context.publicUrl);
    return settings && openEmail(context, settings);
  },
};

/** Opens email with settings at hand. */
export async function openEmail(context: ChannelContext, settings: EmailSettings): Promise<Sender> {
  const returnPaths = await openReturnPaths(context.sql, context.config.masterKey);
  const pool = createPool({ size: settings.server.connections, open: () => openConnection(settings.server) });
  const writeNotice = createNoticeWriter(settings);
  const writeLetter = await createLetterWriter(context, settings);

  function returnPathOf(subscriptionId: string | null): string {
    const { bounceDomain, from } = settings;
    return bounceDomain === undefined || subscriptionId === null
      ? from.address
      : returnPaths.addressFor(subscriptionId, bounceDomain);
  }

  async function deliver(
    { address, subscriptionId }: { address: string; subscriptionId: string | null },
    write: (to: string) => Promise<Buffer>,
    signal: AbortSignal,
  ): Promise<Outcome> {
    // Looked at once more where it leaves: whatever wrote to the table, this goes to one mailbox or to none.
    const to = readEmailAddress(address)?.address;
    if (to === undefined) return { kind: 'failed', reason: 'This is no address that mail can be sent to.' };
    try {
      const message = await write(to);
      const envelope = { from: returnPathOf(subscriptionId), to };
      await pool.use((connection) => connection.send(envelope, message, signal), signal);
      return { kind: 'sent' };
    } catch (error) {
      if (error instanceof MailFailure) return toOutcome(error);
      throw error;
    }
  }

  return {
    // More than there are connections: the next message is ready when one is free.
    concurrency: settings.server.connections * 2,
    send: (notice, recipient, signal) =>
      deliver(
        { address: recipient.address, subscriptionId: recipient.subscription_id },
        (to) => writeNotice(notice, { ...recipient, address: to }),
        signal,
      ),
    async sendLetter(letter, signal) {
      const write = await writeLetter(letter);
      if ('problem' in write) return { kind: 'failed', reason: write.problem };
      return deliver({ address: letter.address, subscriptionId: letter.subscription_id }, write.toMessage, signal);
    },
    close: () => pool.close(),
  };
}
