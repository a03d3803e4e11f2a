import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@allswell/protocol';
import type { Log } from '../../log.ts';
import { answerPrepared } from '../answer.ts';
import type { Archive } from '../archive.ts';
import type { Prepared } from '../bytes.ts';
import type { MetricsText } from '../metrics/build.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Asked, addressOf, isPagePath, type Place, readAddress } from './address.ts';
import { composePage } from './compose-page.ts';
import { findSubject } from './find-subject.ts';
import { chooseLanguage, type Languages, languagesOf } from './languages.ts';
import { gonePage, type MessageOptions, messagePage } from './message-page.ts';
import { redirect } from './redirect.ts';
import type { Render } from './render.ts';
import { sitemap } from './sitemap.ts';
import type { MessageKind } from './words/shape.ts';

export interface HtmlPagesOptions {
  publicUrl: string;
  /** The address of the module that hydrates the page; undefined before the bundles were built. */
  script: string | undefined;
  /** Where the parts of that are which it fetches when it wants them; undefined for what it brings along. */
  partOf?: (name: string) => string | undefined;
  log: Log;
  /** Looks up what the documents no longer tell of. */
  archive: Archive;
  /** The figures that the overview shows; undefined where it shows none. */
  metrics?: () => MetricsText | undefined;
  /** The instant of Allswell-Verified-At, as it is sent. */
  verified(): string;
  /** Hears of each page that was made and will be kept. */
  onMade(prepared: Prepared): void;
  /** How old the last proof of freshness may be before the page says so. */
  staleAfterMs?: number;
  /** How often the overview is made anew at most because its figures have moved on. */
  redrawMs?: number;
}

/** A page, and for how long it may be kept. */
interface Made {
  page: Prepared;
  /** Until the next change, for a moment, or not at all. */
  keep: 'always' | 'briefly' | 'never';
}

const sitemapPath = '/sitemap.xml';
const keptPages = 128;
const keptBytes = 16_000_000;
const keptBrieflyMs = 5_000;
const eagerIncidents = 16;
const eagerAfterMs = 200;

/**
 * The pages people open: rendered once per change and language from <status-page> itself and kept as bytes. The renderer
 * is loaded after the documents are there. Pages are made ahead as soon as it is quiet; who comes earlier has theirs made
 * at once.
 */
export class HtmlPages {
  readonly #options: HtmlPagesOptions;
  readonly #staleAfterMs: number;
  readonly #redrawMs: number;
  /** By address, what was made ahead. */
  readonly #ahead = new Map<string, Prepared>();
  /** What somebody asked for, the least recently asked for first. */
  readonly #asked = new Map<string, Prepared>();
  #askedBytes = 0;
  /** What a page last looked like, should the new one fail to render. */
  readonly #before = new Map<string, Prepared>();
  readonly #messages = new Map<string, Prepared>();
  /** Which figures a page shows, of those that can show some. */
  readonly #figures = new WeakMap<Prepared, MetricsText | undefined>();
  readonly #making = new Map<string, Promise<Prepared>>();
  #languages: Languages = { all: ['en'], main: 'en' };
  #snapshot: Snapshot | undefined;
  #staleSince: Date | undefined;
  #render: Promise<Render> | undefined;
  #generation = 0;
  #redrawing: NodeJS.Timeout | undefined;
  #drawnAt = -Infinity;

  constructor(options: HtmlPagesOptions) {
    this.#options = options;
    this.#staleAfterMs = options.staleAfterMs ?? 90_000;
    this.#redrawMs = options.redrawMs ?? 45_000;
  }

  /** Takes the news: older pages are dropped, the ones that will be asked for are made at once. */
  publish(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#languages = languagesOf(snapshot.settings);
    this.#renew();
  }

  /** Says so on the pages when the last proof of freshness is too old, and takes it back when there is a new one. */
  checkAge(verifiedAt: Date, now: Date): void {
    const isStale = now.getTime() - verifiedAt.getTime() > this.#staleAfterMs;
    if (isStale === (this.#staleSince !== undefined)) return;
    this.#staleSince = isStale ? verifiedAt : undefined;
    this.#renew();
  }

  /** Takes figures that have moved on: the overview is made anew, together for all that come within a while. */
  measured(): void {
    const waitMs = Math.max(0, this.#drawnAt + this.#redrawMs - performance.now());
    this.#redrawing ??= setTimeout(() => {
      this.#redrawing = undefined;
      void this.#redraw(this.#generation);
    }, waitMs).unref();
  }

  owns(path: string): boolean {
    return isPagePath(path) || path === sitemapPath;
  }

  /** Answers GET or HEAD for an address of ours. */
  answer(url: string, req: IncomingMessage, res: ServerResponse): void {
    const ready = this.#ahead.get(url);
    if (ready) {
      answerPrepared(req, res, ready, this.#options.verified());
      return;
    }
    const { key, make } = this.#read(url);
    const known = this.#ahead.get(key) ?? this.#recall(key);
    if (known) answerPrepared(req, res, known, this.#options.verified());
    else void this.#make(key, make).then((made) => answerPrepared(req, res, made, this.#options.verified()));
  }

  /** Answers that there is nothing here. */
  notFound(req: IncomingMessage, res: ServerResponse): void {
    answerPrepared(req, res, this.#message('notFound', this.#languageOf(req)), this.#options.verified());
  }

  /** Answers that something went wrong. */
  failed(req: IncomingMessage, res: ServerResponse): void {
    answerPrepared(req, res, this.#message('failed', this.#languageOf(req)), this.#options.verified());
  }

  close(): void {
    this.#generation++;
    clearTimeout(this.#redrawing);
  }

  #renew(): void {
    this.#generation++;
    for (const pages of [this.#asked, this.#ahead]) {
      for (const [key, page] of pages) this.#before.set(key, page);
      pages.clear();
    }
    this.#askedBytes = 0;
    this.#messages.clear();
    this.#making.clear();
    void this.#makeAhead(this.#generation);
  }

  async #makeAhead(generation: number): Promise<void> {
    // News must not wait for the pages of the news before it; whoever asks meanwhile has a page made at once.
    await sleep(eagerAfterMs, undefined, { ref: false });
    if (generation !== this.#generation) return;
    const open = this.#snapshot?.summary.incidents.slice(0, eagerIncidents) ?? [];
    const places: Place[] = [
      { view: 'overview' },
      ...open.map(({ id }) => ({ view: 'incident' as const, id })),
      { view: 'uptime' },
      { view: 'maintenance' },
      { view: 'history' },
    ];
    const { all, main } = this.#languages;
    for (const lang of [main, ...all.filter((other) => other !== main)]) {
      for (const place of places) {
        // Readers of the documents come between two pages.
        await new Promise((resolve) => setImmediate(resolve));
        if (generation !== this.#generation) return;
        const key = this.#addressOf(place, lang);
        const made = this.#recall(key) ?? (await this.#make(key, () => this.#makePage(place, lang)));
        if (generation === this.#generation && made.status === 200) this.#ahead.set(key, made);
        this.#forget(key);
      }
    }
    if (generation !== this.#generation) return;
    this.#before.clear();
    // What was measured while they were made.
    if ([...this.#ahead.values()].some((page) => this.#isOutOfDate(page))) this.measured();
  }

  /** Whether a page shows other figures than there are by now. */
  #isOutOfDate(page: Prepared | undefined): boolean {
    return page !== undefined && this.#figures.has(page) && this.#figures.get(page) !== this.#options.metrics?.();
  }

  /** Puts a new overview in the place of the one that readers have, so that none of them waits for it. */
  async #redraw(generation: number): Promise<void> {
    this.#drawnAt = performance.now();
    const place: Place = { view: 'overview' };
    const { all, main } = this.#languages;
    for (const lang of new Set([main, ...all])) {
      await new Promise((resolve) => setImmediate(resolve));
      const key = this.#addressOf(place, lang);
      if (generation !== this.#generation || !this.#isOutOfDate(this.#ahead.get(key))) continue;
      const made = await this.#makePage(place, lang).catch((error: unknown) => this.#makeDo(key, error));
      if (made.keep !== 'always') continue;
      // Nobody waits for it, so it is compressed before anybody gets it.
      await made.page.improve().catch(() => {});
      if (generation === this.#generation) this.#ahead.set(key, made.page);
    }
  }

  /** What an address asks for: under which key it is kept, and how it is made. */
  #read(url: string): { key: string; make: () => Promise<Made> } {
    if (url.startsWith(sitemapPath)) return { key: sitemapPath, make: () => Promise.resolve(this.#makeSitemap()) };
    const { place, lang: asked }: Asked = readAddress(url) ?? { place: { view: 'overview' }, lang: null };
    const lang = chooseLanguage(asked, this.#languages);
    return { key: this.#addressOf(place, lang), make: () => this.#makePage(place, lang) };
  }

  /** Makes a page once, however many ask for it. Never rejects: the worst answer is a page that says so. */
  #make(key: string, make: () => Promise<Made>): Promise<Prepared> {
    const underWay = this.#making.get(key);
    if (underWay) return underWay;
    const generation = this.#generation;
    const making = make()
      .catch((error: unknown) => this.#makeDo(key, error))
      .then(({ page, keep }) => {
        if (generation !== this.#generation) return page;
        this.#making.delete(key);
        if (keep !== 'never') this.#keep(key, page, keep);
        return page;
      });
    this.#making.set(key, making);
    return making;
  }

  async #makePage(place: Place, lang: string): Promise<Made> {
    const snapshot = this.#snapshot;
    if (!snapshot) return { page: this.#message('unavailable', lang), keep: 'never' };
    const languages = this.#languages;
    const [render, found] = await Promise.all([this.#load(), findSubject(place, snapshot, this.#options.archive)]);
    if (!found) return { page: this.#message('notFound', lang), keep: 'never' };
    if ('tooLong' in found) return { page: this.#message('tooLong', lang), keep: 'never' };
    if ('movedTo' in found) return { page: redirect(this.#addressOf(found.movedTo, lang), found), keep: 'always' };
    if ('deleted' in found) {
      const { time_zone: timeZone } = snapshot.settings;
      return { page: gonePage(found.deleted, { ...this.#messageOptions(lang), timeZone }), keep: 'always' };
    }
    const staleSince = found.staleSince ?? this.#staleSince;
    const metrics = place.view === 'overview' ? this.#options.metrics?.() : undefined;
    const view = { snapshot, subject: found.subject, lang, languages, staleSince, metrics };
    const { partOf = () => undefined } = this.#options;
    const page = composePage(view, { place, render, ...this.#options, partOf, provenAt: found.staleSince });
    if (place.view === 'overview') this.#figures.set(page, metrics);
    // What is older than the documents is no answer any more once the database can be asked again.
    return { page, keep: found.staleSince ? 'briefly' : 'always' };
  }

  #makeSitemap(): Made {
    if (!this.#snapshot) return { page: this.#message('unavailable', this.#languages.main), keep: 'never' };
    return { page: sitemap(this.#snapshot, this.#options.publicUrl), keep: 'always' };
  }

  /** What is answered instead of a page that could not be made: the one before, or why there is none. */
  #makeDo(key: string, error: unknown): Made {
    const isExpected = error instanceof DomainError;
    if (!isExpected) this.#options.log.error({ err: error, path: key }, 'A page could not be rendered.');
    const lang = chooseLanguage(readAddress(key)?.lang ?? null, this.#languages);
    return { page: this.#before.get(key) ?? this.#message(isExpected ? 'later' : 'failed', lang), keep: 'never' };
  }

  #load(): Promise<Render> {
    this.#render ??= import('./render.ts')
      .then((module) => module.renderStatusPage)
      .catch((error: unknown) => {
        this.#render = undefined; // the next page tries again
        throw error;
      });
    return this.#render;
  }

  #message(kind: MessageKind, lang: string): Prepared {
    const key = `${kind} ${lang}`;
    const message = this.#messages.get(key) ?? messagePage(kind, this.#messageOptions(lang));
    this.#messages.set(key, message);
    return message;
  }

  #messageOptions(lang: string): MessageOptions {
    const { publicUrl } = this.#options;
    return { looks: this.#snapshot?.settings, lang, mainLang: this.#languages.main, publicUrl };
  }

  #languageOf({ url = '' }: IncomingMessage): string {
    const query = url.indexOf('?');
    const asked = query < 0 ? null : new URLSearchParams(url.slice(query)).get('lang');
    return chooseLanguage(asked, this.#languages);
  }

  #addressOf(place: Place, lang: string): string {
    return addressOf(place, lang === this.#languages.main ? undefined : lang);
  }

  #keep(key: string, page: Prepared, keep: 'always' | 'briefly'): void {
    this.#forget(key);
    this.#asked.set(key, page);
    this.#askedBytes += page.identity.length;
    if (keep === 'always') {
      this.#options.onMade(page);
    } else {
      const forget = () => this.#asked.get(key) === page && this.#forget(key);
      setTimeout(forget, keptBrieflyMs).unref();
    }
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= keptPages && this.#askedBytes <= keptBytes) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#askedBytes -= this.#asked.get(key)?.identity.length ?? 0;
    this.#asked.delete(key);
  }

  /** What was asked for before, and is so once more. */
  #recall(key: string): Prepared | undefined {
    const page = this.#asked.get(key);
    if (!page) return undefined;
    this.#asked.delete(key);
    this.#asked.set(key, page);
    return page;
  }
}
