import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Panel } from '../status-admin/panel.ts';
import type { Route } from '../status-admin/route.ts';
import { onLinkClick } from './link.ts';

export const viewsStyles = css`
  .views {
    display: inline-flex;
    flex-wrap: wrap;
    max-inline-size: 100%;
    padding: 2px;
    border: 1px solid var(--line);
    border-radius: 9px;
    background: var(--wash);
  }
  .views a {
    display: grid;
    place-items: center;
    min-block-size: 2.2rem;
    padding-inline: 0.85rem;
    border-radius: 7px;
    color: var(--soft);
    font-size: 0.88rem;
    font-weight: 520;
    text-decoration: none;
  }
  .views a:hover {
    color: var(--ink);
  }
  .views a[aria-current] {
    background: var(--card);
    color: var(--ink);
    font-weight: 600;
  }
  @container (inline-size < 24rem) {
    .views {
      display: grid;
      grid-auto-columns: auto;
      grid-auto-flow: column;
      inline-size: 100%;
    }
    .views a {
      padding: 0.3rem 0.35rem;
      line-height: 1.25;
      text-align: center;
      font-size: 0.82rem;
    }
  }
  @media (forced-colors: active) {
    .views a[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

/** Screens that belong together, as one control. */
export function viewsOf(
  panel: Panel,
  label: string,
  { current, views }: { current: Route['screen']; views: readonly (readonly [route: Route, label: string])[] },
): TemplateResult {
  return html`<div class="views" role="group" aria-label=${label}>
    ${views.map(
      ([route, name]) => html`<a
        href=${panel.href(route)}
        aria-current=${route.screen === current ? 'page' : nothing}
        @click=${onLinkClick(panel, route)}
        >${name}</a
      >`,
    )}
  </div>`;
}
