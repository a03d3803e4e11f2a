import type {
  HistoryDocument,
  HistorySearch,
  MetricsDocument,
  PageDocument,
  ReportDocument,
  Summary,
  TimelineDocument,
  UptimeDetail,
  UptimeDocument,
} from '@allswell/protocol';
import type { nothing, TemplateResult } from 'lit';
import type { SeenDocument, SeenSummary } from '../source/decode.ts';
import type { Truth } from '../source/truth.ts';
import type { Telling } from '../templates/telling.ts';

/**
 * What a page shows: how everything is, what is planned, how much was up, what was when, what happened, a month in
 * numbers, or the form in its slot `subscribe`.
 */
export type PageView = 'overview' | 'maintenance' | 'uptime' | 'timeline' | 'history' | 'report' | 'subscribe';

/** What a page can be given, as it comes from the API: each is read again whenever something has changed. */
export interface Documents {
  summary: Summary;
  /** What `page.json` knows beyond the summary. */
  document: PageDocument;
  metrics: MetricsDocument;
  history: HistoryDocument;
  found: HistorySearch;
  uptime: UptimeDocument;
  detail: UptimeDetail;
  timeline: TimelineDocument;
  report: ReportDocument;
}

/** Which page is asked for, as its attributes say, and what it has of that. */
export interface Asked extends Readonly<{ [Name in keyof Documents]: Documents[Name] | null }> {
  readonly src: string;
  readonly timeZone: string;
  readonly incident: string;
  readonly month: string;
  readonly query: string;
  readonly component: string;
  readonly days: string;
  readonly span: string;
  readonly until: string;
}

/** All that one drawing of the page is made of. */
export interface View {
  seen: SeenSummary;
  /** What happened in the last 90 days; null where the source does not say. */
  past: SeenDocument | null;
  truth: Truth;
  /** When what is known was last known to be true. */
  provenAt: number;
  telling: Telling;
  /** What is measured, drawn. */
  metrics: TemplateResult | typeof nothing;
  /** The page itself. */
  asked: Asked;
  /** Has the page drawn again at this moment at the latest. */
  wakeBy(at: number): void;
}

/** A view beyond the overview. */
export interface FurtherView {
  /** Draws it; undefined while what it shows is not known yet. A source without it has its overview shown instead. */
  draw: (view: View) => TemplateResult | undefined;
  /** The words that it takes beside those of the page: a promise while they have to be fetched. */
  words?: (locale: string) => unknown;
  /** What it shows beside the overview's: which document, where that is, and whether one that is there is it. */
  wants?: (asked: Asked, seen: SeenSummary | null) => Shown | undefined;
  /** What of its address stands in the query: links to other languages keep it. */
  query?: (asked: Asked) => Record<string, string>;
}

/** The document that a view shows. */
export interface Shown {
  name: keyof Documents;
  /** Where it is, seen from the summary. */
  path: string;
  /** Whether the one that is there is the one that is asked for; it is where nothing is said. */
  isIt?: boolean;
}
