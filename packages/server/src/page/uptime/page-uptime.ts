import {
  type AllswellInfo,
  type Component,
  type ComponentUptime,
  type Page,
  type StoryReference,
  type TimelineDocument,
  type UptimeDetail,
  type UptimeDocument,
  uptimePercent,
} from '@allswell/protocol';
import { dateOf, daysBetween } from '../../time/days.ts';
import { findMonth } from '../../time/month.ts';
import { reckonGroup } from '../../wire/reckon-uptime.ts';
import type { StoryRow } from '../../wire/story-rows.ts';
import type { UptimeRows } from '../../wire/uptime-rows.ts';
import { uptimeWriter } from '../../wire/uptime-writer.ts';
import { buildDetail } from './build-detail.ts';
import { buildTimeline } from './build-timeline.ts';
import { buildComponent, totalOf } from './build-uptime.ts';
import type { Reckoned, RecentDays } from './reckon-page.ts';
import { type ComponentMonth, reckonMonth } from './reckon-month.ts';

/** What the documents about uptime are made of, as it is kept on disk with the others: instants are milliseconds. */
export interface KnownUptime {
  rows: UptimeRows;
  /** What went on in these days and what is planned, newest first. */
  stories: StoryRow[];
}

/** What all documents begin with. */
export interface Head {
  page: Page;
  allswell: AllswellInfo;
}

export interface PageUptimeOptions extends RecentDays {
  known: KnownUptime;
  head: Head;
  components: readonly Component[];
  publicUrl: string;
}

/** A document as an object, which pages are rendered from, and as text, which readers get. */
export interface Written<T> {
  document: T;
  text: string;
}

/**
 * What readers can know of uptime between two changes. Each document is made when it is first asked for, from rows that
 * are at hand: none of it asks the database.
 */
export class PageUptime {
  /** What it is made of. */
  readonly known: KnownUptime;
  readonly #options: PageUptimeOptions;
  readonly #writer: ReturnType<typeof uptimeWriter>;
  readonly #details = new Map<string, Written<UptimeDetail>>();
  #stories: StoryReference[] | undefined;
  #uptime: Written<UptimeDocument> | undefined;
  #timeline: Written<TimelineDocument> | undefined;

  constructor(options: PageUptimeOptions) {
    this.known = options.known;
    this.#options = options;
    this.#writer = uptimeWriter({ time_zone: options.head.page.time_zone, publicUrl: options.publicUrl });
  }

  /** The day that it is, such as 2026-11-24. */
  get today(): string {
    return this.#options.days.at(-1)?.date ?? '';
  }

  /** What went on in these days and what is planned, newest first. */
  get stories(): readonly StoryReference[] {
    this.#stories ??= this.known.stories.map(this.#writer.story);
    return this.#stories;
  }

  /** `/api/v2/uptime.json` */
  get uptime(): Written<UptimeDocument> {
    this.#uptime ??= write({
      ...this.#opening(),
      components: this.#options.reckoned.map((one) => this.#describe(one)),
    });
    return this.#uptime;
  }

  /** `/api/v2/timeline.json` */
  get timeline(): Written<TimelineDocument> {
    const { head, days, reckoned } = this.#options;
    this.#timeline ??= write(buildTimeline({ head, days, reckoned, stories: this.stories, writer: this.#writer }));
    return this.#timeline;
  }

  /** `/api/v2/uptime/COMPONENT_ID.json`; undefined for what is not on the page. */
  detail(id: string): Written<UptimeDetail> | undefined {
    const known = this.#details.get(id);
    if (known) return known;
    const reckoned = this.#options.reckoned.find(({ component }) => component.id === id);
    if (!reckoned) return undefined;
    const component = this.#describe(reckoned);
    const members = this.#options.reckoned.filter(({ component: one }) => one.group_id === id);
    const detail = write({
      ...this.#opening(),
      component,
      ...buildDetail(reckoned, { members, stories: this.stories, writer: this.#writer }),
    });
    this.#details.set(id, detail);
    return detail;
  }

  /**
   * What a month comes to, such as 2026-11; undefined for one that began before the time that is at hand: those are read
   * from the database by `readUptimeOfMonth`, and reckoned by `monthFrom`.
   */
  month(name: string): ComponentMonth[] | undefined {
    const month = findMonth(name, this.#options.head.page.time_zone);
    const isAtHand = month !== undefined && month.startsAt.getTime() >= (this.#options.days[0]?.startsAt ?? Infinity);
    return isAtHand ? this.monthFrom(name, this.known.rows) : undefined;
  }

  /** What a month comes to by rows that were read for it. */
  monthFrom(name: string, rows: UptimeRows): ComponentMonth[] {
    const { head, components, now } = this.#options;
    const month = findMonth(name, head.page.time_zone);
    if (!month || month.startsAt.getTime() >= now) return [];
    const last = Math.min(month.endsAt.getTime(), now) - 1;
    const days = daysBetween(`${name}-01`, dateOf(last, head.page.time_zone), head.page.time_zone);
    return reckonMonth(components, rows, { days, now });
  }

  /** How much of the last 90 days a component or a group was up, or all components on average; null where that is unknown. */
  percentOf90Days(id?: string): number | null {
    const { days, reckoned } = this.#options;
    const meant =
      id === undefined ? reckonGroup(leavesOf(reckoned), days) : reckoned.find(({ component }) => component.id === id);
    return meant ? uptimePercent(totalOf(meant, '90').share) : null;
  }

  #opening() {
    const { head } = this.#options;
    return { ...head, today: this.today, weights: this.known.rows.weights.map(this.#writer.weights) };
  }

  #describe(reckoned: Reckoned): ComponentUptime {
    return buildComponent(reckoned, this.#options.head.page.time_zone);
  }
}

function leavesOf(reckoned: readonly Reckoned[]): Reckoned[] {
  return reckoned.filter(({ component }) => !component.group);
}

function write<T>(document: T): Written<T> {
  return { document, text: JSON.stringify(document) };
}
