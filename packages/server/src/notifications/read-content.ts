import { overallStatus } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import type { NoticeContent } from './channel.ts';
import { type Clock, type Moment, now, since } from './clock.ts';
import { readContentRows } from './content-store.ts';

const mostEarlier = 10;
/** What one notice says is read once while it is being sent, and again when it is tried hours later. */
const keptMs = 5 * 60_000;
const mostKept = 20;

/** Reads what a notice says; undefined when it is gone with its incident. */
export async function readContent(sql: Sql, id: string, publicUrl: string): Promise<NoticeContent | undefined> {
  const rows = await readContentRows(sql, id, mostEarlier + 1);
  if (!rows) return undefined;
  const { notice, page, incident, components, updates, statuses, open } = rows;
  const [update, ...earlier] = updates;
  if (!update) return undefined;
  return {
    id: notice.id,
    number: Number(notice.number),
    kind: notice.kind,
    moved_from: notice.moved_from,
    page: { ...page, ...overallStatus(statuses, open) },
    publicUrl,
    incident: { ...incident, shortlink: `${publicUrl}/incidents/${incident.id}` },
    components,
    update,
    earlier,
  };
}

/** Keeps what is being told, so that a hundred thousand deliveries of one notice read it once. */
export class Contents {
  readonly #read: (id: string) => Promise<NoticeContent | undefined>;
  readonly #clock: Clock;
  readonly #kept = new Map<string, { content: Promise<NoticeContent | undefined>; readAt: Moment }>();

  constructor(read: (id: string) => Promise<NoticeContent | undefined>, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  of(id: string): Promise<NoticeContent | undefined> {
    const known = this.#kept.get(id);
    if (known && since(known.readAt, this.#clock) < keptMs) return known.content;
    const content = this.#read(id);
    content.catch(() => this.#kept.delete(id)); // told to whoever waits; the next one asks again
    this.#kept.set(id, { content, readAt: now(this.#clock) });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return content;
  }
}
