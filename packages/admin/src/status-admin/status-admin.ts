import { LitElement, html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { AdminApi } from '../api/admin-api.ts';
import { ApiClient } from '../api/client.ts';
import { AdminNavigateEvent, AdminSignedInEvent, AdminSignedOutEvent } from '../events.ts';
import { explain } from '../forms/explain.ts';
import { chosenLanguage } from '../i18n/choice.ts';
import { en } from '../i18n/en.ts';
import type { ReplacedStrings } from '../i18n/en.ts';
import { directionOf, isLanguage, languages, loadStrings, pickSpoken, withReplaced } from '../i18n/languages.ts';
import type { Language } from '../i18n/languages.ts';
import { languageAround } from '../i18n/language-around.ts';
import { PageData } from '../live/page-data.ts';
import { Session } from '../session/session.ts';
import { SignInForm } from '../sign-in/sign-in-form.ts';
import { base } from '../styles/base.styles.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { onLinkClick } from '../templates/link.ts';
import { mark } from '../templates/mark.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { isAlertsScreen } from '../alerts/route.ts';
import { isMaintenanceScreen } from '../maintenance/route.ts';
import { nextOf } from '../maintenance/next-of.ts';
import { isUptimeScreen } from '../uptime/route.ts';
import { screenIcon } from './icons.ts';
import type { Panel } from './panel.ts';
import { isBeneath, readRoute, readToken, writeRoute } from './route.ts';
import type { Route } from './route.ts';
import { fetchOthers, fetchScreen, isHere } from './screens.ts';
import { Screen } from './screen.ts';
import { shellStyles } from './status-admin.styles.ts';

const saidForMs = 6_000;
/** The screens of the navigation in their order; on a phone, those without a place in its bar stand under the last. */
const navigation = [
  'overview',
  'incidents',
  'maintenance',
  'history',
  'uptime',
  'templates',
  'components',
  'metrics',
  'alerts',
  'subscribers',
  'admins',
  'settings',
  'import',
  'activity',
  'more',
] as const;
const inBar: readonly Route['screen'][] = ['overview', 'incidents', 'maintenance', 'more'];
const underMore = navigation.filter((screen) => !inBar.includes(screen));
/** How somebody comes in: by the link of a letter, or by asking for one. */
type Link = NonNullable<ReturnType<typeof readToken>> | { kind: 'forgot' };
const doors = {
  setup: 'set-up',
  invite: 'accept-invite',
  reset: 'reset-password',
  forgot: 'forgot-password',
} as const satisfies Record<Link['kind'], Parameters<typeof isHere>[0]>;
const incidentScreens: readonly Route['screen'][] = ['incident', 'new-incident', 'past-incident'];

/**
 * The panel: sign in, publish incidents, keep components, admins and settings. It works at `/admin` and inside any
 * other page of the same origin, and keeps everything to itself: styles, focus, addresses.
 *
 * @fires {AdminSignedInEvent} admin-signed-in - Someone has signed in.
 * @fires {AdminSignedOutEvent} admin-signed-out - The session has ended.
 * @fires {IncidentPublishedEvent} incident-published - An incident was published.
 * @fires {UpdatePostedEvent} update-posted - An update of an incident was posted.
 * @fires {AdminNavigateEvent} admin-navigate - Another screen is shown.
 * @cssprop [--status-font=system-ui] - The family of all type.
 * @cssprop --status-none - Colour of "operational"; likewise --status-minor, -major, -critical and -maintenance, each with -bg.
 */
export class StatusAdmin extends LitElement {
  static override styles = [base, tokens, shellStyles];
  static override properties: PropertyDeclarations = {
    src: {},
    routing: {},
    route: {},
    locale: {},
    strings: { attribute: false },
  };

  /** Address of the status server, on the origin of this page. Empty for that origin itself. */
  declare src: string;
  /** `hash`: the screen stands in the address, behind `#/`. `none`: the address is left alone. */
  declare routing: 'hash' | 'none';
  /** The screen shown, such as `/incidents/ID`. Setting it goes there. */
  declare route: string;
  /**
   * The language of the panel: `en`, `de`, `fr`, `es` or `ar`. Empty for that of the page around it, `auto` for that of
   * the browser; in both cases whoever works with it may choose another.
   */
  declare locale: string;
  /** Words to say instead of the panel's own, such as `{ nav: { overview: 'Start' } }`. */
  declare strings: ReplacedStrings;

  readonly #againForm = new SignInForm(this);
  #panel: Panel | null = null;
  #link: Link | null = null;
  #said = '';
  #saidTimer: ReturnType<typeof setTimeout> | undefined;
  /** True once there was something to show. */
  #isReady = false;
  /** The screen that could not be fetched. */
  #notFetched: Parameters<typeof isHere>[0] | null = null;
  #wasSignedIn = false;
  /** The next screen that appears gets the focus. */
  #isEntering = false;
  #hostTitle = '';
  #focusBefore: HTMLElement | null = null;
  /** The language that is spoken; null until its words are here. */
  #language: Language | null = null;
  #chosen: Language | null = null;

  constructor() {
    super();
    this.src = '';
    this.routing = 'hash';
    this.route = '/';
    this.locale = '';
    this.strings = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#hostTitle = document.title;
    this.#chosen = chosenLanguage.load();
    this.#readAddress();
    addEventListener('hashchange', this.#onHashChange);
    this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#onHashChange);
    clearTimeout(this.#saidTimer);
    this.#stop();
    if (this.routing === 'hash') document.title = this.#hostTitle;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && changed.has('src')) {
      this.#stop();
      this.#start();
    } else if (changed.has('locale') || changed.has('strings')) {
      void this.#speak();
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('route')) {
      if (changed.get('route') !== undefined) this.dispatchEvent(new AdminNavigateEvent(this.route));
    }
    if (this.#isEntering) void this.#enterScreen();
    this.#nameThePage();
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>('dialog.again');
    if (dialog && !dialog.open) {
      this.#focusBefore = deepFocus();
      dialog.showModal();
      void this.updateComplete.then(() => this.#againForm.focus());
    }
  }

  override render(): TemplateResult | typeof nothing {
    const panel = this.#panel;
    const language = this.#language;
    if (!panel || !language) return nothing;
    const { session } = panel;
    const isInside =
      session.state === 'signed-in' || (session.state === 'signed-out' && session.wasEnded && this.#wasSignedIn);
    return html`<div class="speaking" lang=${language} dir=${directionOf(language)}>
      ${
        isInside && !this.#link
          ? this.#inside(panel)
          : html`<div class="outside" role=${this.#mainRole}>
              <div>${this.#outside(panel)}</div>
              ${session.state === 'starting' && !this.#link ? nothing : this.#languageField(panel, 'language')}
            </div>`
      }
      ${isInside && session.state === 'signed-out' ? this.#again(panel) : nothing}
      <div class="said" role="status" aria-live="polite" aria-atomic="true">
        ${this.#said ? html`<p>${statusIcon('none', 18)}<span>${this.#said}</span></p>` : nothing}
      </div>
    </div>`;
  }

  #outside(panel: Panel): TemplateResult {
    const { session, strings } = panel;
    if (this.#isElsewhere(panel)) {
      return html`<div class="wait" data-screen>
        <h1 tabindex="-1">${strings.shell.elsewhereTitle}</h1>
        <p class="soft">${strings.shell.elsewhere}</p>
        <p><a class="button main" href=${panel.address('/admin').href}>${strings.shell.toPanel}</a></p>
      </div>`;
    }
    if (this.#link) return this.#door(panel, this.#link);
    if (session.state === 'starting') {
      return session.isUnreachable
        ? html`<div class="notice waiting wait" role="status">${statusIcon('minor')}<p>${strings.problems.unreachable} ${strings.forms.stillTrying}</p></div>`
        : html`<div class="wait" aria-busy="true"><p class="visually-hidden">${strings.shell.starting}</p></div>`;
    }
    return html`<status-admin-sign-in .panel=${panel} .forget=${() => this.#takeLink({ kind: 'forgot' })} data-screen></status-admin-sign-in>`;
  }

  /** What somebody comes in by who has no password yet, or none any more. */
  #door(panel: Panel, link: Link): TemplateResult {
    const screen = doors[link.kind];
    const leave = () => this.#forgetLink();
    if (!isHere(screen)) return html`<div class="wait">${this.#fetching(panel, screen)}</div>`;
    switch (link.kind) {
      case 'setup':
        return html`<status-admin-set-up .panel=${panel} .token=${link.token} .leave=${leave} data-screen></status-admin-set-up>`;
      case 'invite':
        return html`<status-admin-accept-invite .panel=${panel} .token=${link.token} .leave=${leave} data-screen></status-admin-accept-invite>`;
      case 'reset':
        return html`<status-admin-reset-password
          .panel=${panel}
          .token=${link.token}
          .leave=${leave}
          .forget=${() => this.#takeLink({ kind: 'forgot' })}
          data-screen
        ></status-admin-reset-password>`;
      case 'forgot':
        return html`<status-admin-forgot-password .panel=${panel} .leave=${leave} data-screen></status-admin-forgot-password>`;
    }
  }

  #inside(panel: Panel): TemplateResult {
    const { strings, data, session } = panel;
    const current = this.#currentRoute();
    return html`<div class="app">
      <nav aria-label=${strings.nav.label}>
        <p class="brand"><span class="mark">${mark(13)}</span><span>${data.settings?.name ?? strings.shell.product}</span></p>
        <ul>
          ${navigation.map((screen) => this.#navItem(panel, current, screen))}
        </ul>
        <div class="me">
          ${this.#languageField(panel, 'language')}
          <p>${session.admin?.email}</p>
          <button class="link" type="button" @click=${() => void this.#signOut(panel)}>${strings.nav.signOut}</button>
        </div>
      </nav>
      <div class="room" role=${this.#mainRole}>${this.#stale(panel)} ${this.#screen(panel, current)}</div>
    </div>`;
  }

  #navItem(panel: Panel, current: Route, screen: (typeof navigation)[number]): TemplateResult {
    const { strings, data } = panel;
    const route: Route = { screen };
    const isCurrent =
      current.screen === screen ||
      (screen === 'incidents' && incidentScreens.includes(current.screen)) ||
      (screen === 'maintenance' && isMaintenanceScreen(current.screen)) ||
      (screen === 'uptime' && isUptimeScreen(current.screen)) ||
      (screen === 'import' && current.screen === 'one-import') ||
      (screen === 'metrics' && current.screen === 'metric') ||
      (screen === 'alerts' && isAlertsScreen(current.screen)) ||
      isBeneath(current.screen, screen);
    const isUnderMore = !inBar.includes(screen);
    const amount =
      screen === 'incidents'
        ? data.openIncidents.length
        : screen === 'maintenance'
          ? nextOf(data.openMaintenances).length
          : 0;
    const sayAmount = screen === 'maintenance' ? strings.maintenance.openCount : strings.nav.openIncidents;
    return html`<li class=${isUnderMore ? 'wide' : screen === 'more' ? 'narrow' : ''}>
      <a href=${panel.href(route)} aria-current=${isCurrent ? 'page' : nothing} @click=${onLinkClick(panel, route)}>
        ${screenIcon(screen)}<span>${strings.nav[screen]}</span>
        ${
          amount > 0
            ? html`<span class="count ${screen}" aria-hidden="true">${amount}</span><span class="visually-hidden">${sayAmount(amount)}</span>`
            : nothing
        }
      </a>
    </li>`;
  }

  /** What is shown may be old: said once, above everything, while the screens stay usable. */
  #stale(panel: Panel): TemplateResult | typeof nothing {
    const { data, strings, session } = panel;
    if (!data.failure || data.loadedAt === null || session.state !== 'signed-in') return nothing;
    const isDatabase = data.failure.code === 'database-unavailable';
    return html`<div class="notice waiting stale" role="status" data-stale>
      ${statusIcon('minor')}
      <p>${isDatabase ? strings.shell.staleDatabase : strings.shell.stale}</p>
    </div>`;
  }

  #screen(panel: Panel, route: Route): TemplateResult {
    const { data, strings } = panel;
    if (data.loadedAt === null) {
      return data.failure && data.failure.status !== 401
        ? html`<div class="notice trouble" role="alert">
            ${statusIcon('critical')}
            <div>
              <p><strong>${strings.shell.failedTitle}</strong> ${explain(data.failure, strings)}</p>
              <button class="button small" type="button" @click=${() => void data.load()}>${strings.shell.tryAgain}</button>
            </div>
          </div>`
        : html`<p class="soft loading" role="status">${strings.shell.loading}</p>`;
    }
    if (!isHere(route.screen)) return this.#fetching(panel, route.screen);
    switch (route.screen) {
      case 'overview':
        return html`<status-admin-overview .panel=${panel} data-screen></status-admin-overview>`;
      case 'incidents':
        return html`<status-admin-incidents .panel=${panel} data-screen></status-admin-incidents>`;
      case 'new-incident':
        return html`<status-admin-composer .panel=${panel} .draftId=${route.draft ?? ''} data-screen></status-admin-composer>`;
      case 'past-incident':
        return html`<status-admin-past-incident .panel=${panel} data-screen></status-admin-past-incident>`;
      case 'history':
        return html`<status-admin-history .panel=${panel} data-screen></status-admin-history>`;
      case 'uptime':
        return html`<status-admin-uptime .panel=${panel} data-screen></status-admin-uptime>`;
      case 'uptime-of':
        return html`<status-admin-uptime-of
          .panel=${panel}
          .componentId=${route.id}
          .day=${route.day ?? ''}
          data-screen
        ></status-admin-uptime-of>`;
      case 'uptime-rules':
        return html`<status-admin-uptime-rules .panel=${panel} data-screen></status-admin-uptime-rules>`;
      case 'uptime-export':
        return html`<status-admin-uptime-export .panel=${panel} data-screen></status-admin-uptime-export>`;
      case 'import':
        return html`<status-admin-imports .panel=${panel} data-screen></status-admin-imports>`;
      case 'one-import':
        return html`<status-admin-one-import .panel=${panel} .importId=${route.id} data-screen></status-admin-one-import>`;
      case 'templates':
        return html`<status-admin-templates .panel=${panel} data-screen></status-admin-templates>`;
      case 'incident':
        return html`<status-admin-incident .panel=${panel} .incidentId=${route.id} data-screen></status-admin-incident>`;
      case 'maintenance':
        return html`<status-admin-maintenances .panel=${panel} data-screen></status-admin-maintenances>`;
      case 'maintenance-calendar':
        return html`<status-admin-calendar .panel=${panel} .month=${route.month ?? ''} data-screen></status-admin-calendar>`;
      case 'plan-maintenance':
        return html`<status-admin-planner .panel=${panel} .day=${route.day ?? ''} .draftId=${route.draft ?? ''} data-screen></status-admin-planner>`;
      case 'one-maintenance':
        return html`<status-admin-maintenance .panel=${panel} .maintenanceId=${route.id} data-screen></status-admin-maintenance>`;
      case 'maintenance-series':
        return html`<status-admin-series .panel=${panel} .seriesId=${route.id} data-screen></status-admin-series>`;
      case 'components':
        return html`<status-admin-components .panel=${panel} data-screen></status-admin-components>`;
      case 'metrics':
        return html`<status-admin-metrics .panel=${panel} data-screen></status-admin-metrics>`;
      case 'metric':
        return html`<status-admin-metric .panel=${panel} .metricId=${route.id} data-screen></status-admin-metric>`;
      case 'alerts':
        return html`<status-admin-alerts .panel=${panel} data-screen></status-admin-alerts>`;
      case 'alert-source':
        return html`<status-admin-alert-source .panel=${panel} .sourceId=${route.id} data-screen></status-admin-alert-source>`;
      case 'new-alert-source':
        return html`<status-admin-new-alert-source .panel=${panel} data-screen></status-admin-new-alert-source>`;
      case 'alert-rules':
        return html`<status-admin-alert-rules .panel=${panel} data-screen></status-admin-alert-rules>`;
      case 'alert-rule':
        return html`<status-admin-alert-rule .panel=${panel} .ruleId=${route.id} data-screen></status-admin-alert-rule>`;
      case 'subscribers':
        return html`<status-admin-subscribers .panel=${panel} data-screen></status-admin-subscribers>`;
      case 'import-subscribers':
        return html`<status-admin-import .panel=${panel} data-screen></status-admin-import>`;
      case 'suppressions':
        return html`<status-admin-suppressions .panel=${panel} data-screen></status-admin-suppressions>`;
      case 'admins':
        return html`<status-admin-admins .panel=${panel} data-screen></status-admin-admins>`;
      case 'settings':
        return html`<status-admin-settings .panel=${panel} data-screen></status-admin-settings>`;
      case 'notifications':
        return html`<status-admin-notifications .panel=${panel} data-screen></status-admin-notifications>`;
      case 'activity':
        return html`<status-admin-activity .panel=${panel} data-screen></status-admin-activity>`;
      case 'more':
        return this.#more(panel);
      case 'not-there':
        return html`<div data-screen>
          <h1 tabindex="-1">${strings.shell.notThere}</h1>
          <p><a href=${panel.href({ screen: 'overview' })} @click=${onLinkClick(panel, { screen: 'overview' })}>${strings.shell.toOverview}</a></p>
        </div>`;
    }
  }

  /** A screen that is still on its way, or that cannot be had. */
  #fetching({ strings }: Panel, screen: Parameters<typeof isHere>[0]): TemplateResult {
    if (this.#notFetched === screen) {
      const again = () => {
        this.#notFetched = null;
        this.requestUpdate();
      };
      return html`<div class="notice trouble" role="alert">
        ${statusIcon('critical')}
        <div>
          <p><strong>${strings.shell.failedTitle}</strong> ${strings.problems.unreachable}</p>
          <button class="button small" type="button" @click=${again}>${strings.shell.tryAgain}</button>
        </div>
      </div>`;
    }
    void fetchScreen(screen)
      .catch(() => (this.#notFetched = screen))
      .finally(() => this.requestUpdate());
    return html`<p class="soft loading" role="status">${strings.shell.loading}</p>`;
  }

  /** On a phone, what does not fit into the bar. */
  #more(panel: Panel): TemplateResult {
    const { strings, session } = panel;
    return html`<div data-screen class="more">
      <div class="head"><h1 tabindex="-1">${strings.more.title}</h1></div>
      <ul class="rows">
        ${underMore.map(
          (screen) => html`<li>
            <a href=${panel.href({ screen })} @click=${onLinkClick(panel, { screen })}>${screenIcon(screen)}<span>${strings.nav[screen]}</span></a>
          </li>`,
        )}
      </ul>
      ${this.#languageField(panel, 'language-more')}
      <p class="soft">${strings.more.signedInAs(session.admin?.email ?? '')}</p>
      <button class="button" type="button" @click=${() => void this.#signOut(panel)}>${strings.nav.signOut}</button>
    </div>`;
  }

  /** The session ended while something was being written: the screen stays beneath, with every letter of it. */
  #again(panel: Panel): TemplateResult {
    const { session, strings } = panel;
    return html`<dialog class="again" aria-labelledby="again-title" @cancel=${(event: Event) => event.preventDefault()}>
      <h2 id="again-title">${strings.signIn.againTitle}</h2>
      <p class="soft">${strings.signIn.againText}</p>
      ${this.#againForm.render(session, strings)}
    </dialog>`;
  }

  /** One `main` a page: the host's own when it has one. */
  get #mainRole(): 'main' | typeof nothing {
    const others = document.querySelectorAll('main, [role="main"]');
    return [...others].some((one) => !this.contains(one)) ? nothing : 'main';
  }

  /** A page of another origin never gets to hold a password field of ours. */
  #isElsewhere(panel: Panel): boolean {
    return panel.address('/').origin !== location.origin;
  }

  #start(): void {
    const base = new URL(this.src || '/', document.baseURI);
    const session = new Session(base);
    const client = new ApiClient(base, session);
    const address = (path: string) => client.address(path);
    const api = new AdminApi(client);
    const data = new PageData(api, address);
    this.#panel = {
      api,
      session,
      data,
      strings: en,
      locale: 'en',
      address,
      replaced: this.strings,
      go: (route) => this.#go(route),
      href: (route) => (this.routing === 'hash' ? `#${writeRoute(route)}` : '#'),
      say: (text) => this.#say(text),
    };
    void this.#speak();
    session.addEventListener('change', this.#onSession);
    data.addEventListener('change', this.#onData);
    if (this.#isElsewhere(this.#panel)) return;
    // Whoever sets the page up has no session to come back to.
    if (this.#link?.kind === 'setup') session.listen();
    else void session.start();
  }

  /** The host decides by `locale`; else whoever chose, else the page around, else the browser. */
  #wanted(): { language: Language; locale: string } {
    if (this.#isDecided) return pickSpoken([this.locale]);
    const around = this.locale === 'auto' ? null : languageAround(this);
    return pickSpoken([this.#chosen, around, ...navigator.languages]);
  }

  get #isDecided(): boolean {
    return this.locale !== '' && this.locale !== 'auto';
  }

  /** Takes up the wanted language. Its words are here before anything is drawn in it. */
  async #speak(): Promise<void> {
    const { language, locale } = this.#wanted();
    const words = language === 'en' ? en : await loadStrings(language);
    // Meanwhile another one may be wanted.
    if (!this.#panel || this.#wanted().language !== language) return;
    const isEnglish = words === en;
    this.#language = isEnglish ? 'en' : language;
    // A new object, so that each screen draws itself again.
    this.#panel = {
      ...this.#panel,
      strings: withReplaced(words, this.strings),
      replaced: this.strings,
      locale: isEnglish && language !== 'en' ? 'en' : locale,
    };
    this.requestUpdate();
  }

  #languageField({ strings }: Panel, id: string): TemplateResult | typeof nothing {
    if (this.#isDecided) return nothing;
    const choose = (event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      if (!isLanguage(value)) return;
      this.#chosen = value;
      chosenLanguage.save(value);
      void this.#speak();
    };
    return html`<div class="field language">
      <label for=${id}>${strings.nav.language}</label>
      <select id=${id} @change=${choose}>
        ${Object.entries(languages).map(
          ([tag, name]) => html`<option value=${tag} lang=${tag} ?selected=${tag === this.#language}>${name}</option>`,
        )}
      </select>
    </div>`;
  }

  #stop(): void {
    const panel = this.#panel;
    if (!panel) return;
    panel.session.removeEventListener('change', this.#onSession);
    panel.data.removeEventListener('change', this.#onData);
    panel.session.stop();
    panel.data.stop();
    this.#panel = null;
    this.#wasSignedIn = false;
  }

  readonly #onData = () => {
    this.requestUpdate();
    if (this.#isReady || this.#panel?.data.loadedAt == null) return;
    this.#isReady = true;
    void this.updateComplete.then(fetchOthers);
  };

  readonly #onSession = () => {
    const panel = this.#panel;
    if (!panel) return;
    const { session, data } = panel;
    if (session.state === 'signed-in') {
      data.start();
      const cameByDoor = session.beganBy === 'password' && (!this.#wasSignedIn || this.#link !== null);
      if (!this.#wasSignedIn || cameByDoor || this.renderRoot.querySelector('dialog.again')) {
        if (session.admin) this.dispatchEvent(new AdminSignedInEvent(session.admin.id, session.admin.email));
        // Whoever came through a door is led on; a page that merely loads keeps its focus.
        if (cameByDoor) this.#forgetLink();
        // The focus goes back to where the work was; not every browser finds the way through shadow roots itself.
        this.renderRoot.querySelector<HTMLDialogElement>('dialog.again')?.close();
        this.#focusBefore?.focus();
        this.#focusBefore = null;
        if (this.#wasSignedIn) void data.load();
      }
      this.#wasSignedIn = true;
    }
    if (session.state === 'signed-out' && this.#wasSignedIn) {
      data.stop();
      this.dispatchEvent(new AdminSignedOutEvent());
      if (!session.wasEnded) {
        this.#wasSignedIn = false;
        this.#isEntering = true;
      }
    }
    this.requestUpdate();
  };

  readonly #onHashChange = () => this.#readAddress();

  #readAddress(): void {
    if (this.routing !== 'hash') return;
    const link = readToken(location.hash);
    if (link) {
      this.#takeLink(link);
      // A one-time token does not stay in the address, the history or a screenshot.
      history.replaceState(history.state, '', `${location.pathname}${location.search}#/`);
      this.route = '/';
      return;
    }
    const route = readRoute(location.hash);
    if (!route) return;
    const path = route.screen === 'not-there' ? location.hash.slice(1) : writeRoute(route);
    if (path === this.route) return;
    this.#isEntering = this.hasUpdated;
    this.route = path;
  }

  #currentRoute(): Route {
    return readRoute(`#${this.route}`) ?? { screen: 'not-there' };
  }

  #go(route: Route): void {
    const path = writeRoute(route);
    this.#isEntering = true;
    this.requestUpdate();
    if (path === this.route) return;
    this.route = path;
    if (this.routing === 'hash') location.hash = path;
  }

  /** The focus follows to the new screen, so that it is read out and typing goes to the right place. */
  async #enterScreen(): Promise<void> {
    const screen = this.renderRoot.querySelector<HTMLElement>('[data-screen]');
    // Still loading: the update that brings the screen comes here again.
    if (!screen) return;
    this.#isEntering = false;
    if (!(screen instanceof Screen)) {
      screen.querySelector<HTMLElement>('h1')?.focus();
      return;
    }
    await screen.updateComplete;
    screen.enter();
  }

  #nameThePage(): void {
    const panel = this.#panel;
    if (!panel || !this.#language || this.routing !== 'hash') return;
    const { strings, data, session } = panel;
    const page = data.settings?.name ?? strings.shell.product;
    document.title = strings.shell.title(
      session.state === 'signed-in' ? this.#screenName(panel) : strings.signIn.title,
      page,
    );
  }

  #screenName({ strings, data }: Panel): string {
    const route = this.#currentRoute();
    switch (route.screen) {
      case 'new-incident':
        return strings.composer.title;
      case 'past-incident':
        return strings.backfill.title;
      case 'incident':
        return data.openIncidents.find((one) => one.id === route.id)?.name ?? strings.incidents.title;
      case 'plan-maintenance':
        return strings.maintenance.plan.title;
      case 'maintenance-calendar':
        return strings.maintenance.calendar.title;
      case 'one-maintenance':
        return data.openMaintenances.find((one) => one.id === route.id)?.name ?? strings.nav.maintenance;
      case 'maintenance-series':
        return strings.maintenance.series.title;
      case 'import-subscribers':
        return strings.subscribers.import.title;
      case 'suppressions':
        return strings.subscribers.suppressions.title;
      case 'notifications':
        return strings.notifications.title;
      case 'metric':
        return strings.nav.metrics;
      case 'uptime-of':
      case 'uptime-rules':
      case 'uptime-export':
        return strings.nav.uptime;
      case 'one-import':
        return strings.nav.import;
      case 'alert-source':
      case 'new-alert-source':
      case 'alert-rules':
      case 'alert-rule':
        return strings.nav.alerts;
      case 'not-there':
        return strings.shell.notThere;
      default:
        return strings.nav[route.screen];
    }
  }

  #say(text: string): void {
    clearTimeout(this.#saidTimer);
    this.#said = text;
    this.requestUpdate();
    this.#saidTimer = setTimeout(() => {
      this.#said = '';
      this.requestUpdate();
    }, saidForMs);
  }

  #takeLink(link: Link): void {
    this.#link = link;
    this.#isEntering = true;
    this.requestUpdate();
  }

  #forgetLink(): void {
    this.#link = null;
    this.#isEntering = true;
    if (this.#panel?.session.state === 'starting') void this.#panel.session.start();
    this.requestUpdate();
  }

  async #signOut(panel: Panel): Promise<void> {
    try {
      await panel.session.signOut();
    } catch {
      // Here the session has ended in any case; the server ends it by itself after its time.
    }
  }
}

/** What has the focus, through open shadow roots. */
function deepFocus(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : null;
}
