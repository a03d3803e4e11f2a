export type { BannerState, StoryKind } from './events.ts';
export { StatusChangeEvent, StatusDismissEvent, StatusOpenEvent } from './events.ts';
export type { BannerStrings } from './i18n/banner-strings.ts';
export type { PageStrings } from './i18n/page-strings.ts';
export type { StoryStrings } from './i18n/story-strings.ts';
export type { BannerPlacement } from './status-banner/status-banner.ts';
export { StatusBanner } from './status-banner/status-banner.ts';
export { StatusPage } from './status-page/status-page.ts';
export type { PageView } from './status-page/view.ts';
