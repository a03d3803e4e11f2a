import type { ServerResponse } from 'node:http';
import { Prepared } from '../bytes.ts';
import { documentHeaders } from '../headers.ts';
import type { AnswerProblem } from '../problems.ts';
import type { Snapshot } from '../snapshot.ts';
import type { PageUptime, Written } from './page-uptime.ts';

const root = '/api/v2/';
const uptimePath = '/api/v2/uptime.json';
const timelinePath = '/api/v2/timeline.json';
const detailPath = /^\/api\/v2\/uptime\/([^/]*)\.json$/;

export interface UptimeDocumentsOptions {
  problem: AnswerProblem;
  /** Hears of each document that was made and will be kept. */
  onMade(prepared: Prepared): void;
}

/**
 * `/api/v2/uptime.json`, `/api/v2/uptime/COMPONENT_ID.json` and `/api/v2/timeline.json`: each is made when it is first
 * asked for after a change, of what is at hand, and kept until the next one. There are no more of them than components.
 */
export class UptimeDocuments {
  readonly #options: UptimeDocumentsOptions;
  #uptime: PageUptime | undefined;
  #prepared = new Map<string, Prepared>();

  constructor(options: UptimeDocumentsOptions) {
    this.#options = options;
  }

  publish({ uptime }: Snapshot): void {
    this.#uptime = uptime;
    this.#prepared = new Map();
  }

  owns(path: string): boolean {
    return path === uptimePath || path === timelinePath || detailPath.test(path);
  }

  /** The document at an address of ours; undefined when there is none. */
  find(path: string): Prepared | undefined {
    const known = this.#prepared.get(path);
    if (known || !path.startsWith(root)) return known;
    const written = this.#write(path);
    if (!written) return undefined;
    const type = 'application/json; charset=utf-8';
    const made = new Prepared(written.text, { type, headers: documentHeaders, proven: true });
    this.#prepared.set(path, made);
    this.#options.onMade(made);
    return made;
  }

  /** Answers why there is nothing at an address of ours. */
  missing(res: ServerResponse): void {
    const { problem } = this.#options;
    if (this.#uptime) {
      problem(res, 'not-found', 'This page has no such component. /api/v2/components.json lists them.');
      return;
    }
    const detail = 'The database does not answer, and nothing is known yet. Try again in a few seconds.';
    problem(res, 'database-unavailable', detail, ['Retry-After', '5']);
  }

  #write(path: string): Written<unknown> | undefined {
    if (path === uptimePath) return this.#uptime?.uptime;
    if (path === timelinePath) return this.#uptime?.timeline;
    const [, id = ''] = detailPath.exec(path) ?? [];
    return this.#uptime?.detail(id);
  }
}
