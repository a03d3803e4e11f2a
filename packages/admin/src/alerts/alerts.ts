import type { AlertSource, AlertSourceKind } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { listFailure } from '../subscribers/list-parts.ts';
import { onLinkClick, screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { viewsStyles } from '../templates/views.ts';
import { sayAgo } from '../time/format.ts';
import { alertsStyles } from './alerts.styles.ts';
import { CaseCards } from './case-cards.ts';
import { caseCardStyles } from './case-cards.styles.ts';
import { namesOfKinds } from './name-of-kind.ts';
import { alertViews } from './views.ts';

const everyMs = 5_000;

/** What a kind of source is called: by its own name, or as another system. */
export const nameOfKind = (kind: AlertSourceKind, words: LaterStrings['alerts']) =>
  kind === 'generic' ? words.generic : namesOfKinds[kind];

/** Who sends alerts, when they were last heard, and what waits for an answer. */
export class StatusAdminAlerts extends Screen {
  static override styles = [base, viewsStyles, caseCardStyles, alertsStyles];

  readonly #words = new LaterWords(this);
  readonly #cases = new CaseCards(this);
  #sources: readonly AlertSource[] | null = null;
  #failure: ApiError | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#load());
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#load();
    }, everyMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.alerts;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.alerts}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`
      <div class="head">
        <h1 tabindex="-1">${strings.nav.alerts}</h1>
        ${alertViews(panel, words, 'alerts')}
        ${this.#sources?.length ? screenLink(panel, { screen: 'new-alert-source' }, words.addSource, 'button main') : nothing}
      </div>
      <div class="alerts">
        ${this.#cases.render()} ${this.#failure ? listFailure(this.#failure, strings, () => void this.#load()) : nothing}
        ${this.#list(words)}
      </div>
    `;
  }

  #list(words: LaterStrings['alerts']): TemplateResult | typeof nothing {
    const { panel } = this;
    const sources = this.#sources;
    if (!sources)
      return this.#failure ? nothing : html`<p class="soft" role="status">${panel.strings.shell.loading}</p>`;
    if (sources.length === 0) {
      return html`<div class="card empty">
        <h2>${words.empty}</h2>
        <p class="soft words">${words.emptyText}</p>
        <p>${screenLink(panel, { screen: 'new-alert-source' }, words.addSource, 'button main')}</p>
      </div>`;
    }
    return html`<section aria-labelledby="sources-title">
      <h2 id="sources-title">${words.sources}</h2>
      <ul class="rows">
        ${repeat(
          sources,
          (one) => one.id,
          (one) => this.#row(one, words),
        )}
      </ul>
      <p class="hint words after">${words.sourcesHint}</p>
    </section>`;
  }

  #row(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const { panel } = this;
    const route = { screen: 'alert-source', id: source.id } as const;
    const { last_received_at, is_enabled } = source;
    const tone = !is_enabled ? 'unknown' : last_received_at ? 'none' : 'minor';
    const ago = last_received_at ? (sayAgo(last_received_at, panel.locale) ?? panel.strings.time.justNow) : null;
    return html`<li class="source tone-${tone}" data-source-id=${source.id}>
      ${statusIcon(tone)}
      <div>
        <a href=${panel.href(route)} @click=${onLinkClick(panel, route)} dir="auto">${source.name}</a>
        <p class="soft small">${nameOfKind(source.kind, words)}</p>
      </div>
      <p class="state small">
        ${is_enabled ? (ago ? words.lastHeard(ago) : words.neverHeard) : words.paused}
      </p>
    </li>`;
  }

  async #load(): Promise<void> {
    try {
      this.#sources = await this.panel.api.alerts.listSources();
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}
