import type { Incident, Maintenance, StoryReference } from '@allswell/protocol';
import { isMaintenance } from '../wire/row-writer.ts';

/** What a list that only names incidents and maintenance says of one that a document holds whole. */
export function refer(story: Incident | Maintenance): StoryReference {
  const { id, name, impact, started_at, components, shortlink } = story;
  return {
    id,
    name,
    kind: isMaintenance(story) ? 'maintenance' : 'incident',
    impact,
    status: isMaintenance(story) && story.cancelled_at !== undefined ? 'cancelled' : story.status,
    starts_at: started_at,
    ends_at: endOf(story),
    components: components.map((component) => component.id).sort(),
    shortlink,
  };
}

/** When it was over, or will be; null while nobody knows. What was called off before it began lasted no time. */
function endOf(story: Incident | Maintenance): string | null {
  const { started_at, resolved_at } = story;
  if (resolved_at !== null) return Date.parse(resolved_at) < Date.parse(started_at) ? started_at : resolved_at;
  return isMaintenance(story) && story.status === 'scheduled' ? story.scheduled_until : null;
}
