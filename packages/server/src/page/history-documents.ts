import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError, type ProblemCode } from '@allswell/protocol';
import type { Log } from '../log.ts';
import { longestSearch } from '../wire/search-words.ts';
import { answerPrepared } from './answer.ts';
import type { Archive } from './archive.ts';
import { Prepared } from './bytes.ts';
import type { FoundText } from './found.ts';
import { documentHeaders, provenAtHeader } from './headers.ts';
import type { AnswerProblem } from './problems.ts';
import { readQuery } from './search/search-query.ts';
import type { Snapshot } from './snapshot.ts';

const months = '/api/v2/history/';
const search = `${months}search.json`;
const reports = '/api/v2/reports/';
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

/** What an address asks for: under which name it is kept, and how it is found; or why it asks for nothing. */
type Asked =
  | { key: string; find(): Promise<FoundText | undefined>; missing: string }
  | { refused: { code: ProblemCode; detail: string } };

/**
 * `/api/v2/history/YYYY-MM.json`, `/api/v2/reports/YYYY-MM.json` and `/api/v2/history/search.json?q=`: the newest month is
 * made at each change, the others when they are asked for.
 */
export class HistoryDocuments {
  readonly #options: HistoryDocumentsOptions;
  #newest: string | undefined;
  #prepared = new Map<string, Prepared>();

  constructor(options: HistoryDocumentsOptions) {
    this.#options = options;
  }

  publish(snapshot: Snapshot): void {
    [this.#newest] = snapshot.months;
    this.#prepared = new Map();
    const asked = this.#read(`${months}${this.#newest}.json`);
    if ('find' in asked) void this.#make(asked).catch(() => {}); // whoever asks for it is told
  }

  owns(path: string): boolean {
    return path.startsWith(months) || path.startsWith(reports);
  }

  answer(url: string, req: IncomingMessage, res: ServerResponse): void {
    const { problem, verified, log } = this.#options;
    if (this.#newest === undefined) {
      const detail = 'The database does not answer, and nothing is known yet. Try again in a few seconds.';
      problem(res, 'database-unavailable', detail, ['Retry-After', '5']);
      return;
    }
    const asked = this.#read(url);
    if ('refused' in asked) {
      problem(res, asked.refused.code, asked.refused.detail);
      return;
    }
    const ready = this.#prepared.get(asked.key);
    if (ready) {
      answerPrepared(req, res, ready, verified());
      return;
    }
    this.#make(asked).then(
      (made) => (made ? answerPrepared(req, res, made, verified()) : problem(res, 'not-found', asked.missing)),
      (error: unknown) => {
        if (error instanceof DomainError) {
          problem(res, error.code, 'What is older is in the database, which does not answer just now.', [
            'Retry-After',
            '5',
          ]);
          return;
        }
        log.error({ err: error, url }, 'Something older could not be read.');
        problem(res, 'internal-error', 'Try again. If it stays, look into the log of the server.');
      },
    );
  }

  #read(url: string): Asked {
    const { pathname: path, searchParams } = new URL(url, 'http://page');
    if (path === search) return this.#readSearch(searchParams.get('q'));
    const { archive } = this.#options;
    const root = path.startsWith(reports) ? reports : months;
    const [month = ''] = /^[^/]*(?=\.json$)/.exec(path.slice(root.length)) ?? [];
    const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
    const what = isMonth ? `Nothing is known of ${month}.` : 'Name a month, such as 2026-11.json.';
    return {
      key: root + month,
      find: () => (root === reports ? archive.report(month) : archive.month(month)),
      missing: `${what} The newest is ${root}${this.#newest}.json.`,
    };
  }

  #readSearch(q: string | null): Asked {
    const asked = readQuery(q);
    const refuse = (detail: string): Asked => ({ refused: { code: 'invalid-request', detail } });
    if (asked === 'too-long') return refuse(`Look for at most ${longestSearch} characters.`);
    if (!asked) return refuse('Say what to look for: ?q=WORDS.');
    return { key: `${search}?${asked.text}`, find: () => this.#options.archive.search(asked), missing: '' };
  }

  async #make({ key, find }: Extract<Asked, { key: string }>): Promise<Prepared | undefined> {
    const prepared = this.#prepared;
    const found = await find();
    if (!found) return undefined;
    const made = prepare(found);
    if (!found.staleSince && prepared === this.#prepared) this.#keep(key, made);
    return made;
  }

  #keep(name: string, made: Prepared): void {
    this.#prepared.set(name, made);
    this.#options.onMade(made);
    for (const key of this.#prepared.keys()) {
      if (this.#prepared.size <= kept) return;
      if (key !== `${months}${this.#newest}`) this.#prepared.delete(key);
    }
  }
}

function prepare({ text, staleSince }: FoundText): Prepared {
  const proof = staleSince ? provenAtHeader(staleSince) : [];
  return new Prepared(text, {
    type: 'application/json; charset=utf-8',
    headers: [...documentHeaders, ...proof],
    proven: !staleSince,
  });
}
