import type { PageDocument, SubscriptionKind, Summary } from '@allswell/protocol';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { html, isServer, LitElement, nothing } from 'lit';
import { subscribeEn } from '../i18n/subscribe-en.ts';
import type { SubscribeStrings, Way } from '../i18n/subscribe-strings.ts';
import { subscribeLanguages, subscribeWords } from '../i18n/subscribe-words.ts';
import { canonicalLocale, languageAround, timeLocale } from '../time/locale.ts';
import { ownTimeZone, sayAgo, sayZone } from '../time/say.ts';
import { Refusal } from './ask.ts';
import type { Choice, Mistake } from './choice.ts';
import { hasParts, isSent, mistakeIn, partsNamed } from './choice.ts';
import { StatusSubscribeEvent } from './event.ts';
import type { Form } from './form.ts';
import { addressField, fetchField, kindsField, pushField, toldField, waysField, whatField } from './form.ts';
import type { Followed, Offer } from './offer.ts';
import { readOffer } from './offer.ts';
import { Proof } from './proof.ts';
import { endPush, isPushed, keepPush, PushFailure, type PushOptions, pushPlace, subscribeToPush } from './push.ts';
import { requestNews, wishOf } from './request.ts';
import { action, away, done, heading, loading, notice, nothingOffered } from './scenes.ts';
import { styles } from './status-subscribe.styles.ts';
import { fetchables, pageFor } from './where.ts';

/** What went wrong when the wish was sent. */
type Failure = 'limited' | keyof SubscribeStrings['failed'];

/** How far somebody has come. */
type Step = 'form' | 'sending' | 'done' | 'popup';

const fieldOf: Record<Mistake, string> = { email: 'address', address: 'address', what: 'scope', kinds: 'kind' };

/**
 * A form in which people choose how to hear of news, and of which: by the channels that the page offers, by feed or by
 * calendar; of everything, of some components and groups, or of one incident until it is over. Nothing is fetched before
 * it is shown, nothing is sent before somebody asks for it, and no cookie is set.
 *
 * It stands where it is put; with `modal` it stays away until `showModal()` opens it over the page.
 *
 * @fires {StatusSubscribeEvent} status-subscribe - The page has taken a request to be told of news.
 *
 * @csspart panel - The form with its title, or the dialog that holds them.
 * @csspart title - The title.
 * @csspart field - The field for the address.
 * @csspart button - The one main button.
 * @csspart close - The button that closes the dialog.
 *
 * @cssprop [--status-font] - The family of all text.
 * @cssprop [--status-radius=12px] - How round the dialog is.
 * @cssprop [--status-accent] - The ground of the main button. What stands on it becomes black or white, whichever is read better.
 */
export class StatusSubscribe extends LitElement {
  static override styles = styles;
  static override properties: PropertyDeclarations = {
    src: {},
    components: {},
    incident: {},
    channel: {},
    locale: {},
    timeZone: { attribute: 'time-zone' },
    serviceWorker: { attribute: 'service-worker' },
    fromQuery: { type: Boolean, attribute: 'from-query' },
    modal: { type: Boolean, reflect: true },
    summary: { attribute: false },
    document: { attribute: false },
    strings: { attribute: false },
  };

  /** Addresses of the page, separated by blanks, in order of trust. */
  declare src: string;
  /** Ids or names of components, or ids of groups, separated by commas, that are chosen to begin with. */
  declare components: string;
  /** The id of one incident or maintenance, to follow that until it is over. */
  declare incident: string;
  /** The way to hear of news that is chosen to begin with: `email`, `web_push`, `feed`, `calendar` and so on. */
  declare channel: string;
  /** The language, when it is not that of the page around. */
  declare locale: string;
  /** The zone in which times are told, when it is not the reader's. */
  declare timeZone: string;
  /** The address of your own service worker, when it imports the page's: then this page can be notified itself. */
  declare serviceWorker: string;
  /** Takes `channel`, `components` and `incident` from the query of the address of the page around. */
  declare fromQuery: boolean;
  /** Stays away until `showModal()` opens it over the page. */
  declare modal: boolean;
  /** What is known of the page; it is fetched when it is not given. */
  declare summary: Summary | null;
  /** What `page.json` knows beyond that; it is fetched when it is not given. */
  declare document: PageDocument | null;
  /** Words to say differently. */
  declare strings: Partial<SubscribeStrings> | null;

  #isOpen = false;
  #closed: (() => void) | undefined;
  #offer: Offer | undefined;
  /** Whether the sources were asked what the page offers. */
  #hasAsked = false;
  #isAway = false;
  #choice: Choice | undefined;
  #followed: Followed | undefined;
  #isGone = false;
  /** This browser is told already. */
  #isPushed = false;
  #proof: Proof | undefined;
  #step: Step = 'form';
  #mistake: Mistake | undefined;
  #failure: { kind: Failure; retryAfterMs: number } | undefined;
  #zones: string[] = [];
  /** What is to have the focus once it is drawn: the field for the address, or what these words select. */
  #focusNext = '';

  constructor() {
    super();
    this.src = '';
    this.components = '';
    this.incident = '';
    this.channel = '';
    this.locale = '';
    this.timeZone = '';
    this.serviceWorker = '';
    this.fromQuery = false;
    this.modal = false;
    this.summary = null;
    this.document = null;
    this.strings = null;
  }

  /** Opens it over the page; resolves when it was closed again. */
  async showModal(): Promise<void> {
    this.modal = true;
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#begin();
      await this.updateComplete;
      this.#dialog?.showModal();
      this.#moveFocus();
    }
    await new Promise<void>((closed) => (this.#closed = closed));
  }

  /** Closes what `showModal()` has opened. */
  close(): void {
    this.#dialog?.close();
    // Browsers tell of it with the next drawing, which a tab in the background has none of.
    this.#hasClosed();
  }

  override connectedCallback(): void {
    if (this.fromQuery) this.#readQuery();
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#proof?.stop();
    this.#proof = undefined;
    this.#hasClosed();
  }

  /** Words that are not here yet come before anything is drawn in them. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const words = subscribeWords(this.#locale);
    return words instanceof Promise ? words.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (isServer || !this.#isShown) return;
    if (changed.has('src') && changed.get('src') !== undefined) this.#forget();
    if (!this.#hasAsked) void this.#read();
    if (changed.has('incident') || changed.has('components') || changed.has('channel')) this.#begin();
  }

  protected override updated(): void {
    this.#moveFocus();
  }

  override render(): TemplateResult {
    const strings = this.#strings;
    const inside = html`<div class="inside" lang=${strings.language} dir=${strings.direction} @focusin=${this.#prepare}>
      ${
        this.modal
          ? html`<button class="close" part="close" type="button" aria-label=${strings.close} @click=${this.close}>
              <svg viewBox="0 0 20 20" aria-hidden="true"><path d="m5 5 10 10m0-10-10 10"></path></svg>
            </button>`
          : nothing
      }
      ${this.#scene(strings)}
      <p class="visually-hidden" role="status">${this.#step === 'sending' ? strings.sending : nothing}</p>
    </div>`;
    if (!this.modal) return html`<section class="panel" part="panel" aria-labelledby="title">${inside}</section>`;
    return html`<dialog class="panel" part="panel" aria-labelledby="title" closedby=${this.#choice?.address ? 'closerequest' : 'any'} @close=${this.#hearClose}>
      ${this.#isOpen ? inside : nothing}
    </dialog>`;
  }

  #scene(strings: SubscribeStrings): TemplateResult {
    const level = this.fromQuery ? 1 : 2;
    const offer = this.#offer;
    const choice = this.#choice;
    if (this.#isAway) return away(strings, level, () => this.#forget());
    if (!offer || !choice) return loading(strings, level);
    if (!offer.isOurs) return nothingOffered(offer, strings, level);
    if (this.#step === 'done' || this.#step === 'popup') {
      const isPopup = this.#step === 'popup';
      return done(isPopup ? 'popup' : choice.way, choice.address, strings, level, {
        again: () => this.#again(),
        finish: this.modal ? () => this.close() : undefined,
      });
    }
    return this.#form(offer, choice, strings, level);
  }

  #form(offer: Offer, choice: Choice, strings: SubscribeStrings, level: number): TemplateResult {
    const locale = timeLocale(choice.locale, []);
    const form: Form = {
      offer,
      choice,
      ways: this.#ways(offer),
      strings,
      mistake: this.#mistake,
      fetchables: fetchables(choice, offer, strings.language),
      language: nameOfLanguage(choice.locale, strings.language),
      zone: sayZone({ locale: this.#locale, timeZone: choice.timeZone, now: Date.now() }),
      languages: Object.keys(subscribeLanguages).map((tag) => [tag, nameOfLanguage(tag, tag)] as const),
      zones: this.#zones.length > 0 ? this.#zones : [choice.timeZone],
      wantZones: () => this.#wantZones(),
    };
    const isFollowing = choice.scope === 'incident';
    const isSending = this.#step === 'sending';
    const isPush = choice.way === 'web_push';
    const mustInstall = isPush && this.#pushPlace(offer) === 'install';
    const sends = isSent(choice.way) && !mustInstall;
    // The window asks the rest: nobody answers the same question twice.
    const asks = !this.#isElsewhere(offer, choice);
    return html`${heading(this.#title(strings, isFollowing), level, isFollowing ? this.#followed?.name : undefined)}
      ${isFollowing ? html`<p class="about">${strings.followText}</p>` : nothing}
      ${this.#isGone ? html`<p class="about">${strings.followGone}</p>` : nothing}
      ${offer.channels.length === 0 && !isFollowing ? html`<p class="about">${strings.onlyFeeds}</p>` : nothing}
      <form novalidate @submit=${this.#submit} @input=${this.#take}>
        ${waysField(form)} ${addressField(form)} ${isPush ? pushField(strings, mustInstall, this.#isPushed && this.#endPush) : nothing}
        ${mustInstall || !asks ? nothing : whatField(form)} ${sends ? (asks ? kindsField(form) : nothing) : mustInstall ? nothing : fetchField(form)}
        ${sends && asks ? toldField(form) : nothing}
        ${this.#failure ? notice(this.#sayFailure(this.#failure, strings, locale), this.#wayOut(offer, choice), strings) : nothing}
        ${
          sends
            ? action(
                isSending ? strings.sending : this.#verb(offer, choice, strings),
                strings.promise[this.#promiseOf(offer, choice)],
                isSending,
              )
            : nothing
        }
      </form>
      ${
        isFollowing
          ? html`<button class="quiet" type="button" @click=${this.#more}>${strings.followMore}</button>`
          : nothing
      }`;
  }

  #title(strings: SubscribeStrings, isFollowing: boolean): string {
    return isFollowing && this.#followed ? strings.followTitle[this.#followed.kind] : strings.title;
  }

  #verb(offer: Offer, { way, scope }: Choice, strings: SubscribeStrings): string {
    if (way === 'web_push') return this.#isElsewhere(offer, { way }) ? strings.openWindow : strings.allow;
    return scope === 'incident' ? strings.follow : strings.subscribe;
  }

  #promiseOf(offer: Offer, { way }: Choice): keyof SubscribeStrings['promise'] {
    if (way === 'web_push') return this.#isElsewhere(offer, { way }) ? 'popup' : way;
    return way === 'email' ? way : 'address';
  }

  #sayFailure(
    { kind, retryAfterMs }: { kind: Failure; retryAfterMs: number },
    strings: SubscribeStrings,
    locale: string,
  ): string {
    if (kind === 'limited') return strings.limited(sayAgo(-Math.max(60_000, retryAfterMs), { locale }));
    return strings.failed[kind];
  }

  /** Where it can be tried otherwise, when the service cannot be reached from here. */
  #wayOut(offer: Offer, choice: Choice): string | undefined {
    const { kind } = this.#failure ?? {};
    return (kind === 'away' || kind === 'popup') && !this.fromQuery ? this.#hostedPage(offer, choice) : undefined;
  }

  #hostedPage(offer: Offer, choice: Choice): string | undefined {
    const { way, scope, parts } = choice;
    return pageFor(offer, {
      channel: way,
      incident: scope === 'incident' ? this.incident : '',
      components: scope === 'some' ? [...parts].join(',') : '',
      locale: this.#strings.language,
    });
  }

  /** The ways that there are here: what the page sends by, as far as this browser can, and what everyone can fetch. */
  #ways(offer: Offer): Way[] {
    const sent = offer.channels.filter((way) => way !== 'web_push' || this.#pushPlace(offer) !== 'none');
    const followed = this.#choice?.scope === 'incident' ? this.#followed : undefined;
    if (followed) return followed.kind === 'maintenance' ? [...sent, 'calendar'] : sent;
    return [...sent, 'feed', 'calendar'];
  }

  #pushPlace(offer: Offer) {
    return pushPlace({ root: offer.root, serviceWorker: this.serviceWorker });
  }

  /** Whether this browser is set up in a window of the status page, and not here. */
  #isElsewhere(offer: Offer, { way }: Pick<Choice, 'way'>): boolean {
    return way === 'web_push' && this.#pushPlace(offer) === 'popup';
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #isShown(): boolean {
    return !this.modal || this.#isOpen;
  }

  get #locale(): string {
    return canonicalLocale(this.locale, isServer ? '' : languageAround(this));
  }

  get #strings(): SubscribeStrings {
    const words = subscribeWords(this.#locale);
    return { ...(words instanceof Promise ? subscribeEn : words), ...this.strings };
  }

  #readQuery(): void {
    const query = new URLSearchParams(location.search);
    for (const name of ['channel', 'components', 'incident'] as const) this[name] = query.get(name) ?? this[name];
  }

  /** Has everything asked anew. */
  #forget(): void {
    this.#hasAsked = this.#isAway = false;
    this.#offer = undefined;
    this.requestUpdate();
  }

  async #read(): Promise<void> {
    this.#hasAsked = true;
    const { src } = this;
    const offer = src ? await readOffer(src, this) : undefined;
    if (src !== this.src) return;
    this.#offer = offer;
    this.#isAway = !offer;
    this.#begin();
    if (!offer || !(await isPushed(homeOf(offer)))) return;
    this.#isPushed = true;
    this.requestUpdate();
  }

  /** Puts the form to its beginning. */
  #begin(): void {
    const offer = this.#offer;
    this.#step = 'form';
    this.#mistake = this.#failure = undefined;
    this.requestUpdate();
    if (!offer) return;
    this.#followed = offer.stories.find(({ id }) => id === this.incident);
    this.#isGone = this.incident !== '' && !this.#followed;
    const parts = partsNamed(this.components, offer);
    const locale = timeLocale(this.#locale, navigator.languages);
    this.#choice = {
      way: 'email',
      address: this.#choice?.address ?? '',
      scope: this.#followed ? 'incident' : parts.size > 0 ? 'some' : hasParts(offer) ? '' : 'everything',
      parts,
      kinds: new Set(['incident', 'maintenance']),
      locale,
      timeZone: this.timeZone || ownTimeZone(),
    };
    let ways = this.#ways(offer);
    // What cannot be followed by itself is heard of with everything else.
    if (ways.length === 0) {
      this.#leaveFollowed(false);
      this.#focusNext = '';
      ways = this.#ways(offer);
    }
    this.#choice.way = ways.find((way) => way === this.channel) ?? ways[0] ?? 'feed';
    if (this.#isOpen) this.#focusNext = 'field';
  }

  /** Works for the proof while people read and type. */
  readonly #prepare = (): void => {
    const offer = this.#offer;
    if (!offer || offer.channels.length === 0 || this.#step !== 'form') return;
    this.#proof ??= new Proof(offer.root);
    this.#proof.begin();
  };

  /** Reads what stands in the form. */
  readonly #take = (event: Event): void => {
    const choice = this.#choice;
    const form = event.currentTarget;
    if (!choice || !(form instanceof HTMLFormElement)) return;
    this.#prepare();
    const data = new FormData(form);
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : undefined;
    };
    const way = text('way') as Way | undefined;
    const scope = text('scope') as Choice['scope'] | undefined;
    const language = text('language');
    const hasChangedWay = way !== undefined && way !== choice.way;
    this.#choice = {
      way: way ?? choice.way,
      // An address of one kind is none of another.
      address:
        hasChangedWay && (way === 'email') !== (choice.way === 'email') ? '' : (text('address') ?? choice.address),
      scope: scope ?? choice.scope,
      parts: choice.scope === 'some' && scope === 'some' ? partsIn(form, choice) : choice.parts,
      kinds: form.querySelector('[name=kind]') ? new Set(data.getAll('kind') as SubscriptionKind[]) : choice.kinds,
      locale:
        language && language !== choice.locale.split('-', 1)[0]
          ? timeLocale(language, navigator.languages)
          : choice.locale,
      timeZone: text('zone') ?? choice.timeZone,
    };
    if (this.#mistake && mistakeIn(this.#choice) !== this.#mistake) this.#mistake = undefined;
    if (hasChangedWay) this.#failure = this.#mistake = undefined;
    this.requestUpdate();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#send();
  };

  async #send(): Promise<void> {
    const [offer, choice] = [this.#offer, this.#choice];
    if (!offer || !choice || !isSent(choice.way) || this.#step !== 'form') return;
    if (choice.way === 'web_push' && this.#pushPlace(offer) === 'install') return;
    this.#failure = undefined;
    const isElsewhere = this.#isElsewhere(offer, choice);
    this.#mistake = isElsewhere ? undefined : mistakeIn(choice);
    this.requestUpdate();
    if (this.#mistake) {
      this.#focusNext = `[name=${fieldOf[this.#mistake]}]`;
      return;
    }
    // A window may be opened, and leave asked, only in the very turn of the click.
    if (isElsewhere) return this.#openWindow(offer, choice);
    this.#step = 'sending';
    this.#proof ??= new Proof(offer.root);
    try {
      const { incident, serviceWorker } = this;
      const push: PushOptions = { root: offer.root, serviceWorker, vapidPublicKey: offer.vapidPublicKey ?? '' };
      const subscription = choice.way === 'web_push' ? await subscribeToPush(push) : undefined;
      await requestNews(choice, { offer, incident, proof: this.#proof, subscription });
      if (subscription) {
        await keepPush(homeOf(offer), push, subscription, wishOf(choice, { offer, incident }));
        this.#isPushed = true;
      }
      this.#step = 'done';
      this.#focusNext = '#title';
      this.dispatchEvent(new StatusSubscribeEvent(choice.way, choice.scope === 'incident' ? this.incident : null));
    } catch (error) {
      this.#step = 'form';
      this.#failWith(error);
    }
    this.requestUpdate();
  }

  #failWith(error: unknown): void {
    if (error instanceof PushFailure) {
      this.#failure = { kind: error.kind, retryAfterMs: 0 };
      return;
    }
    if (!(error instanceof Refusal)) throw error;
    const { kind, retryAfterMs } = error;
    const isTyped = this.#choice?.way !== 'web_push';
    if (kind === 'gone') this.#leaveFollowed(true);
    else if (kind === 'address' && isTyped) {
      this.#mistake = this.#choice?.way === 'email' ? 'email' : 'address';
      this.#focusNext = '[name=address]';
    } else {
      this.#failure = { kind: kind === 'proof' ? 'refused' : kind === 'address' ? 'push' : kind, retryAfterMs };
    }
  }

  #openWindow(offer: Offer, choice: Choice): void {
    const page = this.#hostedPage(offer, choice);
    const opened = page && open(page, 'allswell-subscribe', 'popup,width=480,height=720');
    if (opened) {
      this.#step = 'popup';
      this.#focusNext = '#title';
    } else {
      this.#failure = { kind: 'popup', retryAfterMs: 0 };
    }
  }

  #moveFocus(): void {
    const next = this.#focusNext;
    if (!next || (this.modal && !this.#dialog?.open)) return;
    const found = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    const wanted = next === 'field' ? (found('[name=address]') ?? found('[name=way]:checked')) : found(next);
    if (!wanted) return;
    this.#focusNext = '';
    wanted.focus();
  }

  #again(): void {
    this.#step = 'form';
    this.#focusNext = 'field';
    this.requestUpdate();
  }

  readonly #endPush = (): void => {
    const offer = this.#offer;
    if (!offer) return;
    this.#isPushed = false;
    this.requestUpdate();
    void endPush(homeOf(offer));
  };

  readonly #more = (): void => this.#leaveFollowed(false);

  /** Goes from the one incident to everything that can be chosen. What was typed stays. */
  #leaveFollowed(isGone: boolean): void {
    const choice = this.#choice;
    const offer = this.#offer;
    if (!choice || !offer) return;
    this.#isGone = isGone;
    this.#followed = undefined;
    this.#choice = { ...choice, scope: choice.parts.size > 0 ? 'some' : hasParts(offer) ? '' : 'everything' };
    this.#failure = undefined;
    this.#focusNext = '#title';
    this.requestUpdate();
  }

  #wantZones(): void {
    if (this.#zones.length > 0) return;
    const own = this.#choice?.timeZone ?? 'UTC';
    this.#zones = [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
    this.requestUpdate();
  }

  /** It may have been opened again by the time at which the browser tells that it was closed. */
  readonly #hearClose = (): void => {
    if (!this.#dialog?.open) this.#hasClosed();
  };

  #hasClosed(): void {
    if (this.modal) this.#isOpen = false;
    this.#closed?.();
    this.#closed = undefined;
    this.requestUpdate();
  }
}

/** What a language is called in another one, or in itself. */
function nameOfLanguage(tag: string, said: string): string {
  const [language = tag] = tag.split('-');
  return new Intl.DisplayNames(said, { type: 'language' }).of(language) ?? language;
}

/** What is chosen of the parts. Those below a group that is chosen whole cannot be: they stay as they were. */
function partsIn(form: HTMLFormElement, { parts }: Choice): Set<string> {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('[name=part]')];
  return new Set(
    boxes.filter(({ checked, disabled, value }) => (disabled ? parts.has(value) : checked)).map(({ value }) => value),
  );
}

/** Where the page is, for people: workers know it by that. */
function homeOf({ page, root }: Offer): string {
  return page ?? root;
}
