import type { MaintenancePhase } from '@allswell/protocol';
import { maintenancePhase } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenComponent, SeenMaintenance } from '../source/decode.ts';
import { componentGroups } from '../templates/component-groups.ts';
import { past } from '../templates/past.ts';
import { planned } from '../templates/planned.ts';
import { isOver, storyCard } from '../templates/story-card.ts';
import { sayOverall } from './say-overall.ts';
import { staleNote } from './stale-note.ts';
import type { View } from './view.ts';

/** Everything: the sentence, what is open, what is planned, each component, what is over. */
export function wholePage(view: View): TemplateResult {
  const { seen, history, truth, telling } = view;
  const { strings } = telling;
  const phased = withPhases(view);
  const active = phased.filter(({ phase }) => phase === 'under_way' || phase === 'running_over');
  const upcoming = phased.filter(({ phase }) => phase === 'ahead' || phase === 'soon');
  const shown = new Set([...seen.incidents, ...phased.map(({ maintenance }) => maintenance)].map(({ id }) => id));
  const over = history?.filter((story) => isOver(story) && !shown.has(story.id));
  return html`
    ${sayOverall(view, over ?? [])} ${truth === 'stale' ? staleNote(view) : nothing}
    ${
      seen.incidents.length > 0
        ? html`<section aria-labelledby="open">
            <h2 class="visually-hidden" id="open">${strings.incidents}</h2>
            ${seen.incidents.map((incident) => storyCard(incident, telling))}
          </section>`
        : nothing
    }
    ${
      active.length + upcoming.length > 0
        ? html`<section aria-labelledby="maintenance">
            <h2 class="visually-hidden" id="maintenance">${strings.maintenances}</h2>
            ${active.map(({ maintenance, phase }) => storyCard(maintenance, telling, phase))}
            ${upcoming.map(({ maintenance, phase }) => planned(maintenance, phase, telling))}
          </section>`
        : nothing
    }
    <section aria-labelledby="components">
      <h2 class="visually-hidden" id="components">${strings.components}</h2>
      ${componentGroups(truth === 'unknown' ? seen.components.map(asUnknown) : seen.components, strings)}
    </section>
    ${
      over && (over.length > 0 || seen.incidents.length === 0)
        ? html`<section aria-labelledby="past">
            <h2 id="past">${strings.past}</h2>
            ${past(over, telling)}
          </section>`
        : nothing
    }
  `;
}

/** Maintenance that is planned or under way, and has a phase to be shown in. */
function withPhases({ seen, telling, wakeBy }: View): { maintenance: SeenMaintenance; phase: MaintenancePhase }[] {
  return seen.scheduled_maintenances.flatMap((maintenance) => {
    const { phase, changesAt } = maintenancePhase(maintenance, telling.reader.now, Number.POSITIVE_INFINITY);
    if (changesAt !== null) wakeBy(changesAt);
    return phase ? [{ maintenance, phase }] : [];
  });
}

/** A component of which nothing is known any more: what was well then must not look well now. */
function asUnknown(component: SeenComponent): SeenComponent {
  return { ...component, only_show_if_degraded: false, status: 'unknown' };
}
