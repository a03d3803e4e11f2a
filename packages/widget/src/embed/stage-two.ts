import type { Feed, openFeed } from '../source/feed.ts';
import { StatusBanner } from '../status-banner/status-banner.ts';
import { takeOver } from './handed-feed.ts';

/** What stage one hands over: how it was called, and the loop that it started. */
export interface Handover {
  script: HTMLScriptElement;
  src: string;
  feed: Feed;
  openFeed: typeof openFeed;
}

/** Brings the banner: to those that stand in the page, else to one at its end. */
export function start({ script, src, feed, openFeed }: Handover): void {
  takeOver(src, feed, openFeed);
  const found = document.querySelectorAll('status-banner');
  const banners = found[0] ? [...found] : [document.createElement('status-banner')];
  for (const banner of banners) {
    for (const name of StatusBanner.observedAttributes) {
      const value = script.getAttribute(`data-${name}`) ?? (name === 'src' ? src : null);
      if (value !== null && !banner.hasAttribute(name)) banner.setAttribute(name, value);
    }
    if (!banner.isConnected) document.body.append(banner);
  }
  if (!customElements.get('status-banner')) customElements.define('status-banner', StatusBanner);
}
