import { beginDraft } from '../drafts/save-draft.ts';
import { openIncident } from '../incidents/open-incident.ts';
import { postUpdate } from '../incidents/post-update.ts';
import { createSeries } from '../maintenance-series/create-series.ts';
import { createTemplate } from '../templates/save-template.ts';
import { dayOf, instantOf, minutesAfter } from './clock.ts';
import { statusesOf, type Telling } from './fill-past.ts';
import { announcedAt, openedAt, postedAt } from './store.ts';
import { everyFourWeeks, nextWords, templates, tomorrow, underWay } from './today.ts';

/** Opens the incident that is under way, and keeps the draft of its next update. */
export async function openUnderWay({ write, clock, ids }: Telling): Promise<void> {
  const beginning = minutesAfter(clock.now, -underWay.minutesAgo);
  const [first, ...rest] = underWay.told;
  const { id, incident_updates } = await openIncident(write, {
    name: underWay.name,
    status: first.status,
    body: first.body,
    components: statusesOf(first.parts, ids),
  });
  const updates = [incident_updates[0]?.id ?? ''];
  for (const { status, body } of rest) updates.push((await postUpdate(write, id, { status, body })).id);
  for (const [index, { after }] of underWay.told.entries()) {
    await postedAt(write.tx, updates[index] ?? '', minutesAfter(beginning, after));
  }
  await openedAt(write.tx, id, beginning);
  const content = { ...nextWords, components: {}, deliver_notifications: true };
  await beginDraft(write, { kind: 'update', incident_id: id, content });
}

/** Plans the maintenance of tomorrow, and the one that repeats. */
export async function planAhead({ write, clock, ids }: Telling): Promise<void> {
  const start = instantOf(clock, { daysAgo: -1, at: tomorrow.at });
  const { incident_updates } = await openIncident(write, {
    name: tomorrow.name,
    status: 'scheduled',
    body: tomorrow.body,
    scheduled_for: start.toISOString(),
    scheduled_until: minutesAfter(start, tomorrow.minutes).toISOString(),
    component_ids: tomorrow.parts.map((part) => ids[part]),
  });
  const announced = instantOf(clock, { daysAgo: tomorrow.announcedDaysAgo, at: '14:20' });
  await postedAt(write.tx, incident_updates[0]?.id ?? '', announced);

  const series = await createSeries(write, {
    name: everyFourWeeks.name,
    body: everyFourWeeks.body,
    starts_at: `${dayOf(clock, 3)}T${everyFourWeeks.at}`,
    duration_minutes: everyFourWeeks.minutes,
    time_zone: clock.zone,
    rrule: `FREQ=WEEKLY;INTERVAL=4;UNTIL=${dayOf(clock, 3 + 364).replaceAll('-', '')}T235959`,
    component_ids: everyFourWeeks.parts.map((part) => ids[part]),
  });
  await announcedAt(write.tx, series.id, instantOf(clock, { daysAgo: everyFourWeeks.announcedDaysAgo, at: '10:05' }));
}

/** Keeps the texts that Larkspur writes again and again. */
export async function fillTemplates({ write, ids }: Telling): Promise<void> {
  for (const { touches, ...template } of templates) {
    await createTemplate(write, { ...template, component_ids: touches.map((part) => ids[part]) });
  }
}
