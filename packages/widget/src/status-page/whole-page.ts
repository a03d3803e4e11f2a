import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenComponent, SeenPast } from '../source/decode.ts';
import { componentGroups } from '../templates/component-groups.ts';
import { past } from '../templates/past.ts';
import { planned } from '../templates/planned.ts';
import { storyCard } from '../templates/story-card.ts';
import { isOver } from '../templates/story-status.ts';
import { earlierLink } from './earlier-link.ts';
import type { Phased } from './maintenance-phases.ts';
import { maintenanceOf } from './maintenance-phases.ts';
import { sayOverall } from './say-overall.ts';
import { staleNote } from './stale-note.ts';
import type { View } from './view.ts';

const shownPast = 10;
const shownAhead = 5;

/** Everything: the sentence, what is open, what is planned, each component, what is over. */
export function wholePage(view: View): TemplateResult {
  const { seen, truth, telling } = view;
  const { links, strings } = telling;
  const { active, upcoming } = maintenanceOf(view);
  const ahead = links.to ? nextOf(upcoming) : upcoming;
  const shown = new Set(
    [...seen.incidents, ...[...active, ...upcoming].map(({ maintenance }) => maintenance)].map(({ id }) => id),
  );
  const over = view.past?.stories.filter((story) => isOver(story) && !shown.has(story.id)).slice(0, shownPast) ?? [];
  const deleted = view.past?.deleted.slice(0, shownPast) ?? [];
  return html`
    ${sayOverall(view, over)} ${truth === 'stale' ? staleNote(view) : nothing}${
      seen.incidents.length > 0
        ? html`<section aria-labelledby="open"><h2 class="visually-hidden" id="open">${strings.incidents}</h2>${seen.incidents.map((incident) => storyCard(incident, telling))}</section>`
        : nothing
    }${
      active.length + upcoming.length > 0
        ? html`<section aria-labelledby="maintenance"><h2 class="visually-hidden" id="maintenance">${strings.maintenances}</h2>${active.map(({ maintenance, phase }) => storyCard(maintenance, telling, phase))}${ahead.map(({ maintenance, phase }) => planned(maintenance, phase, telling))}${
            ahead.length < upcoming.length && links.to
              ? html`<p class="whole"><a href=${links.to('maintenance')}>${strings.wholePlan}</a></p>`
              : nothing
          }</section>`
        : nothing
    }<section aria-labelledby="components"><h2 class="visually-hidden" id="components">${strings.components}</h2>${componentGroups(truth === 'unknown' ? seen.components.map(asUnknown) : seen.components, view.past?.uptime ?? {}, telling)}</section>${view.metrics}${view.past ? lately(view, { stories: over, deleted }, seen.incidents.length + active.length === 0) : nothing}
  `;
}

/** What comes next: of each series one, so that one that repeats does not hide all else. */
function nextOf(upcoming: Phased[]): Phased[] {
  const series = new Set<string>();
  return upcoming
    .filter(({ maintenance: { id, series_id } }) => {
      const key = series_id ?? id;
      return !series.has(key) && series.add(key);
    })
    .slice(0, shownAhead);
}

/** What is over. That there is nothing is only said where nothing is going on either. */
function lately({ telling }: View, what: SeenPast, isQuiet: boolean): TemplateResult {
  const { strings } = telling;
  const isEmpty = what.stories.length + what.deleted.length === 0;
  if (isEmpty && !isQuiet) return html`<section>${earlierLink(telling)}</section>`;
  return html`<section aria-labelledby="past"><h2 id="past">${strings.past}</h2>${isEmpty ? html`<p class="empty">${strings.noPast}</p>` : past(what, telling)} ${earlierLink(telling)}</section>`;
}

/** A component of which nothing is known any more: what was well then must not look well now. */
function asUnknown(component: SeenComponent): SeenComponent {
  return { ...component, only_show_if_degraded: false, status: 'unknown' };
}
