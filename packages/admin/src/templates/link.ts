import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Panel } from '../status-admin/panel.ts';
import type { Route } from '../status-admin/route.ts';

/**
 * A real link to a screen. A plain click stays inside the panel, whatever the host page's base address or router; a
 * click with a key or another button is the browser's.
 */
export function onLinkClick(panel: Panel, route: Route): (event: MouseEvent) => void {
  return (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    panel.go(route);
  };
}

/** A link that reads as words. */
export function screenLink(panel: Panel, route: Route, content: unknown, className = ''): TemplateResult {
  return html`<a class=${className} href=${panel.href(route)} @click=${onLinkClick(panel, route)}>${content}</a>`;
}
