import type { AdminIncident, AdminMaintenance, Series } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { saySpan } from '../time/say-plan.ts';

/** Something else that is planned, or under way. */
export interface OtherPlan {
  id: string;
  name: string;
  from: number;
  until: number;
  components: readonly string[];
  isUnderWay: boolean;
}

/** What a plan meets: something worse first. */
export type Conflict =
  | { kind: 'same-components'; other: OtherPlan; shared: readonly string[] }
  | { kind: 'incident'; name: string; shared: readonly string[] }
  | { kind: 'runs-now'; other: OtherPlan }
  | { kind: 'overlap'; other: OtherPlan };

export interface Surroundings {
  plans: readonly OtherPlan[];
  incidents: readonly Pick<AdminIncident, 'id' | 'name' | 'components'>[];
}

const soonMs = 86_400_000;

/** Everything else that is planned: maintenances, and the dates of series that are none yet. */
export function otherPlans(
  maintenances: readonly AdminMaintenance[],
  series: readonly Series[],
  but: { maintenance?: string; series?: string } = {},
): OtherPlan[] {
  const planned = maintenances
    .filter((one) => one.id !== but.maintenance && (!but.series || one.series?.id !== but.series))
    .map((one) => ({
      id: one.id,
      name: one.name,
      from: Date.parse(one.scheduled_for),
      until: Date.parse(one.scheduled_until),
      components: one.components.map((component) => component.id),
      isUnderWay: one.status === 'in_progress' || one.status === 'verifying',
    }));
  const dates = series
    .filter((one) => one.id !== but.series && one.ended_at === null)
    .flatMap((one) =>
      one.occurrences
        .filter((date) => !date.is_skipped && date.incident_id === null)
        .map((date) => ({
          id: `${one.id} ${date.starts_at}`,
          name: one.name,
          from: Date.parse(date.scheduled_for),
          until: Date.parse(date.scheduled_until),
          components: one.component_ids,
          isUnderWay: false,
        })),
    );
  return [...planned, ...dates];
}

/** What a plan meets at the times it is planned for. Each other plan is named once. */
export function findConflicts(
  spans: readonly { from: number; until: number }[],
  components: readonly string[],
  { plans, incidents }: Surroundings,
  now = Date.now(),
): Conflict[] {
  const shared = (others: readonly string[]) => others.filter((id) => components.includes(id));
  const found: Conflict[] = [];
  for (const other of plans) {
    const meets = spans.some((span) => span.from < other.until && other.from < span.until);
    const both = shared(other.components);
    const isLate = other.isUnderWay && other.until < now;
    if (meets) {
      found.push(both.length > 0 ? { kind: 'same-components', other, shared: both } : { kind: 'overlap', other });
    } else if (isLate && both.length > 0 && spans.some((span) => span.from - now < soonMs)) {
      found.push({ kind: 'runs-now', other });
    }
  }
  for (const incident of incidents) {
    const both = shared(incident.components.map((one) => one.id));
    if (both.length > 0) found.push({ kind: 'incident', name: incident.name, shared: both });
  }
  const order = ['same-components', 'incident', 'runs-now', 'overlap'];
  return found.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

/** What stands in the way, shown before it is published. It forbids nothing. */
export function conflictsView(
  conflicts: readonly Conflict[],
  {
    strings,
    locale,
    timeZone,
    nameOf,
  }: { strings: Strings; locale: string; timeZone: string; nameOf: (component: string) => string },
): TemplateResult {
  const words = strings.maintenance.conflicts;
  const when = (other: OtherPlan) => saySpan(other.from, other.until, timeZone, locale);
  const say = (conflict: Conflict): string => {
    switch (conflict.kind) {
      case 'same-components':
        return words.sameComponents(conflict.other.name, when(conflict.other), conflict.shared.map(nameOf));
      case 'overlap':
        return words.overlaps(conflict.other.name, when(conflict.other));
      case 'runs-now':
        return words.runsNow(conflict.other.name);
      case 'incident':
        return words.incident(conflict.name, conflict.shared.map(nameOf));
    }
  };
  const isBad = conflicts.some((one) => one.kind !== 'overlap');
  // The region stays, so that what appears in it is heard.
  return html`<div role="status" data-conflicts>
    ${
      conflicts.length === 0
        ? nothing
        : html`<div class="notice ${isBad ? 'waiting' : ''}">
            ${statusIcon(isBad ? 'minor' : 'maintenance')}
            <div>
              <p><strong>${words.title(conflicts.length)}</strong> ${words.note}</p>
              <ul>
                ${conflicts.map((one) => html`<li>${say(one)}</li>`)}
              </ul>
            </div>
          </div>`
    }
  </div>`;
}
