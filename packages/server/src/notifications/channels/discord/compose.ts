import type { Indicator } from '@allswell/protocol';
import type { NoticeContent, Recipient } from '../../channel.ts';
import { fit, sayNotice } from '../hooks/say-notice.ts';

const colors: Record<Indicator, number> = {
  none: 0x177c52,
  minor: 0x906106,
  major: 0xb44900,
  critical: 0xc2272d,
  maintenance: 0x5460b3,
};

/** One embed. Nobody is ever pinged, whatever a text says. */
export function composeDiscord(notice: NoticeContent, to: Recipient): string {
  const say = sayNotice(notice, to);
  const { affected } = say;
  const head = [`**${escapeMarkdown(say.headline)}**`, ...say.facts.map(escapeMarkdown)].join('\n');
  const foot = `[${escapeMarkdown(say.links.manage)}](${to.links.manage})`;
  const description = [head, fit(say.body, 3_000, escapeMarkdown), foot].filter((part) => part !== '').join('\n\n');
  return JSON.stringify({
    embeds: [
      {
        title: fit(say.title, 256, escapeMarkdown),
        url: say.url,
        description,
        color: colors[say.tone],
        ...(affected && {
          fields: [{ name: fit(affected.heading, 256), value: fit(affected.items.join('\n'), 1_024, escapeMarkdown) }],
        }),
        footer: { text: fit(say.page.name, 256) },
        timestamp: notice.update.display_at.toISOString(),
      },
    ],
    allowed_mentions: { parse: [] },
  });
}

/** Addresses stay as they are: with backslashes in them they would lead nowhere. */
function escapeMarkdown(text: string): string {
  return text.replace(/(https?:\/\/[^\s<>()[\]*`|\\]+)|([\\*_~`|>#[\]<-])/g, (_, url?: string, mark?: string) =>
    url === undefined ? `\\${mark}` : url,
  );
}
