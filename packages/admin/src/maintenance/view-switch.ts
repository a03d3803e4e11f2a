import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Panel } from '../status-admin/panel.ts';
import { onLinkClick } from '../templates/link.ts';

export const viewSwitchStyles = css`
  .views {
    display: inline-flex;
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
  @media (forced-colors: active) {
    .views a[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

/** The same plans as a list or as a calendar. */
export function viewSwitch(panel: Panel, current: 'maintenance' | 'maintenance-calendar'): TemplateResult {
  const words = panel.strings.maintenance.list;
  const view = (screen: 'maintenance' | 'maintenance-calendar', label: string) =>
    html`<a
      href=${panel.href({ screen })}
      aria-current=${screen === current ? 'page' : nothing}
      @click=${onLinkClick(panel, { screen })}
      >${label}</a
    >`;
  return html`<div class="views" role="group" aria-label=${words.views}>
    ${view('maintenance', words.asList)} ${view('maintenance-calendar', words.asCalendar)}
  </div>`;
}
