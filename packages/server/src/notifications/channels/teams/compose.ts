import type { Indicator } from '@allswell/protocol';
import type { NoticeContent, Recipient } from '../../channel.ts';
import { type ChatText, fit, sayNotice } from '../hooks/say-notice.ts';

const colors: Record<Indicator, string> = {
  none: 'Good',
  minor: 'Warning',
  major: 'Warning',
  critical: 'Attention',
  maintenance: 'Accent',
};
/** Teams takes 28 KB. */
const mostBytes = 26_000;
const longestBody = 8_000;
const mostLines = 60;
const mostAffected = 40;

/**
 * An Adaptive Card 1.4 in the envelope that workflows take. All texts are runs of rich text, as in text blocks Teams reads
 * Markdown. A card that is wrong Teams drops without a word, so it stays well within the limits.
 */
export function composeTeams(notice: NoticeContent, to: Recipient): string {
  const say = sayNotice(notice, to);
  for (let room = longestBody; ; room = Math.floor(room / 2)) {
    const message = JSON.stringify({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: card(say, to, room),
        },
      ],
    });
    if (Buffer.byteLength(message) <= mostBytes || room < 100) return message;
  }
}

function card(say: ChatText, to: Recipient, room: number) {
  const lines = fit(say.body, room)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const { affected } = say;
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    lang: say.lang,
    fallbackText: fit(`${say.page.name}: ${say.headline}. ${say.title}`, 500),
    msteams: { width: 'Full' },
    body: [
      text(say.headline, { weight: 'Bolder', size: 'Medium', color: colors[say.tone] }),
      text(say.title, { weight: 'Bolder', size: 'Large' }),
      ...say.facts.map((fact) => text(fact, { isSubtle: true })),
      ...lines.slice(0, mostLines).map((line) => text(line)),
      ...(affected ? [text(affected.heading, { weight: 'Bolder' })] : []),
      ...(affected?.items.slice(0, mostAffected).map((item) => text(item)) ?? []),
      text(say.page.name, { isSubtle: true, size: 'Small' }),
    ],
    actions: [
      { type: 'Action.OpenUrl', title: say.links.incident, url: say.url },
      { type: 'Action.OpenUrl', title: say.links.manage, url: to.links.manage },
    ],
  };
}

function text(words: string, looks: Record<string, string | boolean> = {}) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: words, ...looks }] };
}
