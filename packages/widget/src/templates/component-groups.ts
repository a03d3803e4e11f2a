import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { PageStrings } from '../i18n/page-strings.ts';
import type { SeenComponent, SeenUptime } from '../source/decode.ts';
import { sayDuration } from '../time/say.ts';
import { componentRow, uptimeLink } from './component-row.ts';
import type { Telling } from './telling.ts';

interface Group {
  title: string;
  description: string | null;
  id: string;
  members: SeenComponent[];
  group?: SeenComponent;
}

/** Components by group in their order; those without a group, or whose group is not there, come last. */
function groupsOf(components: readonly SeenComponent[], strings: PageStrings): Group[] {
  const byPosition = (one: SeenComponent, other: SeenComponent) => one.position - other.position;
  const shown = components.filter(
    (component) => !component.group && !(component.only_show_if_degraded && component.status === 'operational'),
  );
  const groups = components
    .filter((component) => component.group)
    .sort(byPosition)
    .map((group) => ({
      id: group.id,
      title: group.name,
      description: group.description,
      members: shown.filter((component) => component.group_id === group.id).sort(byPosition),
      group,
    }))
    .filter((group) => group.members.length > 0);
  const grouped = new Set(groups.flatMap((group) => group.members));
  const members = shown.filter((component) => !grouped.has(component)).sort(byPosition);
  if (members.length === 0) return groups;
  const title = groups.length > 0 ? strings.otherComponents : strings.components;
  return [...groups, { id: '', title, description: null, members }];
}

/** All components that are to be seen, by group, with what is known of their uptime. */
export function componentGroups(
  components: readonly SeenComponent[],
  uptimes: Partial<Record<string, SeenUptime>>,
  telling: Telling,
): TemplateResult {
  const { strings } = telling;
  const groups = groupsOf(components, strings);
  if (groups.length === 0) return html`<p class="empty" dir="auto">${strings.noComponents}</p>`;
  return html`${groups.map(
    ({ id, title, description, members, group }) =>
      html`<div class="group" data-group-id=${id || nothing}><div class="over"><h3><bdi>${title}</bdi></h3>${group ? uptimeLink(group, uptimes[id], telling) : nothing}</div>${description ? html`<p class="about" dir="auto">${description}</p>` : nothing}<ul class="card rows">${members.map((component) => componentRow(component, uptimes[component.id], telling))}</ul></div>`,
  )}${Object.keys(uptimes)[0] ? html`<p class="scale" aria-hidden="true">${sayDuration(90 * 86_400_000, telling.reader)}</p>` : nothing}`;
}
