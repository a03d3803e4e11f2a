import { escapeHtml } from '../../text/escape.ts';
import { syndicatedAddress } from '../feeds/address.ts';
import type { View } from './view.ts';
import { wordsFor } from './words.ts';

/** Until the form is there nothing is to be seen that it would push away; where its script never comes, this stays. */
export const withoutScriptRules = [
  'status-subscribe li{margin-block:.4rem}',
  '@media (scripting:enabled){status-subscribe:not(:defined){display:block;min-block-size:32rem}.without-script{animation:show 0s 4s both}@keyframes show{from{visibility:hidden}}}',
].join('');

/** The form in which people ask to be told of news; without its script, what works without. */
export function subscribeForm({ lang, languages }: View): string {
  const { subscribe } = wordsFor(lang);
  const inLanguage = lang === languages.main ? undefined : lang;
  const link = (format: 'atom' | 'rss' | 'json' | 'calendar', name: string) =>
    `<li><a href="${escapeHtml(syndicatedAddress({ format, perUpdate: false }, inLanguage))}">${escapeHtml(name)}</a></li>`;
  return [
    `<status-subscribe slot="subscribe" src="/" from-query locale="${escapeHtml(lang)}">`,
    `<h1>${escapeHtml(subscribe.title)}</h1>`,
    `<div class="without-script"><p>${escapeHtml(subscribe.needsScript)}</p>`,
    `<ul>${link('atom', 'Atom')}${link('rss', 'RSS')}${link('json', 'JSON Feed')}${link('calendar', subscribe.calendar)}</ul></div>`,
    '</status-subscribe>',
  ].join('');
}
