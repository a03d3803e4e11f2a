import type { Draft } from '@allswell/protocol';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { AdminApi } from '../api/admin-api.ts';
import { ApiError } from '../api/api-error.ts';
import { Intent } from '../api/intent.ts';

const waitMs = 1_200;
const retryMs = 5_000;

export type Content = Record<string, unknown>;

/** Where a draft stands on the server, as it is kept beside what was typed. */
export interface KeptPlace {
  id: string;
  version: number;
}

export interface ServerDraftOptions {
  api: () => AdminApi;
  kind: Draft['kind'];
  /** The incident that an update is being written for. */
  incidentId?: () => string | null;
  /** What is written now; null when there is nothing in it that anyone would miss. */
  content: () => Content | null;
  /** The draft has got a place on the server, another version, or none any more. */
  onPlace?: () => void;
}

/**
 * Keeps what is typed as a draft on the server, a moment after the last letter. While the server is away it waits; when
 * somebody else wrote in the same draft meanwhile, it asks.
 */
export class ServerDraft implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: ServerDraftOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  #place: KeptPlace | null = null;
  /** The first save until it is answered: its key makes a second one harmless. */
  #begun: { content: Content; key: string } | null = null;
  #saved = '';

  /** When it was last saved, as the server says. */
  savedAt: string | null = null;
  isSaving = false;
  /** The server does not answer: what is typed is only here. */
  isAway = false;
  /** Another admin wrote in it meanwhile: nothing is saved before one side is chosen. */
  theirs: Draft | null = null;
  /** It was published or thrown away meanwhile: nothing is saved before that was seen. */
  isGone = false;

  constructor(host: ReactiveElement, options: ServerDraftOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#onOnline);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#onOnline);
    // Who leaves in the middle of a word has it kept nevertheless.
    if (this.#timer !== undefined) void this.#save();
  }

  /** Somebody else's words, or its end, are to be looked at first. */
  get isDisputed(): boolean {
    return this.theirs !== null || this.isGone;
  }

  get place(): KeptPlace | null {
    return this.#place;
  }

  /** Goes on with a draft of the server, whose words the form shows already. */
  resume(place: KeptPlace | null, saved?: Draft): void {
    this.forget();
    this.#place = place;
    this.savedAt = saved?.updated_at ?? null;
    if (saved) this.#saved = written(saved.content);
  }

  /** Something was typed. */
  touch(): void {
    if (this.theirs || this.isGone) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), this.isAway ? retryMs : waitMs);
  }

  /**
   * Before it is published: saves what is not saved yet, so that another admin's words in it are noticed and not
   * thrown away with it. The id to publish with; afterwards, `theirs` and `isGone` say whether it may be. What was
   * sent once already may have taken the draft with it: then nothing is asked again.
   */
  async settle(wasSent = false): Promise<string | undefined> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#saving;
    const content = this.#options.content();
    if (this.#place && content !== null && !wasSent && !this.theirs && !this.isGone) {
      try {
        await this.#change(content);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // Whoever cannot be reached now is not asked again and again: publishing itself waits.
        if (error.code === 'stale-version' || error.code === 'draft-not-found') this.#onRefused(error);
      }
    }
    return this.#place?.id;
  }

  /** It was published, or is not wanted: what comes is another draft. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#place = null;
    this.#begun = null;
    this.#saved = '';
    this.savedAt = null;
    this.isAway = false;
    this.theirs = null;
    this.isGone = false;
    this.#host.requestUpdate();
  }

  /** Throws it away, here and on the server. What is gone there already is gone. */
  async discard(): Promise<void> {
    const id = await this.settle(true);
    this.forget();
    if (id === undefined) return;
    try {
      await this.#options.api().writing.discardDraft(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /** Somebody published or discarded it: said before anything else is done. */
  markGone(): void {
    this.#place = null;
    this.isGone = true;
    this.#options.onPlace?.();
    this.#host.requestUpdate();
  }

  /** What is typed here becomes a draft of its own. */
  keepAsNew(): void {
    this.forget();
    this.#options.onPlace?.();
    void this.#save();
  }

  /** Mine takes the place of theirs. */
  keepMine(): void {
    if (!this.theirs) return;
    this.#place = { id: this.theirs.id, version: this.theirs.version };
    this.theirs = null;
    this.#saved = '';
    void this.#save();
  }

  readonly #onOnline = () => {
    if (this.isAway) void this.#save();
  };

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#saving) {
      await this.#saving;
      return this.#save();
    }
    const content = this.#options.content();
    if (this.theirs || this.isGone || (content === null && !this.#place && !this.#begun)) return;
    if (content !== null && written(content) === this.#saved) return;
    this.#saving = this.#send(content).finally(() => {
      this.#saving = null;
      this.isSaving = false;
      this.#host.requestUpdate();
    });
    this.isSaving = true;
    this.#host.requestUpdate();
    await this.#saving;
  }

  async #send(content: Content | null): Promise<void> {
    try {
      if (!this.#place) await this.#begin(content ?? {});
      // What was begun with may be older than what is written by now.
      if (content === null) await this.#empty();
      else if (written(content) !== this.#saved) await this.#change(content);
      this.isAway = false;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#onRefused(error);
    }
  }

  async #begin(content: Content): Promise<void> {
    const { api, kind, incidentId } = this.#options;
    this.#begun ??= { content, key: new Intent().keyFor(content) };
    const incident_id = incidentId?.();
    const begun = {
      kind,
      content: this.#begun.content,
      ...(incident_id ? { incident_id } : {}),
    };
    this.#keep(await api().writing.beginDraft({ content: begun, key: this.#begun.key }), this.#begun.content);
    this.#begun = null;
  }

  async #change(content: Content): Promise<void> {
    if (!this.#place) return;
    const { id, version } = this.#place;
    this.#keep(await this.#options.api().writing.saveDraft(id, { content: { content }, version }), content);
  }

  async #empty(): Promise<void> {
    if (!this.#place) return;
    await this.#options.api().writing.discardDraft(this.#place.id);
    this.#place = null;
    this.#saved = '';
    this.savedAt = null;
    this.#options.onPlace?.();
  }

  #keep({ id, version, updated_at }: Draft, content: Content): void {
    this.#place = { id, version };
    this.#saved = written(content);
    this.savedAt = updated_at;
    this.#options.onPlace?.();
  }

  #onRefused(error: ApiError): void {
    if (error.code === 'stale-version') {
      const current = error.current as Draft;
      // An answer that was lost: the draft says already what is written here.
      if (written(current.content) === written(this.#options.content())) {
        this.#keep(current, current.content);
        return;
      }
      this.theirs = current;
      return;
    }
    if (error.code === 'draft-not-found') {
      this.markGone();
      return;
    }
    this.isAway = true;
    if (this.#host.isConnected) this.#timer = setTimeout(() => void this.#save(), retryMs);
  }
}

/** The same content is written the same, in whatever order a database keeps its names. */
function written(content: unknown): string {
  return JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
