import type { Channel, ChannelContext, Sender } from '../../channel.ts';
import { createLetterWriter } from './letters.ts';
import { createMailer } from './mailer.ts';
import { createNoticeWriter } from './notices.ts';
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
  const mailer = createMailer(settings);
  const writeNotice = createNoticeWriter(settings);
  const writeLetter = await createLetterWriter(context, settings);

  function returnPathOf(subscriptionId: string | null): string {
    const { bounceDomain, from } = settings;
    return bounceDomain === undefined || subscriptionId === null
      ? from.address
      : returnPaths.addressFor(subscriptionId, bounceDomain);
  }

  return {
    // More than there are connections: the next message is ready when one is free.
    concurrency: settings.server.connections * 2,
    send: (notice, recipient, signal) =>
      mailer.deliver(
        { address: recipient.address, returnPath: returnPathOf(recipient.subscription_id) },
        (address) => writeNotice(notice, { ...recipient, address }),
        signal,
      ),
    async sendLetter(letter, signal) {
      const write = await writeLetter(letter);
      if ('problem' in write) return { kind: 'failed', reason: write.problem };
      const returnPath = returnPathOf(letter.subscription_id);
      return mailer.deliver({ address: letter.address, returnPath }, write.toMessage, signal);
    },
    close: () => mailer.close(),
  };
}
