import type { NoticeContent, Recipient } from '../../channel.ts';
import { fit, sayNotice } from '../hooks/say-notice.ts';

const longestSection = 3_000;

/** A message of blocks; `text` is what a notification shows. */
export function composeSlack(notice: NoticeContent, to: Recipient): string {
  const say = sayNotice(notice, to);
  const headline = `*${escapeSlack(say.headline)}*\n<${say.url}|${fit(say.title, 500, escapeLabel)}>`;
  const facts = say.facts.map(escapeSlack).join('\n');
  const { affected } = say;
  const list = affected && [affected.heading, ...affected.items.map((item) => `• ${item}`)].join('\n');
  const links = `<${say.url}|${escapeLabel(say.links.incident)}>  ·  <${to.links.manage}|${escapeLabel(say.links.manage)}>`;
  return JSON.stringify({
    text: fit(`${say.page.name}: ${say.headline}. ${say.title}`, longestSection, escapeSlack),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      section(headline),
      ...(facts === '' ? [] : [section(facts)]),
      ...(say.body === '' ? [] : [section(fit(say.body, longestSection, escapeSlack))]),
      ...(list === undefined ? [] : [section(fit(list, longestSection, escapeSlack))]),
      { type: 'context', elements: [markdown(`${escapeSlack(say.page.name)}  ·  ${links}`)] },
    ],
  });
}

function section(text: string) {
  return { type: 'section', text: markdown(text) };
}

/** `verbatim`: nothing is made of what looks like a name, a channel or an address. */
function markdown(text: string) {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Without `<` there are no mentions, of one or of all, and no links but ours. */
function escapeSlack(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** In a link the bar divides address and words. */
function escapeLabel(text: string): string {
  return escapeSlack(text.replaceAll('|', '¦'));
}
