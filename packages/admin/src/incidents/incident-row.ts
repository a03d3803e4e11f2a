import type { AdminIncident } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Panel } from '../status-admin/panel.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon, toneOfIncident } from '../templates/status-icon.ts';
import { sayAgo, sayInstant } from '../time/format.ts';
import type { TimeContext } from '../time/format.ts';

export const incidentRowStyles = css`
  .incident {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.15rem 0.8rem;
    align-items: center;
    padding: 0.9rem 1.25rem;
  }
  .incident > svg {
    color: var(--tone);
    align-self: start;
    margin-block-start: 0.2em;
  }
  .incident a:not(.button) {
    font-weight: 580;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .incident a:not(.button):hover {
    text-decoration: underline;
  }
  .incident p {
    color: var(--soft);
    font-size: 0.85rem;
    overflow-wrap: anywhere;
  }
  @container (inline-size < 34rem) {
    .incident {
      grid-template-columns: auto minmax(0, 1fr);
      padding-inline: 1rem;
    }
    .incident > .button {
      grid-column: 2;
      justify-self: start;
      margin-block-start: 0.5rem;
    }
  }
`;

/** One incident in a list: where it stands, whom it touches, how old its last word is. */
export function incidentRow(
  incident: AdminIncident,
  panel: Panel,
  time: TimeContext,
  action: unknown = nothing,
): TemplateResult {
  const { strings } = panel;
  const tone = toneOfIncident(incident);
  const words = strings.overview;
  const names = incident.components.map((one) => one.name);
  const latest = incident.incident_updates[0];
  const when = incident.resolved_at
    ? strings.incidents.ended(sayInstant(incident.resolved_at, time))
    : words.lastWord(
        latest
          ? (sayAgo(latest.display_at, time.locale) ?? strings.time.justNow)
          : sayInstant(incident.started_at, time),
      );
  return html`<div class="incident tone-${tone}" data-incident-id=${incident.id}>
    ${statusIcon(tone)}
    <div>
      ${screenLink(panel, { screen: 'incident', id: incident.id }, incident.name)}
      <p>
        ${[strings.status.incident[incident.status] ?? strings.status.unknown, names.length > 0 ? words.affects(names) : words.affectsNothing, when].join(' · ')}
      </p>
    </div>
    ${action}
  </div>`;
}
