import type { Component, Maintenance } from '@allswell/protocol';
import type { PlannedEvent } from '../../calendar/compose-calendar.ts';
import { plain } from '../../text/plain.ts';
import { isMaintenance } from '../../wire/row-writer.ts';
import type { Withdrawn } from '../beyond.ts';
import { touches } from '../feeds/touches.ts';
import { feedWordsFor } from '../feeds/words.ts';
import { isCalledOff, lastChangeOf, titleOf } from '../feeds/write-entries.ts';
import { wordsFor } from '../html/words.ts';
import type { Snapshot } from '../snapshot.ts';

const mostEvents = 500;

/**
 * The maintenances of a calendar, the latest first: all that is planned, dates of series included, what was within the
 * days that the page tells of, and what was deleted within weeks, as a calendar keeps what just vanishes.
 */
export function listEvents(component: Component | undefined, snapshot: Snapshot, lang: string): PlannedEvent[] {
  const maintenances = [...snapshot.incidents.values()].filter(isMaintenance);
  const planned = maintenances.filter(({ components }) => touches(component, components));
  const withdrawn = snapshot.beyond.withdrawn.filter(({ component_ids }) =>
    touches(
      component,
      component_ids.map((id) => ({ id })),
    ),
  );
  return [
    ...planned.map((maintenance) => plannedEvent(maintenance, snapshot, lang)),
    ...withdrawn.flatMap((one) => cancelledEvent(one, lang)),
  ]
    .sort((one, other) => other.start.getTime() - one.start.getTime() || (one.id < other.id ? -1 : 1))
    .slice(0, mostEvents);
}

function plannedEvent(maintenance: Maintenance, { beyond }: Snapshot, lang: string): PlannedEvent {
  const { id, components, incident_updates, scheduled_for, scheduled_until, shortlink } = maintenance;
  const [latest] = incident_updates;
  const names = components.map(({ name }) => name).join(', ');
  const description = [
    ...(latest?.body_nodes ? [plain(latest.body_nodes)] : []),
    ...(names === '' ? [] : [feedWordsFor(lang).affects(names)]),
    shortlink,
  ];
  return {
    id,
    name: titleOf(maintenance, wordsFor(lang)),
    description: description.join('\n\n'),
    start: new Date(scheduled_for),
    end: new Date(scheduled_until),
    isCancelled: isCalledOff(maintenance),
    version: beyond.versions[id] ?? 0,
    url: shortlink,
    updated_at: lastChangeOf(maintenance),
  };
}

function cancelledEvent({ id, from, until, version, deleted_at }: Withdrawn, lang: string): PlannedEvent[] {
  if (until === null) return [];
  return [
    {
      id,
      name: wordsFor(lang).gone.title.maintenance,
      description: '',
      start: new Date(from),
      end: new Date(until),
      isCancelled: true,
      version,
      url: null,
      updated_at: new Date(deleted_at),
    },
  ];
}
