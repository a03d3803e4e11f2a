import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { PageStrings } from '../i18n/page-strings.ts';
import type { SeenComponent } from '../source/decode.ts';
import { componentRow } from './component-row.ts';

interface Group {
  title: string;
  description: string | null;
  id: string;
  members: SeenComponent[];
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
    .map(({ id, name, description }) => ({
      id,
      title: name,
      description,
      members: shown.filter((component) => component.group_id === id).sort(byPosition),
    }))
    .filter((group) => group.members.length > 0);
  const grouped = new Set(groups.flatMap((group) => group.members));
  const members = shown.filter((component) => !grouped.has(component)).sort(byPosition);
  if (members.length === 0) return groups;
  const title = groups.length > 0 ? strings.otherComponents : strings.components;
  return [...groups, { id: '', title, description: null, members }];
}

/** All components that are to be seen, by group. */
export function componentGroups(components: readonly SeenComponent[], strings: PageStrings): TemplateResult {
  const groups = groupsOf(components, strings);
  if (groups.length === 0) return html`<p class="empty" dir="auto">${strings.noComponents}</p>`;
  return html`${groups.map(
    ({ id, title, description, members }) => html`<div class="group" data-group-id=${id || nothing}>
      <h3><bdi>${title}</bdi></h3>
      ${description ? html`<p class="about" dir="auto">${description}</p>` : nothing}
      <ul class="card rows">
        ${members.map((component) => componentRow(component, strings))}
      </ul>
    </div>`,
  )}`;
}
