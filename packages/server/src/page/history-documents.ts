import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@allswell/protocol';
import type { Log } from '../log.ts';
import { answerPrepared } from './answer.ts';
import type { Archive, FoundMonth } from './archive.ts';
import { Prepared } from './bytes.ts';
import { documentHeaders, provenAtHeader } from './headers.ts';
import type { AnswerProblem } from './problems.ts';
import type { Snapshot } from './snapshot.ts';

const root = '/api/v2/history/';
const kept = 32;

export interface HistoryDocumentsOptions {
  archive: Archive;
  problem: AnswerProblem;
  log: Log;
  /** The instant of Allswell-Verified-At, as it is sent. */
  verified(): string;
  /** Hears of each document that was made and will be kept. */
  onMade(prepared: Prepared): void;
}

/** `/api/v2/history/YYYY-MM.json`: the newest month is made at each change, the others when they are asked for. */
export class HistoryDocuments {
  readonly #options: HistoryDocumentsOptions;
  #months: readonly string[] = [];
  #prepared = new Map<string, Prepared>();

  constructor(options: HistoryDocumentsOptions) {
    this.#options = options;
  }

  publish({ months }: Snapshot): void {
    this.#months = months;
    this.#prepared = new Map();
    const [newest] = months;
    if (newest) void this.#make(newest).catch(() => {}); // whoever asks for it is told
  }

  owns(path: string): boolean {
    return path.startsWith(root);
  }

  answer(path: string, req: IncomingMessage, res: ServerResponse): void {
    const { problem, verified, log } = this.#options;
    const [month] = /^[^/]*(?=\.json$)/.exec(path.slice(root.length)) ?? [];
    const ready = month === undefined ? undefined : this.#prepared.get(month);
    if (ready) {
      answerPrepared(req, res, ready, verified());
      return;
    }
    if (this.#months.length === 0) {
      const detail = 'The database does not answer, and nothing is known yet. Try again in a few seconds.';
      problem(res, 'database-unavailable', detail, ['Retry-After', '5']);
      return;
    }
    this.#make(month ?? '').then(
      (made) => (made ? answerPrepared(req, res, made, verified()) : this.#missing(month, res)),
      (error: unknown) => {
        if (error instanceof DomainError) {
          problem(res, error.code, 'Older months are in the database, which does not answer just now.', [
            'Retry-After',
            '5',
          ]);
          return;
        }
        log.error({ err: error, month }, 'A month of the history could not be read.');
        problem(res, 'internal-error', 'Try again. If it stays, look into the log of the server.');
      },
    );
  }

  async #make(month: string): Promise<Prepared | undefined> {
    const prepared = this.#prepared;
    const found = await this.#options.archive.month(month);
    if (!found) return undefined;
    const made = prepare(found);
    if (!found.staleSince && prepared === this.#prepared) this.#keep(month, made);
    return made;
  }

  #keep(month: string, made: Prepared): void {
    this.#prepared.set(month, made);
    this.#options.onMade(made);
    for (const key of this.#prepared.keys()) {
      if (this.#prepared.size <= kept) return;
      if (key !== this.#months[0]) this.#prepared.delete(key);
    }
  }

  #missing(month: string | undefined, res: ServerResponse): void {
    const isMonth = month !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
    const what = isMonth ? `Nothing is known of ${month}.` : 'Name a month, such as 2026-11.json.';
    this.#options.problem(res, 'not-found', `${what} The newest is ${root}${this.#months[0]}.json.`);
  }
}

function prepare({ text, staleSince }: FoundMonth): Prepared {
  const proof = staleSince ? provenAtHeader(staleSince) : [];
  return new Prepared(text, {
    type: 'application/json; charset=utf-8',
    headers: [...documentHeaders, ...proof],
    proven: !staleSince,
  });
}
