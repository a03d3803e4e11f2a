import type {
  HistoryDocument,
  HistorySearch,
  Incident,
  Maintenance,
  PageDocument,
  PageSentence,
  ReportDocument,
  TimelineDocument,
  UptimeDetail,
  UptimeDocument,
} from '@allswell/protocol';
import { plain } from '../../text/plain.ts';
import { isMaintenance } from '../../wire/row-writer.ts';
import type { MetricsText } from '../metrics/build.ts';
import type { Snapshot } from '../snapshot.ts';
import { excerpt } from './excerpt.ts';
import type { Languages } from './languages.ts';
import { sayMonth, sayPercent } from './say.ts';
import type { Words } from './words/shape.ts';
import { wordsFor } from './words.ts';

/** What a page shows of what readers know. */
export type Subject =
  | { view: 'overview' | 'maintenance' | 'subscribe' }
  | { view: 'uptime'; uptime: UptimeDocument; text: string; days?: string | undefined }
  /** One component, explained. */
  | { view: 'detail'; detail: UptimeDetail; text: string; days?: string | undefined }
  | {
      view: 'timeline';
      timeline: TimelineDocument;
      text: string;
      span?: string | undefined;
      until?: string | undefined;
    }
  | { view: 'history'; history: HistoryDocument; historyText: string }
  | { view: 'search'; found: HistorySearch; text: string }
  | { view: 'report'; report: ReportDocument; text: string }
  | { view: 'incident'; story: Incident | Maintenance };

/** One page to be rendered: what readers know, what it shows of that, in which language. */
export interface View {
  snapshot: Snapshot;
  subject: Subject;
  lang: string;
  languages: Languages;
  /** When the database last agreed; set only once that is too long ago. */
  staleSince: Date | undefined;
  /** The figures of the day, where they are shown. */
  metrics?: MetricsText | undefined;
}

const shownPast = 10;
const namesInPreview = 3;

/** What a page says of itself in tabs and link previews. */
export function describeView(view: View): { title: string; description: string } {
  const words = wordsFor(view.lang);
  const { title, description } = describeSubject(view, words);
  const whole = `${title} · ${view.snapshot.summary.page.name}`;
  return { title: view.staleSince ? words.lastKnown(whole) : whole, description: excerpt(description) };
}

function describeSubject({ snapshot, subject, lang }: View, words: Words): { title: string; description: string } {
  const { page, incidents, scheduled_maintenances, status } = snapshot.summary;
  const planned = scheduled_maintenances.length > 0 ? [words.plannedMaintenance(namesOf(scheduled_maintenances))] : [];
  switch (subject.view) {
    case 'overview': {
      const sentence = words.sentences[status.description as PageSentence] ?? status.description;
      const open = incidents.length > 0 ? [words.openIncidents(namesOf(incidents))] : [];
      return {
        title: sentence,
        description: [words.currentStatus(page.name, sentence), ...open, ...planned].join(' '),
      };
    }
    case 'maintenance':
      return { title: words.maintenance, description: planned[0] ?? words.noMaintenance(page.name) };
    case 'history': {
      const month = sayMonth(subject.history.month, lang);
      const maintenances = subject.history.incidents.filter(isMaintenance).length;
      const counts = words.counts(subject.history.incidents.length - maintenances, maintenances);
      return {
        title: words.labelled(words.history, month),
        description: `${words.historyOf(page.name, month)} ${counts}`,
      };
    }
    case 'uptime': {
      const days = Number(subject.days ?? 90);
      return { title: words.uptime.title, description: words.uptime.about(page.name, days) };
    }
    case 'detail': {
      const { name, percent } = subject.detail.component;
      const known = percent[90] === null ? [] : [words.uptime.inDays(sayPercent(percent[90], lang), 90)];
      return {
        title: words.labelled(words.uptime.title, name),
        description: [...known, words.uptime.why(name)].join(' '),
      };
    }
    case 'timeline':
      return { title: words.timeline.title, description: words.timeline.about(page.name) };
    case 'search':
      return {
        title: words.labelled(words.history, subject.found.query),
        description: words.found(subject.found.query, subject.found.count),
      };
    case 'report': {
      const { month, numbers } = subject.report;
      return {
        title: words.labelled(words.report.title, sayMonth(month, lang)),
        description: [
          words.report.about(page.name, sayMonth(month, lang)),
          words.counts(numbers.incidents, numbers.maintenances),
        ].join(' '),
      };
    }
    case 'subscribe':
      return { title: words.subscribe.title, description: words.subscribe.about(page.name) };
    case 'incident':
      return { title: subject.story.name, description: sayLatest(subject.story, words) };
  }
}

function sayLatest(story: Incident | Maintenance, words: Words): string {
  const [latest] = story.incident_updates;
  if (!latest) return story.name;
  const isCancelled = isMaintenance(story) && story.cancelled_at !== undefined;
  const status = words.statuses[isCancelled ? 'cancelled' : latest.status];
  return words.labelled(status, plain(latest.body_nodes ?? []));
}

function namesOf(stories: readonly { name: string }[]): string {
  return stories
    .slice(0, namesInPreview)
    .map(({ name }) => name)
    .join('; ');
}

/**
 * What a page needs of page.json: the same for everyone who reads it, however much the history holds. The rest comes
 * when the browser asks for it.
 */
export function documentFor({ snapshot, subject }: Pick<View, 'snapshot' | 'subject'>): PageDocument {
  const { deleted, ...known } = snapshot.page;
  // The form in which people ask to be told reads the ways that there are when it is opened.
  const isOverview = subject.view === 'overview';
  const page = {
    ...known,
    metrics: isOverview ? known.metrics : [],
    uptime: isOverview ? barsOnly(known.uptime) : {},
    subscribe: { channels: [] },
  };
  const over = page.incidents.filter(({ resolved_at }) => resolved_at !== null);
  switch (subject.view) {
    case 'overview':
      return { ...page, incidents: over.slice(0, shownPast), ...(deleted && { deleted: deleted.slice(0, shownPast) }) };
    case 'maintenance':
      return {
        ...page,
        incidents: over.filter(isMaintenance).slice(0, shownPast),
        ...(deleted && { deleted: deleted.filter(({ kind }) => kind === 'maintenance').slice(0, shownPast) }),
      };
    case 'incident':
      return { ...page, incidents: [subject.story] };
    default:
      return { ...page, incidents: [] };
  }
}

/** What bars are drawn from. Which incidents a day had is told when it is opened. */
function barsOnly(uptime: PageDocument['uptime']): PageDocument['uptime'] {
  const bars = Object.entries(uptime).map(([id, { percent, levels }]) => [
    id,
    { days: [], percent, ...(levels !== undefined && { levels }) },
  ]);
  return Object.fromEntries(bars) as PageDocument['uptime'];
}
