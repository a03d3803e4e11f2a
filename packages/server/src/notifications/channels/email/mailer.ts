import { readEmailAddress } from '../../../text/email-address.ts';
import type { Outcome } from '../../channel.ts';
import { type Envelope, openConnection } from './connection.ts';
import { MailFailure, toOutcome } from './failure.ts';
import { createPool } from './pool.ts';
import type { EmailSettings } from './settings.ts';

/** Hands messages to the mail server, each in an envelope of its own. */
export interface Mailer {
  /** Sends what `write` makes for one address, and says what became of it. */
  deliver(
    to: { address: string; returnPath: string },
    write: (address: string) => Promise<Buffer>,
    signal: AbortSignal,
  ): Promise<Outcome>;
  close(): Promise<void>;
}

/** Opens no connection before there is something to send. */
export function createMailer({ server }: EmailSettings): Mailer {
  const pool = createPool({ size: server.connections, open: () => openConnection(server) });
  return {
    async deliver({ address, returnPath }, write, signal) {
      // Looked at once more where it leaves: whatever wrote to the table, this goes to one mailbox or to none.
      const to = readEmailAddress(address)?.address;
      if (to === undefined) return { kind: 'failed', reason: 'This is no address that mail can be sent to.' };
      try {
        const message = await write(to);
        const envelope: Envelope = { from: returnPath, to };
        await pool.use((connection) => connection.send(envelope, message, signal), signal);
        return { kind: 'sent' };
      } catch (error) {
        if (error instanceof MailFailure) return toOutcome(error);
        throw error;
      }
    },
    close: () => pool.close(),
  };
}
