export type { PageStrings } from './i18n/page-strings.ts';
export type { StoryStrings } from './i18n/story-strings.ts';
export { StatusPage } from './status-page/status-page.ts';
