import {
  type ComponentStatus,
  componentStatuses,
  type Impact,
  impacts,
  incidentStatuses,
  maintenanceStatuses,
} from '@allswell/protocol';
import type { Cleaner } from '../clean-text.ts';
import type { GatheredPlan, GatheredStory, GatheredUpdate } from '../gathered.ts';
import { unreadable } from '../unreadable.ts';
import type { Warnings } from '../warnings.ts';
import type { StatuspageIncident, StatuspageUpdate } from './shapes.ts';

/** What an incident of Statuspage is read with. */
export interface StoryContext {
  texts: Cleaner;
  warnings: Warnings;
  now: Date;
}

type Status = GatheredStory['status'];

/** What components are taken to have been where nothing but the impact of the incident tells. */
const statusOfImpact: Record<Impact, ComponentStatus | null> = {
  none: null,
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
};

/** Reads an incident, or a maintenance where it has a plan. */
export function readStory(raw: StatuspageIncident, { texts, warnings, now }: StoryContext): GatheredStory {
  const name = texts.name(raw.name, raw.id);
  const isMaintenance = raw.scheduled_for !== null && raw.scheduled_for !== undefined;
  const toStatus = (word: string | null | undefined) => readStatus(word ?? '', isMaintenance);
  const status = toStatus(raw.status) ?? fallback(raw, isMaintenance);
  if (toStatus(raw.status) === undefined) {
    warnings.add('status-unknown', `Its status “${raw.status}” is not known; it is taken for ${status}.`, name);
  }
  const times = [...raw.incident_updates.flatMap(timesOf), raw.started_at, raw.created_at, raw.scheduled_for];
  const first = times.filter((at) => at != null).toSorted()[0];
  if (first === undefined) throw unreadable(`Incident ${raw.id} says nowhere when it was.`);

  const updates = raw.incident_updates
    .map((update, index) => readUpdate(update, `${raw.id}:${raw.incident_updates.length - index}`, { status, first }))
    .toSorted(oldestFirst);
  const started_at = earlier(raw.started_at ?? raw.created_at ?? first, updates[0]?.display_at);
  const impact = readImpact(raw.impact_override) ?? readImpact(raw.impact);
  const namesNone = updates.every((update) => update.affected.length === 0);
  const guess = namesNone && !isMaintenance && impact !== null ? statusOfImpact[impact] : null;
  const components = (raw.components ?? []).map((one) => ({
    code: one.id ?? null,
    name: texts.name(one.name, ''),
    status: guess,
  }));
  if (guess !== null && components.length > 0) {
    const detail = `Its updates do not say what its components were: they are taken to have been ${guess}, as its impact says.`;
    warnings.add('statuses-guessed', detail, name);
  }
  const story: GatheredStory = {
    external_id: raw.id,
    name,
    status,
    impact,
    started_at,
    resolved_at: raw.resolved_at ?? null,
    created_at: raw.created_at ?? started_at,
    updated_at: raw.updated_at ?? updates.at(-1)?.updated_at ?? started_at,
    plan: isMaintenance ? readPlan(raw, name) : null,
    postmortem: null,
    components,
    updates,
  };
  warnOfTimes(story);
  return complete(withPostmortem(story, raw));

  function readUpdate(
    update: StatuspageUpdate,
    unnamed: string,
    of: { status: Status; first: string },
  ): GatheredUpdate {
    const display_at = update.display_at ?? update.created_at ?? of.first;
    const known = toStatus(update.status);
    if (known === undefined) {
      warnings.add(
        'status-unknown',
        `One of its updates says “${update.status ?? ''}”; ${of.status} is taken for it.`,
        name,
      );
    }
    return {
      external_id: update.id ?? unnamed,
      status: known ?? of.status,
      body: texts.body(update.body, name),
      display_at,
      created_at: update.created_at ?? display_at,
      updated_at: update.updated_at ?? update.created_at ?? display_at,
      affected: (update.affected_components ?? []).flatMap(({ code, name: called, new_status }) => {
        const isKnown = isComponentStatus(new_status);
        if (!isKnown)
          warnings.add('status-unknown', `It says “${new_status ?? ''}” of ${called}; that is left out.`, name);
        return isKnown ? [{ code: code ?? null, name: texts.name(called, ''), new_status }] : [];
      }),
    };
  }

  /** What cannot have been like this is put right when it is brought in. */
  function warnOfTimes({ resolved_at: end, plan, updates: said }: GatheredStory): void {
    const begin = raw.started_at ?? raw.created_at;
    const told = [...said.map(({ display_at }) => display_at), end, plan ? null : begin];
    if (told.some((at) => at != null && Date.parse(at) > now.getTime())) {
      warnings.add('in-future', 'It tells of a time that is yet to come as if it had been; now is taken for it.', name);
    }
    if (!plan && end !== null && begin != null && end < begin) {
      const detail = `It is said to have ended before it began (${end}); the times of its updates are taken.`;
      warnings.add('end-before-start', detail, name);
    }
  }

  function readPlan(plan: StatuspageIncident, subject: string): GatheredPlan {
    const scheduled_for = plan.scheduled_for ?? first ?? '';
    const ends = [plan.scheduled_until, plan.resolved_at].filter((at) => at != null && at > scheduled_for);
    const scheduled_until = ends[0] ?? new Date(Date.parse(scheduled_for) + 60 * 60_000).toISOString();
    if (plan.scheduled_until !== scheduled_until) {
      warnings.add(
        'end-unknown',
        `It has no planned end after its start; ${scheduled_until} is taken for it.`,
        subject,
      );
    }
    return {
      scheduled_for,
      scheduled_until,
      scheduled_auto_in_progress: plan.scheduled_auto_in_progress ?? true,
      scheduled_auto_completed: plan.scheduled_auto_completed ?? true,
      auto_transition_to_maintenance_state: plan.auto_transition_to_maintenance_state ?? true,
      auto_transition_to_operational_state: plan.auto_transition_to_operational_state ?? true,
    };
  }

  function withPostmortem(one: GatheredStory, written: StatuspageIncident): GatheredStory {
    const published = one.updates.findLast((update) => update.status === 'postmortem');
    const body = texts.body(written.postmortem_body, name);
    const isMissing = !published && body !== '' && written.postmortem_published_at != null && !isMaintenance;
    const at = written.postmortem_published_at ?? one.updated_at;
    const added: GatheredUpdate[] = isMissing
      ? [
          {
            external_id: `${raw.id}:postmortem`,
            status: 'postmortem',
            body,
            display_at: at,
            created_at: at,
            updated_at: at,
            affected: [],
          },
        ]
      : [];
    const text = body || published?.body || '';
    const edited_at = written.postmortem_body_last_updated_at ?? published?.updated_at ?? at;
    const hasOne = published !== undefined || isMissing;
    return {
      ...one,
      updates: [...one.updates, ...added].toSorted(oldestFirst),
      status:
        isMissing && one.status === 'resolved'
          ? 'postmortem'
          : one.status === 'postmortem' && !hasOne
            ? 'resolved'
            : one.status,
      postmortem: text !== '' && !isMaintenance && isClosed(one.status) ? { body: text, edited_at } : null,
    };
  }
}

/** Every story has a first word, and one that is over has a last one. */
export function complete(story: GatheredStory): GatheredStory {
  const end = story.resolved_at;
  const last = story.updates.findLast((update) => update.status !== 'postmortem');
  const updates = [...story.updates];
  const word = (suffix: string, status: Status, at: string): GatheredUpdate => ({
    external_id: `${story.external_id}:${suffix}`,
    status,
    body: '',
    display_at: at,
    created_at: at,
    updated_at: at,
    affected: [],
  });
  const over: Status = story.plan ? 'completed' : 'resolved';
  if (isClosed(story.status) && last && !isClosed(last.status)) {
    updates.push(word('end', over, end !== null && end > last.display_at ? end : last.display_at));
  } else if (!last) {
    const isOver = isClosed(story.status);
    updates.push(word(isOver ? 'end' : 'begin', isOver ? over : story.status, (isOver && end) || story.started_at));
  }
  return { ...story, updates: updates.toSorted(oldestFirst) };
}

/** The status that a word means: a maintenance knows others than an incident. */
export function readStatus(word: string, isMaintenance: boolean): Status | undefined {
  if (isMaintenance) {
    if ((maintenanceStatuses as readonly string[]).includes(word)) return word as Status;
    if (word === 'resolved' || word === 'postmortem') return 'completed';
    return (incidentStatuses as readonly string[]).includes(word) ? 'in_progress' : undefined;
  }
  if ((incidentStatuses as readonly string[]).includes(word)) return word as Status;
  return word === 'completed' ? 'resolved' : undefined;
}

export function isComponentStatus(word: string | null | undefined): word is ComponentStatus {
  return word != null && (componentStatuses as readonly string[]).includes(word);
}

export function readImpact(word: string | null | undefined): Impact | null {
  return word != null && (impacts as readonly string[]).includes(word) ? (word as Impact) : null;
}

/** What happened at one instant stays in the order in which it was told. */
export function oldestFirst(one: GatheredUpdate, other: GatheredUpdate): number {
  const rank = (update: GatheredUpdate) => (update.status === 'postmortem' ? 2 : isClosed(update.status) ? 1 : 0);
  return (
    compare(one.display_at, other.display_at) || compare(one.created_at, other.created_at) || rank(one) - rank(other)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function fallback({ resolved_at }: StatuspageIncident, isMaintenance: boolean): Status {
  if (isMaintenance) return resolved_at ? 'completed' : 'in_progress';
  return resolved_at ? 'resolved' : 'investigating';
}

function isClosed(status: Status): boolean {
  return status === 'resolved' || status === 'postmortem' || status === 'completed';
}

function timesOf({ display_at, created_at }: StatuspageUpdate) {
  return [display_at, created_at];
}

function earlier(one: string, other: string | undefined): string {
  return other !== undefined && other < one ? other : one;
}
