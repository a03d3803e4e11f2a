import { createInviteToken, createResetToken } from '../../../auth/index.ts';
import { type Links, openLinks } from '../../../subscriptions/links.ts';
import type { ChannelContext, Letter } from '../../channel.ts';
import { composeLetter } from './compose-letter.ts';
import { toTemplate } from './message.ts';
import type { EmailSettings } from './settings.ts';
import { findLinkSource, findPage } from './store.ts';
import { tongueFor } from './words.ts';
import { automaticHeaders, fromHeader, writeMail } from './write-mail.ts';

type Written = { toMessage: (to: string) => Promise<Buffer> } | { problem: string };

/** Writes letters. Their secrets are made here, when they leave. */
export async function createLetterWriter({ sql, config, publicUrl }: ChannelContext, settings: EmailSettings) {
  const links = await openLinks(sql, publicUrl, config.masterKey);

  return async (letter: Letter): Promise<Written> => {
    const link = await linkOf(letter, { sql, publicUrl, links });
    if (link === undefined) return { problem: 'What it is about is no longer there.' };
    const page = await findPage(sql);
    const tongue = tongueFor(letter.locale, page.default_language);
    const mail = composeLetter(letter.kind, { tongue, page: page.name, url: publicUrl, link });
    const template = toTemplate(mail, [fromHeader(settings, mail.page.name), ...automaticHeaders]);
    return {
      toMessage: (to) =>
        writeMail(
          template,
          {
            to,
            messageId: `<letter-${letter.kind}-${letter.id}@${settings.host}>`,
            links: { manage: '', unsubscribe: '' },
          },
          settings,
        ),
    };
  };
}

async function linkOf(
  { kind, subscription_id, admin_id }: Letter,
  { sql, publicUrl, links }: Pick<ChannelContext, 'sql' | 'publicUrl'> & { links: Links },
): Promise<string | undefined> {
  switch (kind) {
    case 'confirm':
    case 'already': {
      const source = subscription_id === null ? undefined : await findLinkSource(sql, subscription_id);
      return source && links.urlFor(kind === 'confirm' ? 'confirm' : 'manage', source);
    }
    case 'test':
      return `${publicUrl}/`;
    case 'invite':
    case 'reset': {
      const create = kind === 'invite' ? createInviteToken : createResetToken;
      const made = admin_id === null ? undefined : await create(sql, admin_id);
      return made && `${publicUrl}/admin#${kind}=${made.token}`;
    }
  }
}
