import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { past } from '../templates/past.ts';
import { planned } from '../templates/planned.ts';
import { storyCard } from '../templates/story-card.ts';
import { isOver } from '../templates/story-status.ts';
import { earlierLink } from './earlier-link.ts';
import { maintenanceOf } from './maintenance-phases.ts';
import { staleNote } from './stale-note.ts';
import type { FurtherView, View } from './view.ts';

const shownPast = 10;

/** All maintenance: under way, to come, and lately completed or called off. */
export const maintenanceView: FurtherView = { draw: allMaintenance };

function allMaintenance(view: View): TemplateResult {
  const { telling, truth } = view;
  const { strings } = telling;
  const { active, upcoming } = maintenanceOf(view);
  const shown = new Set([...active, ...upcoming].map(({ maintenance }) => maintenance.id));
  const isPast = (kind: string, id: string) => kind === 'maintenance' && !shown.has(id);
  const stories = view.past?.stories.filter((story) => isPast(story.kind, story.id) && isOver(story)) ?? [];
  const deleted = view.past?.deleted.filter(({ kind, id }) => isPast(kind, id)) ?? [];
  return html`<h1 class="view">${strings.maintenances}</h1>
    ${truth === 'fresh' ? nothing : staleNote(view)}
    ${
      active.length > 0
        ? html`<section aria-labelledby="active">
            <h2 id="active">${strings.phase.under_way}</h2>
            ${active.map(({ maintenance, phase }) => storyCard(maintenance, telling, phase))}
          </section>`
        : nothing
    }
    <section aria-labelledby="upcoming">
      <h2 id="upcoming">${strings.planned}</h2>
      ${
        upcoming.length > 0
          ? upcoming.map(({ maintenance, phase }) => planned(maintenance, phase, telling))
          : html`<p class="empty">${strings.noPlanned}</p>`
      }
    </section>
    ${
      stories.length + deleted.length > 0
        ? html`<section aria-labelledby="past">
            <h2 id="past">${strings.past}</h2>
            ${past({ stories: stories.slice(0, shownPast), deleted: deleted.slice(0, shownPast) }, telling)}
            ${earlierLink(telling)}
          </section>`
        : nothing
    }`;
}
