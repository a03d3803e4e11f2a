import type { NoticeContent, Recipient } from '../../channel.ts';
import { fit, sayNotice } from '../hooks/say-notice.ts';

/** Text in the light markup of Google Chat. All messages of an incident stand in one thread. */
export function composeGoogleChat(notice: NoticeContent, to: Recipient): string {
  const say = sayNotice(notice, to);
  const { affected } = say;
  const parts = [
    `*${harmless(say.headline)}*\n${harmless(say.title)}`,
    say.facts.map(harmless).join('\n'),
    fit(say.body, 3_000, harmless),
    affected ? fit([affected.heading, ...affected.items.map((item) => `• ${item}`)].join('\n'), 2_000, harmless) : '',
    `${harmless(say.links.incident)}: ${say.url}\n${harmless(say.links.manage)}: ${to.links.manage}`,
    `_${harmless(say.page.name)}_`,
  ];
  return JSON.stringify({
    text: parts.filter((part) => part !== '').join('\n\n'),
    thread: { threadKey: `allswell-${notice.incident.id}` },
  });
}

/** There is no way to escape `<users/all>`, which calls everybody: an invisible sign behind the bracket breaks it. */
function harmless(text: string): string {
  return text.replaceAll('<', '<\u200b');
}
