import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { answerPrepared } from '../answer.ts';
import { unknownBadge } from '../badge/compose-badge.ts';
import { Prepared } from '../bytes.ts';
import { chooseLanguage, type Languages, languagesOf } from '../html/languages.ts';
import { chooseCoding, rawHeader } from '../negotiate.ts';
import type { AnswerProblem } from '../problems.ts';
import type { Snapshot } from '../snapshot.ts';
import { isSyndicatedPath, readSyndicated, type Syndicated, syndicatedAddress } from './address.ts';
import { type FeedContext, feedContext } from './compose-feed.ts';
import { badgeType, composeSyndicated, syndicatedHeaders } from './compose-syndicated.ts';

export interface SyndicationOptions {
  publicUrl: string;
  /** The WebSub hub that hears of changes. */
  hub: string | undefined;
  problem: AnswerProblem;
  log: Log;
  /** The instant of Allswell-Verified-At, as it is sent. */
  verified(): string;
  /** Hears of each answer that was made and will be kept. */
  onMade(prepared: Prepared): void;
}

interface Asked {
  what: Syndicated;
  lang: string;
  /** The one address of it. */
  key: string;
}

const kept = 256;
const eagerAfterMs = 200;
/** What is made ahead at each change; the rest when somebody asks for it. */
const eager: Syndicated['format'][] = ['atom', 'rss', 'json', 'calendar', 'badge', 'uptime'];

/**
 * Feeds, calendars and badges: what other programs keep asking for. Each is made of what readers have once for each
 * change, and kept as bytes; none of them asks the database.
 */
export class Syndication {
  readonly #options: SyndicationOptions;
  #snapshot: Snapshot | undefined;
  #languages: Languages = { all: ['en'], main: 'en' };
  /** By address, the least recently made first. */
  #prepared = new Map<string, Prepared>();
  /** By language. */
  readonly #contexts = new Map<string, FeedContext>();
  #making = new Map<string, Promise<Prepared | undefined>>();

  constructor(options: SyndicationOptions) {
    this.#options = options;
  }

  /** Takes the news: what was made before is dropped, and what most readers ask for is made as soon as it is quiet. */
  publish(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#languages = languagesOf(snapshot.settings);
    this.#prepared = new Map();
    this.#contexts.clear();
    this.#making = new Map();
    void this.#makeAhead(snapshot);
  }

  owns(path: string): boolean {
    return isSyndicatedPath(path);
  }

  /** Answers GET or HEAD for an address of ours. */
  answer(url: string, req: IncomingMessage, res: ServerResponse): void {
    const { problem, log } = this.#options;
    const direct = this.#prepared.get(url);
    if (direct) {
      this.#send(req, res, direct);
      return;
    }
    const asked = this.#read(url);
    const ready = asked && this.#prepared.get(asked.key);
    if (ready) {
      this.#send(req, res, ready);
    } else if (!asked || !this.#snapshot) {
      const detail = 'The database does not answer, and nothing is known yet. Try again in a few seconds.';
      problem(res, 'database-unavailable', detail, ['Retry-After', '5']);
    } else {
      this.#make(asked, this.#snapshot).then(
        (made) => (made ? this.#send(req, res, made) : this.#missing(asked, req, res)),
        (error: unknown) => {
          log.error({ err: error, path: asked.key }, 'A feed could not be written.');
          problem(res, 'internal-error', 'Try again. If it stays, look into the log of the server.');
        },
      );
    }
  }

  close(): void {
    this.#snapshot = undefined;
  }

  #read(url: string): Asked | undefined {
    const read = readSyndicated(url);
    if (!read) return undefined;
    const lang = chooseLanguage(read.lang, this.#languages);
    return { what: read.what, lang, key: this.#keyOf(read.what, lang) };
  }

  #keyOf(what: Syndicated, lang: string): string {
    return syndicatedAddress(what, lang === this.#languages.main ? undefined : lang);
  }

  async #makeAhead(snapshot: Snapshot): Promise<void> {
    // While news follow news, nobody would read what is made in between.
    await sleep(eagerAfterMs, undefined, { ref: false });
    const { main: lang } = this.#languages;
    for (const format of eager) {
      // Readers of the documents come between two of them.
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#snapshot !== snapshot) return;
      const what: Syndicated = { format, perUpdate: false };
      const made = await this.#make({ what, lang, key: this.#keyOf(what, lang) }, snapshot).catch(() => undefined);
      if (made && this.#snapshot === snapshot) this.#options.onMade(made);
    }
  }

  /** Makes one once, however many ask for it; undefined when it would be of a component that is not there. */
  #make(asked: Asked, snapshot: Snapshot): Promise<Prepared | undefined> {
    const making = this.#making;
    const underWay = making.get(asked.key);
    if (underWay) return underWay;
    const made = this.#compose(asked, snapshot)
      .then((prepared) => {
        if (prepared && this.#snapshot === snapshot) this.#keep(asked.key, prepared);
        return prepared;
      })
      .finally(() => making.delete(asked.key));
    making.set(asked.key, made);
    return made;
  }

  async #compose({ what, lang }: Asked, snapshot: Snapshot): Promise<Prepared | undefined> {
    const component = snapshot.summary.components.find(({ id }) => id === what.componentId);
    if (what.componentId !== undefined && !component) return undefined;
    return composeSyndicated(what, component, this.#contextOf(lang, snapshot));
  }

  #contextOf(lang: string, snapshot: Snapshot): FeedContext {
    const { publicUrl, hub } = this.#options;
    const known = this.#contexts.get(lang);
    if (known?.snapshot === snapshot) return known;
    const context = feedContext({ snapshot, publicUrl, hub, lang, mainLang: this.#languages.main });
    this.#contexts.set(lang, context);
    return context;
  }

  #keep(key: string, prepared: Prepared): void {
    this.#prepared.set(key, prepared);
    for (const oldest of this.#prepared.keys()) {
      if (this.#prepared.size <= kept) return;
      this.#prepared.delete(oldest);
    }
  }

  /** Programs are told in their own way; a picture says it as a picture. */
  #missing({ what, lang }: Asked, req: IncomingMessage, res: ServerResponse): void {
    const snapshot = this.#snapshot;
    const isPicture = what.format === 'badge' || what.format === 'uptime';
    if (!isPicture || !snapshot) {
      this.#options.problem(res, 'not-found', 'This page has no such component. /api/v2/components.json lists them.');
      return;
    }
    const headers = syndicatedHeaders(snapshot);
    const badge = new Prepared(unknownBadge(snapshot, lang), { type: badgeType, headers, status: 404 });
    answerPrepared(req, res, badge, this.#options.verified());
  }

  #send(req: IncomingMessage, res: ServerResponse, prepared: Prepared): void {
    const verified = this.#options.verified();
    if (!this.#isUnmodifiedSince(req)) {
      answerPrepared(req, res, prepared, verified);
      return;
    }
    const coding = chooseCoding(rawHeader(req.rawHeaders, 'accept-encoding'));
    res.writeHead(304, prepared.notModified(coding, '*', verified));
    res.end();
  }

  /** Many feed readers know no tags. A date counts only where there is none (RFC 9110, 13.1.3). */
  #isUnmodifiedSince({ rawHeaders }: IncomingMessage): boolean {
    const since = rawHeader(rawHeaders, 'if-modified-since');
    const changedAt = this.#snapshot?.state.changed_at;
    if (since === undefined || !changedAt || rawHeader(rawHeaders, 'if-none-match') !== undefined) return false;
    return Date.parse(since) >= Math.floor(changedAt.getTime() / 1_000) * 1_000;
  }
}
