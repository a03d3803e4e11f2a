import { readConfig } from '../config.ts';
import type { Sql } from '../db/connect.ts';
import { silentLog } from '../log.ts';
import type { Sender } from '../notifications/channel.ts';
import { openEmail } from '../notifications/channels/email/index.ts';
import { readEmailSettings } from '../notifications/channels/email/settings.ts';

/** Opens email the way a worker does; certificates of tests are trusted with `ca`. */
export async function openMail(
  sql: Sql,
  env: Record<string, string>,
  { ca }: { ca?: string } = {},
): Promise<Sender & Required<Pick<Sender, 'sendLetter'>>> {
  const publicUrl = 'https://status.fernhill.example';
  const { config } = readConfig({ ALLSWELL_MAIL_FROM: 'Fernhill <status@fernhill.example>', ...env });
  const settings = readEmailSettings(config, publicUrl);
  if (!settings) throw new Error('Set ALLSWELL_SMTP_URL.');
  if (ca !== undefined) settings.server.ca = ca;
  const sender = await openEmail({ sql, config, publicUrl, log: silentLog }, settings);
  const { sendLetter } = sender;
  if (!sendLetter) throw new Error('Email sends letters.');
  return { ...sender, sendLetter };
}
