import type { BannerStrings } from '../i18n/banner-strings.ts';
import { isSafeLink } from '@allswell/protocol';
import { followWords } from '../i18n/follow-words.ts';
import type { News, NewsUpdate } from '../source/decode-news.ts';
import { briefTime } from '../time/brief.ts';
import { detailStyles } from './details.styles.ts';
import { follow } from './follow.ts';
import type { Child } from './make.ts';
import { make } from './make.ts';
import type { Story } from './stories.ts';
import { textOf } from './text.ts';
import { icon } from './view.ts';

// Few readers open the details, so only they fetch this file.

/** To whom the details are told, and in which words. */
export interface DetailsOptions {
  now: number;
  locale: string;
  words: BannerStrings;
  /** What the story is from. */
  news: News | null;
  /** When, or the latest word on another story. */
  metaOf(story: Story): Child[];
}

const dressed = new WeakSet<ShadowRoot>();

/** Gives a banner what its details need to look well. */
export function dress(root: ShadowRoot): void {
  if (dressed.has(root)) return;
  dressed.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(detailStyles);
  root.adoptedStyleSheets.push(sheet);
}

/** The updates on what the bar tells, and what else is going on. */
export function detailsOf(story: Story, others: readonly Story[], options: DetailsOptions): Child[] {
  const { event } = story;
  return [
    make('ol', { class: 'thread' }, ...event.incident_updates.map((update) => updateOf(update, options))),
    ...others.map((story) =>
      make(
        'div',
        { class: `other ${story.tone}` },
        icon(story.tone),
        make('p', {}, make('b', {}, make('bdi', {}, story.event.name)), ' ', ...options.metaOf(story)),
      ),
    ),
    ...waysToHear(story, options),
  ];
}

/** Links that lead to more news of it, where the page has them: only ours tell what has ended. */
function waysToHear({ event, isOver }: Story, { locale, news }: DetailsOptions): Child[] {
  if (!news?.ended || !isSafeLink(news.url) || isOver) return [];
  const [language = ''] = locale.split('-');
  const words = Object.hasOwn(followWords, language) ? followWords[language as 'en'] : followWords.en;
  const home = news.url.replace(/\/*$/, '');
  const link = (word: string, path: string, query: Record<string, string>) =>
    make('a', { part: 'link', href: `${home}/${path}?${new URLSearchParams({ ...query, lang: language })}` }, word);
  const following = link(words.follow, 'subscribe', { incident: event.id });
  following.onclick = (click) => follow(click, event.id, locale);
  return [following, event.kind === 'maintenance' && link(words.calendar, 'calendar.ics', {})];
}

function updateOf(update: NewsUpdate, { now, locale, words }: DetailsOptions): HTMLElement {
  const { status, display_at, edited_at } = update;
  const said = Object.hasOwn(words.status, status) ? words.status[status as 'unknown'] : words.status.unknown;
  return make(
    'li',
    {},
    make(
      'div',
      {},
      make('b', {}, said),
      make(
        'time',
        { datetime: display_at },
        briefTime(Date.parse(display_at), now, locale),
        edited_at && ` · ${words.edited}`,
      ),
    ),
    make('div', { class: 'text' }, ...textOf(update)),
  );
}
