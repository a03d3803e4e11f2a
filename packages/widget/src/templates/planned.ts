import type { MaintenancePhase } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenMaintenance } from '../source/decode.ts';
import { instantOf, sayLeaf, sayRange } from '../time/say.ts';
import { statusIcon } from './status-icon.ts';
import { affectedNames, repeats, titleOf } from './story-card.ts';
import { subscribeLink } from './subscribe-link.ts';
import type { Telling } from './telling.ts';
import { textOf } from './text.ts';
import { sayWhen } from './thread.ts';

/** A maintenance to come: a calendar leaf, what it is, when in the reader's zone, how far away, what it means. */
export function planned(maintenance: SeenMaintenance, phase: MaintenancePhase, telling: Telling): TemplateResult {
  const { reader, strings } = telling;
  const from = instantOf(maintenance.scheduled_for);
  const [month, day] = sayLeaf(from, reader);
  const [latest] = maintenance.incident_updates;
  return html`<article class="card planned maintenance" data-incident-id=${maintenance.id}><div class="leaf" aria-hidden="true"><span>${month}</span><b>${day}</b></div><div class="plan"><p class="meta"><span class="tag">${statusIcon('maintenance')}${strings.phase[phase]}</span>${repeats(maintenance, telling)}${affectedNames(maintenance.components, telling)}${subscribeLink(telling, maintenance.id)}</p><h3>${titleOf(maintenance, telling)}</h3><p class="when"><span>${sayRange(from, instantOf(maintenance.scheduled_until), reader)}</span><span>${reader.isNow === false ? nothing : sayWhen(from, reader, strings)}</span></p>${latest ? html`<div class="text" data-update-id=${latest.id}>${textOf(latest)}</div>` : nothing}</div></article>`;
}
