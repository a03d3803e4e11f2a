import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident, Maintenance } from '@allswell/protocol';
import { DomainError } from '@allswell/protocol';
import type { Log } from '../../log.ts';
import { answerPrepared } from '../answer.ts';
import { Prepared } from '../bytes.ts';
import type { Snapshot } from '../snapshot.ts';
import { composeDocument } from './document.ts';
import { type MessageKind, messagePage } from './message-page.ts';
import type { Render } from './render.ts';
import type { View } from './view.ts';
import { describeView } from './view.ts';

export interface HtmlPagesOptions {
  publicUrl: string;
  /** The address of the module that hydrates the page; undefined before the bundles were built. */
  script: string | undefined;
  log: Log;
  /** Looks up an incident that the documents no longer hold; undefined when there is none. */
  findOlder(id: string): Promise<Incident | Maintenance | undefined>;
  /** The instant of Allswell-Verified-At, as it is sent. */
  verified(): string;
  /** Hears of each page that was made and will be kept. */
  onMade(prepared: Prepared): void;
  /** How old the last proof of freshness may be before the page says so. */
  staleAfterMs?: number;
}

const incidentRoot = '/incidents/';
const keptPages = 64;
const eagerPages = 16;
const eagerOver = 3;
const eagerAfterMs = 200;

/**
 * The pages people open: rendered once per change from <status-page> itself and kept as bytes. The renderer is loaded
 * after the documents are there. Pages are made ahead as soon as it is quiet; who comes earlier has theirs made at once.
 */
export class HtmlPages {
  readonly #options: HtmlPagesOptions;
  readonly #staleAfterMs: number;
  /** By address, the least recently asked for first. */
  readonly #pages = new Map<string, Prepared>();
  /** What a page last looked like, should the new one fail to render. */
  readonly #before = new Map<string, Prepared>();
  readonly #messages = new Map<MessageKind, Prepared>();
  readonly #making = new Map<string, Promise<Prepared>>();
  #snapshot: Snapshot | undefined;
  #staleSince: Date | undefined;
  #render: Promise<Render> | undefined;
  #generation = 0;

  constructor(options: HtmlPagesOptions) {
    this.#options = options;
    this.#staleAfterMs = options.staleAfterMs ?? 90_000;
  }

  /** Takes the news: older pages are dropped, the ones that will be asked for are made at once. */
  publish(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#renew();
  }

  /** Says so on the pages when the last proof of freshness is too old, and takes it back when there is a new one. */
  checkAge(verifiedAt: Date, now: Date): void {
    const isStale = now.getTime() - verifiedAt.getTime() > this.#staleAfterMs;
    if (isStale === (this.#staleSince !== undefined)) return;
    this.#staleSince = isStale ? verifiedAt : undefined;
    this.#renew();
  }

  owns(path: string): boolean {
    return path === '/' || path.startsWith(incidentRoot);
  }

  /** Answers GET or HEAD for a path of ours. */
  answer(path: string, req: IncomingMessage, res: ServerResponse): void {
    const ready = this.#pages.get(path);
    if (ready) {
      this.#touch(path, ready);
      answerPrepared(req, res, ready, this.#options.verified());
      return;
    }
    void this.#make(path).then((made) => answerPrepared(req, res, made, this.#options.verified()));
  }

  /** Answers that there is nothing here. */
  notFound(req: IncomingMessage, res: ServerResponse): void {
    answerPrepared(req, res, this.#message('notFound'), this.#options.verified());
  }

  /** Answers that something went wrong. */
  failed(req: IncomingMessage, res: ServerResponse): void {
    answerPrepared(req, res, this.#message('failed'), this.#options.verified());
  }

  close(): void {
    this.#generation++;
  }

  #renew(): void {
    this.#generation++;
    for (const [path, page] of this.#pages) this.#before.set(path, page);
    this.#pages.clear();
    this.#messages.clear();
    this.#making.clear();
    void this.#makeAhead(this.#generation);
  }

  async #makeAhead(generation: number): Promise<void> {
    // News must not wait for the pages of the news before it; whoever asks meanwhile has a page made at once.
    await sleep(eagerAfterMs, undefined, { ref: false });
    if (generation !== this.#generation) return;
    const { summary, page } = this.#snapshot ?? {};
    const wanted = [...(summary?.incidents ?? []), ...(page?.incidents.slice(0, eagerOver) ?? [])];
    const paths = new Set(['/', ...wanted.slice(0, eagerPages).map(({ id }) => incidentRoot + id)]);
    for (const path of paths) {
      // Readers of the documents come between two pages.
      await new Promise((resolve) => setImmediate(resolve));
      if (generation !== this.#generation) return;
      if (!this.#pages.has(path)) await this.#make(path);
    }
    if (generation === this.#generation) this.#before.clear();
  }

  /** Makes a page once, however many ask for it. Never rejects: the worst answer is a page that says so. */
  #make(path: string): Promise<Prepared> {
    const underWay = this.#making.get(path);
    if (underWay) return underWay;
    const generation = this.#generation;
    const making = this.#makeOnce(path)
      .catch((error: unknown) => {
        if (error instanceof DomainError) return this.#before.get(path) ?? this.#message('later');
        this.#options.log.error({ err: error, path }, 'A page could not be rendered.');
        return this.#before.get(path) ?? this.#message('failed');
      })
      .then((made) => {
        if (generation === this.#generation) {
          this.#making.delete(path);
          if (made.status === 200) this.#keep(path, made);
        }
        return made;
      });
    this.#making.set(path, making);
    return making;
  }

  async #makeOnce(path: string): Promise<Prepared> {
    const snapshot = this.#snapshot;
    if (!snapshot) return this.#message('unavailable');
    const render = await this.#load();
    if (path === '/')
      return this.#compose(path, { snapshot, incident: undefined, staleSince: this.#staleSince }, render);
    const id = path.slice(incidentRoot.length);
    const incident = snapshot.incidents.get(id) ?? (await this.#options.findOlder(id));
    if (!incident) return this.#message('notFound');
    return this.#compose(path, { snapshot, incident, staleSince: this.#staleSince }, render);
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

  #compose(path: string, view: View, render: Render): Prepared {
    const { publicUrl, script } = this.#options;
    const { settings } = view.snapshot;
    const { html: main, styles } = render(view);
    const { html, headers } = composeDocument({
      ...describeView(view),
      canonical: publicUrl + path,
      looks: settings,
      lang: 'en',
      main,
      mainStyles: styles,
      script,
      isSecure: publicUrl.startsWith('https:'),
    });
    return new Prepared(html, { type: 'text/html; charset=utf-8', headers, proven: true });
  }

  #message(kind: MessageKind): Prepared {
    let message = this.#messages.get(kind);
    if (!message) {
      message = messagePage(kind, this.#snapshot?.settings, this.#options.publicUrl);
      this.#messages.set(kind, message);
    }
    return message;
  }

  #keep(path: string, page: Prepared): void {
    this.#touch(path, page);
    this.#options.onMade(page);
  }

  #touch(path: string, page: Prepared): void {
    this.#pages.delete(path);
    this.#pages.set(path, page);
    if (this.#pages.size <= keptPages) return;
    const oldest = this.#pages.keys().next();
    if (!oldest.done) this.#pages.delete(oldest.value);
  }
}
