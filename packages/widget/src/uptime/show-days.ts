import type { StatusPage } from '../status-page/status-page.ts';

/** Tells of single days. */
export function showDays(bar: Element, page: StatusPage): void {
  bar.toggleAttribute('data-days', page.isConnected);
}
